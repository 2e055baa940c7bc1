import { bindToItself } from '../built-ins/bind-to-itself.js';
import type { ScreenShareSettings } from '../policy/settings.js';
import { followHttp } from './http-follower.js';
import { type HttpRequest, notSettings, requestJson } from './http-request.js';
import { HttpResource } from './http-resource.js';
import type { HttpSettingsOptions } from './http-settings-source.js';
import { readEntries, readPublication, readSaved, readState } from './settings-record.js';
import type { HistoryOptions, Publication, PublicationEntry, PublishOptions, SettingsState, SettingsStore, SettingsVersion } from './settings-store.js';
import { isSettingsStoreError, SettingsStoreError } from './settings-store-error.js';

/**
 * A store on a server: the settings endpoint of `glance-screenshare/server`, or
 * your own with the same HTTP interface, which docs/server.md describes.
 *
 * @example
 * ```ts
 * const store = new HttpSettingsStore('/screenshare', { headers: async () => ({ authorization: `Bearer ${await token()}` }) });
 * ```
 */
export class HttpSettingsStore implements SettingsStore {
  readonly #base: string;
  readonly #options: HttpSettingsOptions;
  readonly #state: HttpResource;

  /** @param base The endpoint's URL, such as `/screenshare`. */
  constructor(base: string, options: HttpSettingsOptions = {}) {
    this.#base = base.replace(/\/+$/, '');
    this.#options = options;
    this.#state = new HttpResource(`${this.#base}/state`, options);
    bindToItself(this);
  }

  async read(signal?: AbortSignal): Promise<SettingsState> {
    const { json } = await this.#state.read(signal);
    return this.#whole(readState(json), '/state');
  }

  async save(settings: ScreenShareSettings, version: string | null, signal?: AbortSignal): Promise<SettingsVersion> {
    const headers: Record<string, string> = version === null ? { 'if-none-match': '*' } : { 'if-match': `"${version}"` };
    return this.#whole(readSaved(await this.#write('/staging', { method: 'PUT', headers, body: settings, signal })), '/staging', true);
  }

  async publish(version: string, { comment = '', signal }: PublishOptions = {}): Promise<Publication> {
    const headers = { 'if-match': `"${version}"` };
    const body = comment === '' ? {} : { body: { comment } };
    return this.#whole(readPublication(await this.#write('/publish', { method: 'POST', headers, ...body, signal })), '/publish', true);
  }

  async rollback(version: string, production: string, { comment = '', signal }: PublishOptions = {}): Promise<Publication> {
    const headers = { 'if-match': `"${production}"` };
    const body = { version, ...(comment !== '' && { comment }) };
    return this.#whole(readPublication(await this.#write('/rollback', { method: 'POST', headers, body, signal })), '/rollback', true);
  }

  async history({ limit, before, signal }: HistoryOptions = {}): Promise<readonly PublicationEntry[]> {
    const query = new URLSearchParams({ ...(limit !== undefined && { limit: String(limit) }), ...(before !== undefined && { before }) });
    const path = `/history?${query.toString()}`;
    return this.#whole(readEntries(await this.#get(path, signal)), path);
  }

  async publication(version: string, signal?: AbortSignal): Promise<Publication> {
    const path = `/history/${encodeURIComponent(version)}`;
    return this.#whole(readPublication(await this.#get(path, signal)), path);
  }

  subscribe(onChange: (state: SettingsState) => void, onOverdue?: (overdue: boolean) => void): () => void {
    const onJson = (json: unknown): void => {
      const state = readState(json);
      if (state) onChange(state);
    };
    return followHttp(this.#state, onJson, { pollMs: Math.max(1_000, this.#options.pollMs ?? 10_000), onOverdue });
  }

  async #get(path: string, signal: AbortSignal | undefined): Promise<unknown> {
    const { json } = await requestJson(`${this.#base}${path}`, { signal }, this.#options);
    return json;
  }

  async #write(path: string, request: HttpRequest): Promise<unknown> {
    try {
      const { json } = await requestJson(`${this.#base}${path}`, request, this.#options);
      return json;
    } catch (error) {
      // An intermediary may respond with 412 without the current state.
      if (isSettingsStoreError(error, 'conflict') && error.state === null) {
        throw new SettingsStoreError('conflict', { state: await this.read(request.signal), cause: error });
      }
      throw error;
    }
  }

  #whole<T>(value: T | undefined, path: string, mayHaveHappened = false): T {
    if (value === undefined) throw notSettings(`${this.#base}${path} answered with JSON of another shape`, mayHaveHappened);
    return value;
  }
}
