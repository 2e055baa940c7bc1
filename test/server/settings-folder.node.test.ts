import { expect, test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { SettingsFolder } from '../../src/server/settings-folder.js';
import { SettingsLedger } from '../../src/store/settings-ledger.js';
import { failureOf, settings } from '../store/store-contract.js';

let folder: string;
let ledger: SettingsLedger;

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folder-'));
  ledger = new SettingsLedger(new SettingsFolder(join(folder, 'deep', 'settings')));
});
test.afterEach(() => rm(folder, { recursive: true }));

const files = (): Promise<string[]> => readdir(join(folder, 'deep', 'settings'));

test('the folder is made with the first write, and nobody else may read it', async () => {
  expect(await ledger.read()).toEqual({ staging: null, production: null });
  expect(await readdir(folder)).toEqual([]);
  await ledger.save(settings(1), null, null);
  expect((await files()).sort()).toEqual(['published', 'revision-000000000001.json']);
});

test('another process’s writes are seen at once', async () => {
  const other = new SettingsLedger(new SettingsFolder(join(folder, 'deep', 'settings')));
  const first = await ledger.save(settings(1), null, 'Ada');
  expect((await other.read()).staging).toEqual(first);
  const second = await other.save(settings(2), first.version, 'Bob');
  expect((await ledger.read()).staging).toEqual(second);
});

test('old revisions and what killed writers left are tidied away; what is being written and what was published stays', async () => {
  let { version } = await ledger.save(settings(0), null, null);
  const published = await ledger.publish(version, null);
  const [left, fresh] = ['.unfinished-left', '.unfinished-fresh'].map((name) => join(folder, 'deep', 'settings', name)) as [string, string];
  for (const path of [left, fresh]) await writeFile(path, '{"revision":');
  await utimes(left, 0, 0);
  for (let number = 1; number <= 30; number += 1) ({ version } = await ledger.save(settings(number), version, null));
  const names = await files();
  expect(names).toHaveLength(21 + 2);
  expect(names).toContain('revision-000000000032.json');
  expect(names).toContain('.unfinished-fresh');
  expect(names).not.toContain('.unfinished-left');
  expect(await ledger.publication(published.version)).toEqual(published);
});

test('a writer who was asleep while others went far ahead changes nothing', async () => {
  const slow = new SettingsFolder(join(folder, 'deep', 'settings'));
  const first = await ledger.save(settings(0), null, null);
  const asleep = await slow.read();
  let { version } = first;
  for (let number = 1; number <= 30; number += 1) ({ version } = await ledger.save(settings(number), version, null));
  const current = await ledger.read();
  expect(await slow.write({ expected: asleep!.revision, record: { ...asleep!, revision: 'x' }, publication: null })).toBe(false);
  expect(await ledger.read()).toEqual(current);
});

test('a file that somebody has damaged is said to be; nothing is written over it', async () => {
  await ledger.save(settings(1), null, null);
  const path = join(folder, 'deep', 'settings', 'revision-000000000001.json');
  await writeFile(path, '{"revision":"1","sta');
  const restarted = new SettingsLedger(new SettingsFolder(join(folder, 'deep', 'settings')));
  expect((await failureOf(restarted.read())).code).toBe('storage-damaged');
  expect((await failureOf(restarted.save(settings(2), null, null))).code).toBe('storage-damaged');
  expect(await readFile(path, 'utf8')).toBe('{"revision":"1","sta');
});

/** Processes that save and publish as fast as they can, on a file system of their own, until they are killed. */
class Writers {
  readonly #script: string;
  readonly #folder: string;

  constructor(script: string, folder: string) {
    this.#script = script;
    this.#folder = folder;
  }

  /** Lets one write until `kills` says so; then ends it with a signal that it can't see coming. @returns what it was told is stored. */
  async run(name: string, isTime: (written: number) => boolean): Promise<string[]> {
    const child = spawn(process.execPath, [this.#script, this.#folder, name], { stdio: ['ignore', 'pipe', 'inherit'] });
    const acknowledged: string[] = [];
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      acknowledged.push(...lines);
      if (isTime(acknowledged.length)) child.kill('SIGKILL');
    });
    await new Promise((resolve) => child.once('close', resolve));
    return acknowledged;
  }
}

const WRITER = `
  import { SettingsFolder } from './src/server/settings-folder.ts';
  import { SettingsLedger } from './src/store/settings-ledger.ts';
  import { isSettingsStoreError } from './src/store/settings-store-error.ts';
  const [folder, name] = process.argv.slice(2);
  const ledger = new SettingsLedger(new SettingsFolder(folder));
  for (let number = 0; ; number += 1) {
    const { staging } = await ledger.read();
    const sites = Array.from({ length: 200 }, (_, index) => 'https://www.example.com/' + name + '/' + number + '/' + index + '/*');
    const mine = { escalateToShow: true, surfaces: ['window'], allowedSites: sites, bookmarks: [] };
    try {
      const saved = await ledger.save(mine, staging?.version ?? null, name);
      const published = number % 3 === 0 ? await ledger.publish(saved.version, name) : null;
      process.stdout.write((published ? 'published ' + published.version : 'saved ' + saved.version) + '\\n');
    } catch (error) {
      if (!isSettingsStoreError(error, 'conflict')) throw error;
    }
  }
`;

/** `npm run soak -- kills` has 300. */
const KILLS = Number(process.env['KILLS'] ?? 24);

test('two writers, killed in the middle of writing again and again: the settings are whole each time, and nothing that was acknowledged is lost', async () => {
  test.setTimeout(KILLS * 10_000);
  const script = join(folder, 'writer.mjs');
  await build({
    stdin: { contents: WRITER, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    outfile: script,
    format: 'esm',
    platform: 'node',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  const shared = join(folder, 'shared');
  const writers = new Writers(script, shared);
  let kills = 0;
  let acknowledged = 0;
  const unfinished = async (): Promise<string[]> => (await readdir(shared)).filter((name) => name.startsWith('.unfinished-'));
  while (kills < KILLS) {
    // A different moment each time: after so many writes, and somewhere within the next.
    const round = await Promise.all(['ada', 'bob'].map((name, index) => writers.run(name, (written) => written > (kills + index) % 4)));
    kills += round.length;
    acknowledged += round.flat().length;
    const after = new SettingsLedger(new SettingsFolder(shared));
    const { staging, production } = await after.read();
    for (const version of [staging, production]) if (version) expect(isWhole(version.settings.allowedSites)).toBe(true);
    const published = await after.history({ limit: 200 });
    const known = new Set(published.map(({ version }) => version));
    // The last page of the history holds all of this round; each of its entries has its settings.
    for (const line of round.flat()) {
      const [what, version = ''] = line.split(' ');
      if (what === 'published') expect(known.has(version)).toBe(true);
    }
    for (const { version } of published.slice(0, 5)) expect(isWhole((await after.publication(version)).settings.allowedSites)).toBe(true);
  }
  const left = await unfinished();
  test.info().annotations.push({ type: 'kills', description: `${kills} kills, ${acknowledged} acknowledged writes, ${left.length} unfinished files left by killed writers` });
});

/** All of one save, and of that one only. */
function isWhole(sites: readonly string[]): boolean {
  const prefixes = new Set(sites.map((site) => site.split('/').slice(0, 5).join('/')));
  return sites.length === 200 && prefixes.size === 1;
}

test('a place that can’t be a folder is an error, not a lost save', async () => {
  await writeFile(join(folder, 'file'), '');
  const impossible = new SettingsLedger(new SettingsFolder(join(folder, 'file', 'settings')));
  await expect(impossible.save(settings(1), null, null)).rejects.toThrow('ENOTDIR');
});
