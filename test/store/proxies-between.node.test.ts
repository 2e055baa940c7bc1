import { expect, test, type Page } from '@playwright/test';
import compression from 'compression';
import express from 'express';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSettingsEndpoint, type SettingsEndpoint } from '../../src/server/index.js';
import { HttpSettingsSource } from '../../src/store/http-settings-source.js';
import { MemorySettingsRepository } from '../../src/store/memory-settings-store.js';
import { HttpSettingsStore } from '../../src/store/http-settings-store.js';
import { NginxProcess } from './nginx-process.js';
import { settings } from './store-contract.js';
import { StoreTabs } from './store-tabs.js';

/** A look every hour: what comes sooner was brought by what is tested here. */
const POLL_MS = 3_600_000;

/** The settings endpoint, behind whatever `wrap` puts in front of it. */
class Origin {
  readonly url: string;
  readonly #server: Server;
  readonly #endpoint: SettingsEndpoint;

  private constructor(server: Server, endpoint: SettingsEndpoint) {
    this.#server = server;
    this.#endpoint = endpoint;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async open(wrap: (endpoint: SettingsEndpoint) => RequestListener = (endpoint) => (request, response) => endpoint.node(request, response)): Promise<Origin> {
    const endpoint = createSettingsEndpoint({ repository: new MemorySettingsRepository(), authorize: () => ({ role: 'administrator', name: 'Ada' }) });
    const server = createServer(wrap(endpoint));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Origin(server, endpoint);
  }

  /** Publishes settings past whatever is in front. */
  async publish(content: ReturnType<typeof settings>): Promise<void> {
    const store = new HttpSettingsStore(`${this.url}/screenshare`);
    const { staging } = await store.read();
    const { version } = await store.save(content, staging?.version ?? null);
    await store.publish(version);
  }

  async close(): Promise<void> {
    this.#endpoint.close();
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}

/** Loads and follows the settings behind a URL, publishes others, and waits until they are there. @returns after how many milliseconds. */
async function revoke(origin: Origin, url: string): Promise<number> {
  await origin.publish(settings(1));
  const source = new HttpSettingsSource(`${url}/screenshare/production`, { pollMs: POLL_MS });
  expect(await source.load()).toEqual(settings(1));
  let stop = (): void => undefined;
  const inForce = new Promise<void>((resolve) => {
    stop = source.subscribe((heard) => {
      if (JSON.stringify(heard) === JSON.stringify(settings(2))) resolve();
    });
  });
  await origin.publish(settings(2));
  const at = performance.now();
  await inForce;
  stop();
  return performance.now() - at;
}

function tell(milliseconds: number): void {
  test.info().annotations.push({ type: 'in force', description: `after ${Math.round(milliseconds)} ms` });
}

const NGINX: Readonly<Record<string, string>> = {
  'as it is set up by default': '',
  'with gzip for everything': 'gzip on; gzip_types *; gzip_proxied any; gzip_min_length 0; gzip_http_version 1.0;',
  'that buffers whatever the answer says': 'proxy_ignore_headers X-Accel-Buffering; proxy_buffering on; proxy_buffers 8 64k; gzip on; gzip_types *; gzip_proxied any;',
  'that takes ETags away': 'proxy_hide_header ETag; proxy_set_header If-None-Match "";',
  'that knows nothing of links': 'proxy_hide_header Cache-Control; expires 1h;',
};

for (const [how, directives] of Object.entries(NGINX)) {
  test(`revoked settings are in force soon behind an nginx ${how}`, async () => {
    const origin = await Origin.open();
    const nginx = await NginxProcess.start(origin.url, directives);
    try {
      tell(await revoke(origin, `http://127.0.0.1:${nginx.port}`));
    } finally {
      await nginx.stop();
      await origin.close();
    }
  });
}

test('revoked settings are in force soon behind compression()', async () => {
  const origin = await Origin.open((endpoint) => express().use(compression({ threshold: 0, filter: () => true }), endpoint.node));
  try {
    tell(await revoke(origin, origin.url));
  } finally {
    await origin.close();
  }
});

/** Answers whatever it has answered before from its cache, without asking. */
const CACHE_FIRST = `
  addEventListener('install', () => skipWaiting());
  addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  addEventListener('fetch', (event) => {
    if (event.request.method !== 'GET' || event.request.headers.get('accept') === 'text/event-stream') return;
    event.respondWith(caches.open('all').then(async (cache) => {
      const cached = await cache.match(event.request);
      if (cached) return cached;
      const answer = await fetch(event.request);
      if (answer.ok) await cache.put(event.request, answer.clone());
      return answer;
    }));
  });
`;

/** Pages of this origin, and the settings endpoint. */
const withPages = (endpoint: SettingsEndpoint): RequestListener => (request, response) => {
  if (request.url === '/worker.js') return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(CACHE_FIRST);
  endpoint.node(request, response);
};

test.describe('in a real browser', () => {
  let tabs: StoreTabs;
  let origin: Origin;
  test.beforeAll(async () => {
    tabs = await StoreTabs.open();
  });
  test.beforeEach(async () => {
    await tabs.clear();
    origin = await Origin.open(withPages);
    await origin.publish(settings(1));
  });
  test.afterEach(async () => {
    await tabs.clear();
    await origin.close();
  });
  test.afterAll(() => tabs.close());

  /** Follows the settings in a page. */
  const follow = (page: Page): Promise<void> =>
    page.evaluate(async (pollMs) => {
      type Kit = { kit: { HttpSettingsSource: typeof HttpSettingsSource } };
      const source = new (globalThis as unknown as Kit).kit.HttpSettingsSource('/screenshare/production', { pollMs });
      const heard: unknown[] = [await source.load()];
      Object.assign(globalThis, { heard });
      source.subscribe((value) => heard.push(value));
    }, POLL_MS);
  const heardLast = async (page: Page, expected: unknown): Promise<void> =>
    void (await page.waitForFunction((text) => JSON.stringify((globalThis as unknown as { heard: unknown[] }).heard.at(-1)) === text, JSON.stringify(expected)));

  test('revoked settings are in force soon behind a service worker that answers from its cache first', async () => {
    const page = await tabs.tab(origin.url);
    await page.evaluate(async () => {
      const controlled = new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
      await navigator.serviceWorker.register('/worker.js');
      await controlled;
    });
    await follow(page);
    // The worker goes on answering with what it has.
    expect(await page.evaluate(async () => (await (await fetch('/screenshare/production')).json()) as unknown)).toEqual(settings(1));
    await origin.publish(settings(2));
    const at = performance.now();
    await heardLast(page, settings(2));
    tell(performance.now() - at);
    expect(await page.evaluate(async () => (await (await fetch('/screenshare/production')).json()) as unknown)).toEqual(settings(1));
  });

  test('eight tabs follow settings over HTTP/1.1, of which a browser opens six connections, and all hear of others soon', async () => {
    const pages: Page[] = [];
    for (let count = 0; count < 8; count++) {
      const page = await tabs.tab(origin.url);
      await follow(page);
      pages.push(page);
    }
    await origin.publish(settings(2));
    const at = performance.now();
    await Promise.all(pages.map((page) => heardLast(page, settings(2))));
    tell(performance.now() - at);
  });
});
