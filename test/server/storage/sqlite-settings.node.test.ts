import { expect, test } from '@playwright/test';
import Database from 'better-sqlite3';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettingsFolder, SqliteSettings } from '../../../src/server/index.js';
import { defaultRepository } from '../../../src/server/storage/default-repository.js';
import { SettingsLedger } from '../../../src/store/settings-ledger.js';
import { failureOf, settings } from '../../store/store-contract.js';
import { testRepository } from './repository-contract.js';

let folder: string;
let file: string;

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sqlite-'));
  file = join(folder, 'deep', 'settings.sqlite');
});
test.afterEach(() => rm(folder, { recursive: true }));

testRepository({ open: (retention) => new SqliteSettings(file, { ...(retention && { retention }) }) });

test('a database of a later release is refused and left as it is', async () => {
  const repository = new SqliteSettings(file);
  await new SettingsLedger(repository).save(settings(1), null, null);
  await repository.close();
  const database = new Database(file);
  database.pragma('user_version = 99');
  database.close();
  const later = new SettingsLedger(new SqliteSettings(file));
  for (const failed of [later.read(), later.save(settings(2), null, null)]) expect((await failureOf(failed)).code).toBe('storage-newer');
  expect(new Database(file).pragma('user_version', { simple: true })).toBe(99);
});

test('a file that isn’t a database is said to be damaged, and left as it is', async () => {
  await writeFile(join(folder, 'other'), 'not a database, but long enough that SQLite looks at its beginning '.repeat(20));
  expect((await failureOf(new SettingsLedger(new SqliteSettings(join(folder, 'other'))).read())).code).toBe('storage-damaged');
});

test('the file is deleted while it’s in use: nothing more is read or written, and that is said', async () => {
  const repository = new SqliteSettings(file);
  const ledger = new SettingsLedger(repository);
  const { version } = await ledger.save(settings(1), null, null);
  await rm(join(folder, 'deep'), { recursive: true });
  expect((await failureOf(ledger.read())).message).toContain('has disappeared');
  expect((await failureOf(ledger.save(settings(2), version, null))).message).toContain('has disappeared');
  await repository.close();
});

test('a folder of JSON files is taken over with its history, once; from then on it refuses to be used', async () => {
  const before = new SettingsLedger(new SettingsFolder(folder));
  let version: string | null = null;
  for (let number = 1; number <= 3; number += 1) {
    ({ version } = await before.save(settings(number), version, 'Ada'));
    await before.publish(version, 'Bob');
  }
  const [state, history] = [await before.read(), await before.history()];
  const repository = defaultRepository(folder);
  const after = new SettingsLedger(repository);
  expect(await after.read()).toEqual(state);
  expect(await after.history()).toEqual(history);
  for (const entry of history) expect(await after.publication(entry.version)).toMatchObject(entry);
  const next = await after.save(settings(4), version, 'Ada');
  await repository.close?.();

  const refused = await failureOf(new SettingsLedger(new SettingsFolder(folder)).read());
  expect(refused.message).toContain('have moved to');
  const again = defaultRepository(folder);
  expect((await new SettingsLedger(again).read()).staging).toEqual(next);
  await again.close?.();
  // Without the database, what is left of the folder is too old to go on with.
  await rm(join(folder, 'settings.sqlite'));
  expect((await failureOf(new SettingsLedger(defaultRepository(folder)).read())).message).toContain('have moved to');
});
