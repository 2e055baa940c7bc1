import { expect, test } from '@playwright/test';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { followHttp } from '../../src/store/http-follower.js';
import { HttpResource } from '../../src/store/http-resource.js';
import { plainEtag } from '../../src/store/plain-etag.js';
import { settings } from './store-contract.js';

const LINK = '</events>; rel="monitor"';

async function serving(listener: RequestListener, use: (base: string) => Promise<void>): Promise<void> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** What follows a URL says: settings, and whether newer ones are overdue. */
class Told {
  readonly all: unknown[] = [];
  readonly stop: () => void;
  #tell: () => void = () => undefined;

  constructor(url: string) {
    const hear = (told: unknown): void => {
      this.all.push(told);
      this.#tell();
    };
    this.stop = followHttp(new HttpResource(url, {}), hear, { pollMs: 3_600_000, onOverdue: (overdue) => hear({ overdue }) });
  }

  async until(count: number): Promise<void> {
    while (this.all.length < count) await new Promise<void>((resolve) => (this.#tell = resolve));
  }
}

/** Follows a URL until these settings come. */
async function followed(url: string, expected: unknown): Promise<unknown[]> {
  const heard: unknown[] = [];
  let stop = (): void => undefined;
  await new Promise<void>((resolve) => {
    stop = followHttp(
      new HttpResource(url, {}),
      (json) => {
        heard.push(json);
        if (JSON.stringify(json) === JSON.stringify(expected)) resolve();
      },
      { pollMs: 3_600_000 },
    );
  });
  stop();
  return heard;
}

for (const [written, plain] of [['"3"', '"3"'], ['W/"3"', '"3"'], ['"3-gzip"', '"3"'], ['W/"3-br"', '"3"'], ['"3;gzip"', '"3"'], ['"my-gzip-file"', '"my-gzip-file"']] as const) {
  test(`the ETag ${written} is read as ${plain}`, () => expect(plainEtag(written)).toBe(plain));
}

test('a cache that goes on answering with the version before is asked past, once a newer one was announced', async () => {
  const asked: string[] = [];
  await serving(
    (request, response) => {
      const url = request.url ?? '';
      asked.push(url);
      if (url === '/events') return void response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: "2"\n\n');
      // As a cache-first service worker does: what it knows by this URL stays for ever.
      const version = url === '/production' ? 1 : 2;
      response.writeHead(200, { 'content-type': 'application/json', etag: `"${version}"`, link: LINK }).end(JSON.stringify(settings(version)));
    },
    async (base) => expect(await followed(`${base}/production`, settings(2))).toEqual([settings(1), settings(2)]),
  );
  expect(asked.filter((url) => url.startsWith('/production?'))).toHaveLength(1);
});

for (const [name, etag] of [['weak', 'W/"2"'], ['suffixed', '"2-gzip"'], ['missing', null]] as const) {
  test(`an ETag that a proxy has left ${name} causes no second request for what was announced`, async () => {
    const asked: string[] = [];
    let version = 1;
    await serving(
      (request, response) => {
        const url = request.url ?? '';
        asked.push(url);
        if (url === '/events') {
          version = 2;
          return void response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: "2"\n\n');
        }
        const headers = { 'content-type': 'application/json', link: LINK, ...(etag !== null && { etag: etag.replace('2', String(version)) }) };
        response.writeHead(200, headers).end(JSON.stringify(settings(version)));
      },
      async (base) => void (await followed(`${base}/production`, settings(2))),
    );
    expect(asked.filter((url) => url.includes('glance-announced'))).toEqual([]);
  });
}

test('a stream that a proxy keeps back is left, and changes are found by looking', async () => {
  let version = 1;
  await serving(
    (request, response) => {
      if (request.url === '/events') {
        version = 2;
        // Nothing of the body ever gets through.
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
        return;
      }
      response.writeHead(200, { 'content-type': 'application/json', etag: `"${version}"`, link: LINK }).end(JSON.stringify(settings(version)));
    },
    async (base) => expect(await followed(`${base}/production`, settings(2))).toEqual([settings(1), settings(2)]),
  );
});

test('while what was announced can’t be read, the settings are overdue, however often the server refuses', async () => {
  let refused = 0;
  let version = 1;
  await serving(
    (request, response) => {
      if (request.url === '/events') {
        version = 2;
        return void response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: "2"\n\n');
      }
      if (version === 2 && refused++ < 2) return void response.writeHead(503).end();
      response.writeHead(200, { 'content-type': 'application/json', etag: `"${version}"`, link: LINK }).end(JSON.stringify(settings(version)));
    },
    async (base) => {
      const told = new Told(`${base}/production`);
      await told.until(4);
      told.stop();
      expect(told.all).toEqual([settings(1), { overdue: true }, settings(2), { overdue: false }]);
    },
  );
});

test('a look at what was announced that is never answered leaves the settings overdue', async () => {
  let version = 1;
  await serving(
    (request, response) => {
      if (request.url === '/events') {
        version = 2;
        return void response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: "2"\n\n');
      }
      // As behind a browser's last connection to this server, which something else holds.
      if (version === 2) return;
      response.writeHead(200, { 'content-type': 'application/json', etag: '"1"', link: LINK }).end(JSON.stringify(settings(1)));
    },
    async (base) => {
      const told = new Told(`${base}/production`);
      await told.until(2);
      told.stop();
      expect(told.all).toEqual([settings(1), { overdue: true }]);
    },
  );
});

test('a cache that nothing gets past leaves the settings overdue until it gives way', async () => {
  let asked = 0;
  await serving(
    (request, response) => {
      const url = request.url ?? '';
      if (url === '/events') return void response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: "2"\n\n');
      // It ignores queries.
      const version = asked++ < 5 ? 1 : 2;
      response.writeHead(200, { 'content-type': 'application/json', etag: `"${version}"`, link: LINK }).end(JSON.stringify(settings(version)));
    },
    async (base) => {
      const told = new Told(`${base}/production`);
      await told.until(4);
      told.stop();
      expect(told.all).toEqual([settings(1), { overdue: true }, settings(2), { overdue: false }]);
    },
  );
});

test('a version that came after the announced one is no older one', async () => {
  await serving(
    (request, response) => {
      const url = request.url ?? '';
      if (url === '/events') return void response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: "2"\n\n');
      const version = url.includes('?') ? 3 : 1;
      response.writeHead(200, { 'content-type': 'application/json', etag: `"${version}"`, link: LINK }).end(JSON.stringify(settings(version)));
    },
    async (base) => {
      const told = new Told(`${base}/production`);
      await told.until(2);
      told.stop();
      expect(told.all).toEqual([settings(1), settings(3)]);
    },
  );
});
