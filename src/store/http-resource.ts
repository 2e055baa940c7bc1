import { type HttpAnswer, type HttpRequestOptions, requestJson } from './http-request.js';

/** What a resource holds, and whether that is news. */
export interface ResourceState {
  readonly json: unknown;
  /** Counts the changes seen. */
  readonly change: number;
  /** What it was before this look. */
  readonly before: number;
}

/**
 * A URL that is read again and again. An unchanged one costs a 304; looks follow
 * one another, so that an old answer never comes after a newer one.
 */
export class HttpResource {
  readonly url: string;
  readonly options: HttpRequestOptions;
  #etag: string | null = null;
  #monitor: string | null = null;
  #json: unknown;
  #text: string | undefined;
  #change = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(url: string, options: HttpRequestOptions) {
    this.url = url;
    this.options = options;
  }

  get etag(): string | null {
    return this.#etag;
  }

  /** Where the server tells of changes: the link relation `monitor`, RFC 5989. null when it names no such place. */
  get monitor(): string | null {
    return this.#monitor;
  }

  /** @throws SettingsStoreError (as a rejection) */
  look(signal?: AbortSignal): Promise<ResourceState> {
    const looked = this.#last.then(() => this.#look(signal));
    this.#last = looked.catch(() => undefined);
    return looked;
  }

  async #look(signal: AbortSignal | undefined): Promise<ResourceState> {
    const before = this.#change;
    const headers = this.#etag === null ? {} : { 'if-none-match': this.#etag };
    const answer = await requestJson(this.url, { headers, signal }, this.options);
    if (answer.status !== 304) this.#take(answer);
    return { json: this.#json, change: this.#change, before };
  }

  #take({ json, headers }: HttpAnswer): void {
    this.#etag = headers.get('etag');
    this.#monitor = monitorIn(headers.get('link'), this.url);
    // A server without ETags sends everything each time; only another text is news.
    const text = JSON.stringify(json);
    if (text === this.#text) return;
    this.#text = text;
    this.#json = json;
    this.#change += 1;
  }
}

/** `Link: <events>; rel="monitor"`, RFC 8288. */
function monitorIn(link: string | null, url: string): string | null {
  const [, target] = /<([^>]*)>[^,]*?;\s*rel="?monitor"?(?=[\s;,]|$)/.exec(link ?? '') ?? [];
  if (target === undefined) return null;
  const base = typeof document === 'undefined' ? url : new URL(url, document.baseURI).href;
  return URL.canParse(target, base) ? new URL(target, base).href : null;
}
