import { expect, test } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HttpSettingsStore } from '../../src/store/http-settings-store.js';
import { isSettingsStoreError } from '../../src/store/settings-store-error.js';
import { settings } from '../store/store-contract.js';

/** The built server as somebody runs it; says its port once it listens. */
const SERVER = `
  import { createServer } from 'node:http';
  import { createSettingsEndpoint } from ${JSON.stringify(pathToFileURL('dist/server.js').href)};
  const [folder] = process.argv.slice(1);
  const { node } = createSettingsEndpoint({ repository: folder, authorize: () => ({ role: 'administrator', name: 'Ada' }) });
  const http = createServer(node).listen(0, '127.0.0.1', () => console.log(String(http.address().port)));
`;

const SAVES = 200;
/** Saves before these, by which one knows how long a save takes here. */
const WARM_UP = 9;
/** A kill falls into every so-manieth save; with `npm run soak -- kills` into each. */
const EVERY = Number(process.env['KILL_EVERY'] ?? 10);

async function start(folder: string): Promise<{ server: ChildProcess; store: HttpSettingsStore }> {
  const server = spawn(process.execPath, ['--input-type=module', '-e', SERVER, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(server.stdout!, 'data')) as [Buffer];
  return { server, store: new HttpSettingsStore(`http://127.0.0.1:${Number(port.toString())}/screenshare`) };
}

test('a server that is killed again and again during 200 saves: the settings are whole each time, and what it had acknowledged is there', async () => {
  test.setTimeout(120_000 + (SAVES / EVERY) * 2_000);
  const folder = await mkdtemp(join(tmpdir(), 'killed-'));
  let { server, store } = await start(folder);
  let kills = 0;
  let kept = 0;
  let slowest = 0;
  try {
    let version: string | null = null;
    for (let number = 1 - WARM_UP; number <= SAVES; number += 1) {
      const before = (await store.read()).staging;
      expect(before?.version ?? null).toBe(version);
      const began = performance.now();
      const saving = store.save(settings(number), version).catch((error: unknown) => {
        if (!isSettingsStoreError(error, 'unreachable')) throw error;
        return null;
      });
      if (number > 0 && number % EVERY === 0) {
        // Each time a little later, from its beginning to past its end, as long as a save takes here.
        const until = performance.now() + (slowest * kills * EVERY) / SAVES;
        while (performance.now() < until) await new Promise(setImmediate);
        server.kill('SIGKILL');
        await once(server, 'exit');
        kills += 1;
      }
      const saved = await saving;
      if (saved && number <= 0) slowest = Math.max(slowest, performance.now() - began);
      if (server.signalCode) ({ server, store } = await start(folder));
      const { staging } = await store.read();
      // Acknowledged: it is there. Not acknowledged: all of it or nothing.
      if (saved) expect(staging).toEqual(saved);
      else if (staging?.version !== version) expect(staging?.settings).toEqual(settings(number));
      else expect(staging).toEqual(before);
      if (!saved && staging?.version !== version) kept += 1;
      version = staging?.version ?? null;
    }
    test.info().annotations.push({ type: 'kills', description: `${kills} kills in ${SAVES} saves, ${kept} of which had happened although nobody was told` });
    expect(kills).toBe(Math.floor(SAVES / EVERY));
  } finally {
    server.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
});
