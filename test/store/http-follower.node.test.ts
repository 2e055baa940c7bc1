import { expect, test } from '@playwright/test';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { followHttp } from '../../src/store/http-follower.js';
import { HttpResource } from '../../src/store/http-resource.js';
import { HttpSettingsSource } from '../../src/store/http-settings-source.js';
import { SettingsServer } from '../server/settings-server.js';
import { settings } from './store-contract.js';
import { StoreTabs, type StorePage } from './store-tabs.js';

/** What somebody was told, and a way to wait for it. */
class Heard {
  readonly all: unknown[] = [];
  #tell: () => void = () => undefined;
  readonly hear = (value: unknown): void => {
    this.all.push(value);
    this.#tell();
  };

  async until(expected: unknown): Promise<void> {
    while (JSON.stringify(this.all.at(-1)) !== JSON.stringify(expected)) await new Promise<void>((resolve) => (this.#tell = resolve));
  }
}

let server: SettingsServer;

test.beforeEach(async () => {
  server = await new SettingsServer().start();
});
test.afterEach(() => server.close());

test('a staging viewer follows each save and a production viewer each publish, without a poll', async () => {
  const store = server.store();
  const first = await store.save(settings(1), null);
  await store.publish(first.version);
  const headers = { authorization: 'agent' };
  const [staging, production] = [new Heard(), new Heard()];
  const stops = [
    new HttpSettingsSource(`${server.base}/staging`, { headers, pollMs: 3_600_000 }).subscribe(staging.hear),
    new HttpSettingsSource(`${server.base}/production`, { headers, pollMs: 3_600_000 }).subscribe(production.hear),
  ];
  await Promise.all([staging.until(settings(1)), production.until(settings(1))]);
  const second = await store.save(settings(2), first.version);
  await staging.until(settings(2));
  expect(production.all).toEqual([settings(1)]);
  await store.publish(second.version);
  await production.until(settings(2));
  for (const stop of stops) stop();
});

test('who was loaded before is told of later versions only', async () => {
  const store = server.store();
  const first = await store.save(settings(1), null);
  const source = new HttpSettingsSource(`${server.base}/staging`, { headers: { authorization: 'agent' } });
  const heard = new Heard();
  const stop = source.subscribe(heard.hear);
  // As a session does: it subscribes, then loads.
  expect(await source.load()).toEqual(settings(1));
  await store.save(settings(2), first.version);
  await heard.until(settings(2));
  stop();
  expect(heard.all.length).toBeLessThanOrEqual(2);
});

test('what was published while the server couldn’t be reached is followed once it can', async () => {
  const store = server.store();
  const first = await store.save(settings(1), null);
  const heard = new Heard();
  const stop = new HttpSettingsSource(`${server.base}/staging`, { headers: { authorization: 'agent' } }).subscribe(heard.hear);
  await heard.until(settings(1));
  await server.stop();
  await server.start();
  await server.store().save(settings(2), first.version);
  await heard.until(settings(2));
  stop();
});

test('a stream that says nothing any more, as after a sleep, is left for another one', async () => {
  let streams = 0;
  let served = settings(1);
  const silent: Server = createServer((request, response) => {
    if (request.url === '/events') {
      streams += 1;
      // Never a sign of life again after the first event.
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(`data: "${streams}"\n\n`);
      if (streams === 1) served = settings(2);
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json', etag: `"1"`, link: '<events>; rel="monitor"' }).end(JSON.stringify(served));
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  try {
    const heard = new Heard();
    const resource = new HttpResource(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/settings`, {});
    const stop = followHttp(resource, heard.hear, { pollMs: 3_600_000, silenceMs: 200 });
    await heard.until(settings(2));
    while (streams < 2) await new Promise((resolve) => silent.once('request', resolve));
    stop();
  } finally {
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
  }
});

test('a plain file is looked at again and again; nothing else is asked for', async () => {
  const asked: string[] = [];
  let served = settings(1);
  const files = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(served));
  });
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  try {
    const heard = new Heard();
    const resource = new HttpResource(`http://127.0.0.1:${(files.address() as AddressInfo).port}/settings.json`, {});
    const stop = followHttp(resource, heard.hear, { pollMs: 20 });
    await heard.until(settings(1));
    while (asked.length < 4) await new Promise((resolve) => files.once('request', resolve));
    served = settings(2);
    await heard.until(settings(2));
    stop();
    expect(new Set(asked)).toEqual(new Set(['/settings.json']));
    expect(heard.all).toEqual([settings(1), settings(2)]);
  } finally {
    files.closeAllConnections();
    await new Promise((resolve) => files.close(resolve));
  }
});

test('in a real browser: what was saved while it was offline is there once it is back, without a reload', async () => {
  const tabs = await StoreTabs.open();
  try {
    await tabs.clear();
    const first = await server.store().save(settings(1), null);
    const page = await tabs.tab(new URL(server.base).origin);
    const heard = new Heard();
    await page.exposeFunction('hear', heard.hear);
    await page.evaluate((url) => {
      const { kit, hear } = globalThis as unknown as StorePage & { hear: (value: unknown) => void };
      new kit.HttpSettingsSource(url, { headers: { authorization: 'agent' }, pollMs: 3_600_000 }).subscribe(hear);
    }, `${server.base}/staging`);
    await heard.until(settings(1));
    await tabs.context.setOffline(true);
    await server.store().save(settings(2), first.version);
    await tabs.context.setOffline(false);
    await heard.until(settings(2));
  } finally {
    await tabs.close();
  }
});
