import { expect, test } from '@playwright/test';
import { install } from '@sinonjs/fake-timers';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SettingsFeed } from '../../src/server/settings-feed.js';
import { HttpSettingsSource } from '../../src/store/http-settings-source.js';
import { HttpSettingsStore } from '../../src/store/http-settings-store.js';
import { MemorySettingsRepository } from '../../src/store/memory-settings-store.js';
import { SettingsLedger } from '../../src/store/settings-ledger.js';
import { settings } from '../store/store-contract.js';
import { SettingsServer } from './settings-server.js';

let server: SettingsServer;

test.beforeEach(async () => {
  server = await new SettingsServer().start();
});
test.afterEach(() => server.close());

/** A viewer that follows production, and what it has been given. */
function follow(url: string): { readonly heard: unknown[]; readonly next: () => Promise<unknown>; readonly stop: () => void } {
  const source = new HttpSettingsSource(url, { headers: { authorization: 'agent' } });
  const heard: unknown[] = [];
  let tell: () => void = () => undefined;
  const stop = source.subscribe((given) => {
    heard.push(given);
    tell();
  });
  return { heard, stop, next: () => new Promise((resolve) => (tell = () => resolve(heard.at(-1)))) };
}

test('ten saves to staging cost a viewer of production no request; a publication costs it one', async () => {
  const store = server.store();
  let { version } = await store.save(settings(0), null);
  await store.publish(version);
  const viewer = follow(`${server.base}/production`);
  await viewer.next();
  const isStreamOpen = (): boolean => server.requests.includes('GET /screenshare/events?of=production');
  await expect.poll(isStreamOpen).toBe(true);
  server.requests.length = 0;
  for (let number = 1; number <= 10; number += 1) ({ version } = await store.save(settings(number), version));
  const published = viewer.next();
  await store.publish(version);
  expect(await published).toEqual(settings(10));
  expect(server.requests.filter((line) => line.startsWith('GET /screenshare/production'))).toHaveLength(1);
  viewer.stop();
});

test('a viewer behind a proxy that takes a prefix off the path hears of changes through that prefix', async () => {
  const asked: string[] = [];
  const proxy = createServer((incoming, response) => {
    asked.push(incoming.url ?? '');
    const target = new URL(incoming.url?.replace('/desk/', '/') ?? '/', server.base);
    const inside = forward(target, { method: incoming.method, headers: incoming.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    response.on('close', () => inside.destroy());
    inside.on('error', () => response.destroy());
    incoming.pipe(inside);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  const base = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/desk/screenshare`;
  try {
    const store = new HttpSettingsStore(base, { headers: { authorization: 'Ada' } });
    const { version } = await store.save(settings(1), null);
    await store.publish(version);
    const viewer = follow(`${base}/production`);
    await viewer.next();
    await expect.poll(() => asked.includes('/desk/screenshare/events?of=production')).toBe(true);
    const changed = viewer.next();
    await store.publish((await store.save(settings(2), version)).version);
    expect(await changed).toEqual(settings(2));
    viewer.stop();
  } finally {
    proxy.closeAllConnections();
    await new Promise((done) => proxy.close(done));
  }
});

test('a stream says that it lives at least every eight seconds, as Bun ends connections that say nothing for ten', async () => {
  const clock = install({ toFake: ['setInterval', 'clearInterval'] });
  try {
    const feed = new SettingsFeed(new SettingsLedger(new MemorySettingsRepository()), { pollMs: 1_000, maxStreams: 10, onError: () => undefined });
    const reader = new Response(await feed.stream('production')).body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toContain('data: "none"');
    for (let beat = 0; beat < 5; beat += 1) {
      clock.tick(8_000);
      expect((await reader.read()).value).toContain(':\n\n');
    }
    await reader.cancel();
  } finally {
    clock.uninstall();
  }
});

test('a server that drains ends its streams, lets no new ones begin, says so when it is checked, and still answers', async () => {
  const { version } = await server.store().save(settings(1), null);
  await server.endpoint.check();
  const stream = await server.fetch('/events');
  server.endpoint.drain();
  expect(await stream.text()).toContain(version);
  expect((await server.fetch('/events')).status).toBe(503);
  expect((await server.fetch('/staging')).status).toBe(200);
  await expect(server.endpoint.check()).rejects.toThrow('about to stop');
});

test('each request is logged with its id, which the answer has too; a proxy’s id is kept', async () => {
  const entries: Record<string, unknown>[] = [];
  const logged = await new SettingsServer({ log: (entry) => entries.push(entry) }).start();
  try {
    const own = await logged.fetch('/staging');
    await logged.fetch('/staging', { token: null, headers: { 'x-request-id': 'from-proxy.1' } });
    await logged.fetch('/staging', { headers: { 'x-request-id': 'a b\u00e9"' } });
    expect(entries).toMatchObject([
      { level: 'warn', event: 'settings-request', requestId: own.headers.get('x-request-id'), method: 'GET', path: '/screenshare/staging', status: 404 },
      { requestId: 'from-proxy.1', status: 401 },
      { requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown },
    ]);
  } finally {
    await logged.close();
  }
});

test('origins given as text count as a list of one; a star is refused', async () => {
  await expect(new SettingsServer({ origins: '*' }).start()).rejects.toThrow('is not an origin');
  const one = await new SettingsServer({ origins: 'https://viewer.example' }).start();
  try {
    const ask = (origin: string): Promise<Response> => one.fetch('/staging', { method: 'OPTIONS', token: null, headers: { origin, 'access-control-request-method': 'PUT' } });
    expect((await ask('https://viewer.example')).status).toBe(204);
    for (const origin of ['https://viewer', 'http://viewer.example', 'viewer.example']) expect([origin, (await ask(origin)).status]).toEqual([origin, 403]);
  } finally {
    await one.close();
  }
});
