import { expect } from '@playwright/test';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ScreenShareSettings } from '../../src/policy/settings.js';
import { createSettingsEndpoint, type SettingsEndpoint, type SettingsEndpointOptions } from '../../src/server/index.js';
import { MemorySettingsRepository } from '../../src/store/memory-settings-store.js';
import { settings } from '../store/store-contract.js';
import { accessOf } from './settings-server.js';

/** Settings of 1.3 MB: more than the body parsers of Express, Koa and Fastify take unless told to. */
export function largeSettings(): ScreenShareSettings {
  return { ...settings(1), allowedSites: Array.from({ length: 1_000 }, (_, index) => `https://www.example.com/${index}/${'x'.repeat(1_300)}/*`), bookmarks: [] };
}

/** An endpoint in memory whose tokens say who somebody is, and what has failed in it. */
export function memoryEndpoint(options: Partial<SettingsEndpointOptions> = {}): { readonly endpoint: SettingsEndpoint; readonly errors: unknown[] } {
  const errors: unknown[] = [];
  const endpoint = createSettingsEndpoint({
    repository: new MemorySettingsRepository(),
    authorize: ({ headers }) => accessOf(headers.get('authorization')),
    onError: (error) => errors.push(error),
    ...options,
  });
  return { endpoint, errors };
}

/** A server for a while. */
export async function serving<T>(handler: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(handler);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    await closed;
  }
}

export interface Exercise {
  /** What is saved first. */
  readonly first?: ScreenShareSettings;
  /** Headers of every request. */
  readonly headers?: Record<string, string>;
}

/** What everybody who mounts the endpoint expects of it: reads, writes, refusals with their reasons, and changes that are told at once. */
export async function exerciseEndpoint(base: string, { first = largeSettings(), headers = {} }: Exercise = {}): Promise<void> {
  const send = (path: string, init: RequestInit & { headers?: Record<string, string> } = {}): Promise<Response> =>
    fetch(`${base}${path}`, { ...init, headers: { authorization: 'Ada', ...headers, ...init.headers } });
  const put = (value: unknown, more: Record<string, string>): Promise<Response> =>
    send('/staging', { method: 'PUT', headers: { 'content-type': 'application/json', ...more }, body: JSON.stringify(value) });

  expect((await send('/state', { headers: { authorization: 'agent' } })).status).toBe(403);
  expect((await send('/nowhere')).status).toBe(404);
  const saved = await put(first, { 'if-none-match': '*' });
  expect([saved.status, saved.headers.get('content-type')]).toEqual([200, 'application/json']);
  const { version } = (await saved.json()) as { version: string };
  const read = await send('/staging');
  expect([read.status, read.headers.get('etag'), await read.json()]).toEqual([200, `"${version}"`, first]);
  const unchanged = await send('/staging', { headers: { 'if-none-match': `"${version}"` } });
  expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
  const refused = await put({ ...settings(2), allowedSites: ['http://example.com/*'] }, { 'if-match': `"${version}"` });
  expect([refused.status, await refused.json()]).toMatchObject([422, { code: 'invalid', problems: [{ path: 'allowedSites.0' }] }]);

  const told = new EventReader(await send('/events'));
  await told.until(version);
  const next = (await (await put(settings(2), { 'if-match': `"${version}"` })).json()) as { version: string };
  await told.until(next.version);
  await told.end();
}

/** Reads a stream of events as they come in. */
export class EventReader {
  readonly response: Response;
  readonly #reader: ReadableStreamDefaultReader<string>;
  text = '';

  constructor(response: Response) {
    this.response = response;
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    this.#reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  }

  async until(part: string): Promise<void> {
    while (!this.text.includes(part)) {
      const { done, value } = await this.#reader.read();
      if (done) throw new Error(`The stream has ended before it said ${part}.`);
      this.text += value;
    }
  }

  end(): Promise<void> {
    return this.#reader.cancel();
  }
}
