import { expect, test } from '@playwright/test';
import { Pool } from 'pg';
import { PostgresSettings } from '../../../src/server/index.js';
import { SettingsLedger } from '../../../src/store/settings-ledger.js';
import { failureOf, settings } from '../../store/store-contract.js';
import { PostgresProcess } from './postgres-process.js';
import { testRepository } from './repository-contract.js';

let postgres: PostgresProcess;
let pools: Pool[];
let prefix: string;
let tests = 0;

test.beforeAll(async () => {
  postgres = await PostgresProcess.start();
  pools = [0, 1].map(() => new Pool({ connectionString: postgres.url, max: 4 }));
});
test.afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await postgres.stop();
});
test.beforeEach(() => {
  tests += 1;
  prefix = `test_${tests}_`;
});

let opened = 0;
const open = (retention = {}): PostgresSettings => new PostgresSettings(pools[opened++ % 2]!, { prefix, retention });

testRepository({ open });

test('eight servers that start at the same time make the tables once', async () => {
  const repositories = Array.from({ length: 8 }, () => open());
  expect(await Promise.all(repositories.map((repository) => repository.read()))).toEqual(Array.from({ length: 8 }, () => null));
});

test('tables of a later release are refused and left as they are', async () => {
  await new SettingsLedger(open()).save(settings(1), null, null);
  await pools[0]!.query(`UPDATE ${prefix}schema SET version = 99`);
  const later = new SettingsLedger(open());
  for (const failed of [later.read(), later.save(settings(2), null, null)]) expect((await failureOf(failed)).code).toBe('storage-newer');
  expect((await pools[0]!.query(`SELECT version FROM ${prefix}schema`)).rows).toEqual([{ version: 99 }]);
});

test('a connection that is cut in the middle of it all is given up, and the next one serves', async () => {
  const ledger = new SettingsLedger(open());
  const saved = await ledger.save(settings(1), null, null);
  for (const pool of pools) pool.on('error', () => undefined);
  await pools[0]!.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = current_user');
  await expect.poll(() => ledger.read().then(({ staging }) => staging?.version, () => null)).toBe(saved.version);
});

test('a prefix that could be more than a name is refused', () => {
  for (const wrong of ['x; DROP TABLE y; --', 'Capital_', '1_', 'x'.repeat(50)]) expect(() => new PostgresSettings(pools[0]!, { prefix: wrong })).toThrow('prefix may have');
});
