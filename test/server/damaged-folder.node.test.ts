import { expect, test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { SettingsFolder } from '../../src/server/settings-folder.js';
import { SettingsLedger } from '../../src/store/settings-ledger.js';
import { isSettingsStoreError } from '../../src/store/settings-store-error.js';
import { failureOf, settings } from '../store/store-contract.js';
import { SettingsServer } from './settings-server.js';

let server: SettingsServer;

test.beforeEach(async () => {
  server = await new SettingsServer().start();
});
test.afterEach(() => server.close());

const revision = (number: number): string => join(server.folder, `revision-${String(number).padStart(12, '0')}.json`);

/** The same folder in a server that has been started again, so that nothing is known from before. */
async function restart(): Promise<void> {
  const { folder } = server;
  await server.stop();
  // On another port: clients may still hold connections to this one.
  server = new SettingsServer();
  server.folder = folder;
  await server.start();
}

for (const [what, damage] of [
  ['empty, as a full disk leaves it', ''],
  ['cut off in the middle', '{"revision":"1","staging":{"ver'],
  ['something else', '{"hello":"world"}'],
] as const) {
  test(`the newest revision is ${what}: the one before applies, the broken one is kept, administrators are told, and saving goes on`, async () => {
    const first = await server.store().save(settings(1), null);
    await server.store().save(settings(2), first.version);
    await writeFile(revision(2), damage);
    await restart();
    const { staging, warnings } = await server.store().read();
    expect(staging).toEqual(first);
    expect(warnings).toEqual([expect.stringContaining('Revision 2 of the settings was damaged')]);
    expect(await readFile(join(server.folder, 'damaged-000000000002.json'), 'utf8')).toBe(damage);
    // Agents read on; what is wrong with the server is not theirs to see.
    expect(await (await server.fetch('/staging', { token: 'agent' })).json()).toEqual(settings(1));
    const third = await server.store().save(settings(3), first.version);
    await restart();
    expect((await server.store().read()).staging).toEqual(third);
    expect(await readdir(server.folder)).toContain('revision-000000000003.json');
    await rm(join(server.folder, 'damaged-000000000002.json'));
    expect((await server.store().read()).warnings).toBeUndefined();
  });
}

test('a warning that comes while a panel is open reaches it: the state has another ETag', async () => {
  const { version } = await server.store().save(settings(1), null);
  const before = (await server.fetch('/state')).headers.get('etag');
  await writeFile(join(server.folder, 'damaged-000000000009.json'), '');
  const after = await server.fetch('/state', { headers: { 'if-none-match': before ?? '' } });
  expect([after.status, after.headers.get('etag')]).toEqual([200, `"${version}.none.1"`]);
});

for (const [what, change] of [
  ['a key of settings that this version doesn’t know', { newKey: 1 }],
  ['a surface that this version doesn’t know', { surfaces: ['window', 'hologram'] }],
  ['a guard setting that this version doesn’t know', { guard: { reading: 'exact', newKey: true } }],
] as const) {
  test(`the newest revision has ${what}: nothing is shared or saved by it, both are said, and the file stays as it is`, async () => {
    const { version } = await server.store().save(settings(1), null);
    const record = JSON.parse(await readFile(revision(1), 'utf8')) as { staging: { settings: object } };
    const text = JSON.stringify({ ...record, staging: { ...record.staging, settings: { ...record.staging.settings, ...change } } });
    await writeFile(revision(1), text);
    await restart();
    for (const path of ['/staging', '/production', '/state']) expect([path, (await server.fetch(path)).status]).toEqual([path, 503]);
    const refused = await failureOf(server.store().save(settings(2), version));
    expect([refused.code, refused.message]).toEqual(['storage-newer', 'These settings were saved by a later version of the server. Nothing was changed.']);
    expect(await readFile(revision(1), 'utf8')).toBe(text);
    expect(await readdir(server.folder)).not.toContain('revision-000000000002.json');
    expect(server.errors.length).toBeGreaterThan(0);
  });
}

test('a record of a later format is refused, whatever it looks like otherwise', async () => {
  await server.store().save(settings(1), null);
  await writeFile(revision(2), '{"format":2,"everything":"different"}');
  await restart();
  expect(await failureOf(server.store().read())).toMatchObject({ code: 'storage-newer' });
});

test('the folder is deleted while the server runs: nothing is served and nothing starts over, loudly; once it is back, all goes on', async () => {
  const saved = await server.store().save(settings(1), null);
  const text = await readFile(revision(1), 'utf8');
  await rm(server.folder, { recursive: true });
  for (const path of ['/staging', '/production', '/events', '/state']) expect([path, (await server.fetch(path)).status]).toEqual([path, 503]);
  const refused = await failureOf(server.store().save(settings(2), saved.version));
  expect(refused.message).toBe('The settings have disappeared from the server’s folder. Nothing is saved or shared until they are back.');
  await expect(server.endpoint.check()).rejects.toThrow('disappeared');
  expect(server.errors.filter((error) => isSettingsStoreError(error, 'storage-damaged')).length).toBeGreaterThanOrEqual(5);
  await new SettingsFolder(server.folder).write({ expected: null, record: JSON.parse(text) as never, publication: null });
  expect((await server.store().read()).staging).toEqual(saved);
});

const PUBLISHER = `
  import { SettingsFolder } from './src/server/settings-folder.ts';
  import { SettingsLedger } from './src/store/settings-ledger.ts';
  const ledger = new SettingsLedger(new SettingsFolder(process.argv[2]));
  const { staging } = await ledger.read();
  await ledger.publish(staging.version, 'Ada').then(
    () => console.log('published'),
    (error) => console.log(error.code),
  );
`;

test('the disk is full in the middle of publishing: nothing of it stays, and the next try succeeds', async () => {
  const sites = Array.from({ length: 200 }, (_, n) => `https://www.example.com/${n}/${'x'.repeat(50)}/*`);
  const { version } = await server.store().save({ ...settings(1), allowedSites: sites, bookmarks: [] }, null);
  const script = join(await mkdtemp(join(tmpdir(), 'publisher-')), 'publish.mjs');
  await build({
    stdin: { contents: PUBLISHER, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    outfile: script,
    format: 'esm',
    platform: 'node',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  // The record has both environments, so it is twice as large as the publication: with this limit, in units of 1,024 bytes, only the latter fits.
  const limit = Math.ceil((JSON.stringify(sites).length * 1.3) / 1_024);
  const child = spawn('bash', ['-c', `ulimit -f ${limit} && exec "$0" "$@"`, process.execPath, script, server.folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child, 'close');
  expect(said.trim()).toBe('EFBIG');
  expect(await readdir(join(server.folder, 'published'))).toEqual([]);
  expect((await readdir(server.folder)).sort()).toEqual(['published', 'revision-000000000001.json']);
  const published = await server.store().publish(version);
  expect((await server.store().read()).production).toEqual(published);
});

test('retention keeps the newest publications, and always the one in force', async () => {
  let version: string | null = null;
  for (let number = 1; number <= 6; number += 1) {
    ({ version } = await server.store().save(settings(number), version));
    await server.store().publish(version);
  }
  const before = await server.store().history();
  // What is due goes with the first write of a server, and from then on with every hundredth.
  const ledger = new SettingsLedger(new SettingsFolder(server.folder, { publications: 3 }));
  await ledger.save(settings(7), version, null);
  const kept = before.slice(0, 3).map((entry) => entry.version);
  expect((await ledger.history()).map((entry) => entry.version)).toEqual(kept);
  expect((await readdir(join(server.folder, 'published'))).sort()).toEqual(kept.map((name) => `${name}.json`).sort());
  const strict = new SettingsLedger(new SettingsFolder(server.folder, { days: 0 }));
  const { staging } = await strict.read();
  await strict.save(settings(8), staging!.version, null);
  expect((await strict.history()).map((entry) => entry.version)).toEqual(kept.slice(0, 1));
});
