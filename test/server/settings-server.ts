import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSettingsEndpoint, SettingsFolder, type SettingsAccess, type SettingsEndpoint, type SettingsEndpointOptions } from '../../src/server/index.js';
import { HttpSettingsStore } from '../../src/store/http-settings-store.js';

/** A token that says who somebody is, taken at its word: `agent`, or an administrator's name. */
export function accessOf(token: string | null): SettingsAccess | null {
  if (token === null) return null;
  return token === 'agent' ? { role: 'agent' } : { role: 'administrator', name: token };
}

/** A real HTTP server with the settings endpoint over a folder of its own. */
export class SettingsServer {
  readonly errors: unknown[] = [];
  readonly requests: string[] = [];
  endpoint!: SettingsEndpoint;
  folder = '';
  readonly #options: Partial<SettingsEndpointOptions>;
  #http!: Server;
  #port = 0;

  constructor(options: Partial<SettingsEndpointOptions> = {}) {
    this.#options = options;
  }

  /** Starts, again on the same port and folder when it has run before. */
  async start(): Promise<this> {
    this.folder ||= await mkdtemp(join(tmpdir(), 'settings-'));
    this.endpoint = createSettingsEndpoint({
      repository: new SettingsFolder(this.folder),
      authorize: ({ headers }) => accessOf(headers.get('authorization')),
      onError: (error) => this.errors.push(error),
      ...this.#options,
    });
    this.#http = createServer((request, response) => {
      this.requests.push(`${request.method} ${request.url}`);
      this.endpoint.node(request, response);
    });
    await new Promise<void>((resolve) => this.#http.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#http.address() as AddressInfo).port;
    return this;
  }

  get base(): string {
    return `http://127.0.0.1:${this.#port}/screenshare`;
  }

  /** Cuts every connection and takes no new one. The folder stays. */
  async stop(): Promise<void> {
    this.endpoint.close();
    const closed = new Promise((resolve) => this.#http.close(resolve));
    this.#http.closeAllConnections();
    await closed;
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true });
  }

  store(token = 'Ada'): HttpSettingsStore {
    return new HttpSettingsStore(this.base, { headers: { authorization: token } });
  }

  async fetch(path: string, { token = 'Ada', ...init }: RequestInit & { token?: string | null } = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (token !== null) headers.set('authorization', token);
    return fetch(`${this.base}${path}`, { ...init, headers });
  }
}
