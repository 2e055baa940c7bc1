import { expect, test } from '@playwright/test';
import { once } from 'node:events';
import { connect, createServer, type ClientHttp2Session, type ClientHttp2Stream, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { createSettingsEndpoint, type SettingsEndpoint } from '../../src/server/index.js';
import { MemorySettingsRepository } from '../../src/store/memory-settings-store.js';
import { settings } from '../store/store-contract.js';
import { accessOf } from './settings-server.js';

/** The endpoint behind Node's own HTTP/2 server, as docs/server.md advises for agents with many tabs. */
let endpoint: SettingsEndpoint;
let server: Http2Server;
let client: ClientHttp2Session;

test.beforeEach(async () => {
  endpoint = createSettingsEndpoint({ repository: new MemorySettingsRepository(), authorize: ({ headers }) => accessOf(headers.get('authorization')) });
  server = createServer(endpoint.node).listen(0, '127.0.0.1');
  await once(server, 'listening');
  client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
test.afterEach(async () => {
  endpoint.close();
  client.destroy();
  server.close();
  await once(server, 'close');
});

interface Answer {
  readonly status: number | undefined;
  readonly stream: ClientHttp2Stream;
}

async function send(method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<Answer> {
  const stream = client.request({ ':method': method, ':path': `/screenshare${path}`, authorization: 'Ada', ...headers });
  stream.setEncoding('utf8');
  if (body !== '') stream.end(body);
  const [answered] = (await once(stream, 'response')) as [{ ':status'?: number }];
  return { status: answered[':status'], stream };
}

async function text({ stream }: Answer): Promise<string> {
  let all = '';
  for await (const part of stream as AsyncIterable<string>) all += part;
  return all;
}

const WRITE = { 'content-type': 'application/json', 'if-none-match': '*' };

test('over HTTP/2 settings are saved, read, and told of', async () => {
  const events = await send('GET', '/events');
  const saved = await send('PUT', '/staging', WRITE, JSON.stringify(settings(1)));
  expect(saved.status).toBe(200);
  const { version } = JSON.parse(await text(saved)) as { version: string };
  let told = '';
  for await (const part of events.stream as AsyncIterable<string>) {
    told += part;
    if (told.includes(version)) break;
  }
  const read = await send('GET', '/staging');
  expect([read.status, JSON.parse(await text(read))]).toEqual([200, settings(1)]);
});

test('over HTTP/2 a page of another origin is known by the host that was asked, and can’t write', async () => {
  const host = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const foreign = await send('PUT', '/staging', { ...WRITE, origin: 'https://evil.example' }, JSON.stringify(settings(1)));
  const own = await send('PUT', '/staging', { ...WRITE, origin: host.origin }, JSON.stringify(settings(1)));
  expect([foreign.status, own.status]).toEqual([403, 200]);
});
