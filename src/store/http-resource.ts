import { parseUrl } from '../built-ins/parse-url.js';
import { plainEtag } from './plain-etag.js';
import { type HttpAnswer, type HttpRequestOptions, requestJson } from './http-request.js';

/** A resource's content, and whether it has changed. */
export interface ResourceState {
  readonly json: unknown;
  /** The number of changes seen. */
  readonly change: number;
  /** That number before this read. */
  readonly before: number;
  /** Whether this is the announced version or a newer one, as far as can be determined. True if none was announced. */
  readonly isCurrent: boolean;
}

/**
 * A URL that is read repeatedly. An unchanged resource costs a 304. Reads run one
 * after another, so an old response can't arrive after a newer one.
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

  /** Where the server announces changes, from the link relation `monitor` (RFC 5989). Null if there is none. */
  get monitor(): string | null {
    return this.#monitor;
  }

  /**
   * @param announced The ETags that the server has announced. A response with
   * another ETag is outdated and comes from a cache.
   * @throws SettingsStoreError (as a rejection)
   */
  read(signal?: AbortSignal, announced?: readonly string[]): Promise<ResourceState> {
    const reading = this.#last.then(() => this.#read(signal, announced));
    this.#last = reading.catch(() => undefined);
    return reading;
  }

  async #read(signal: AbortSignal | undefined, announced: readonly string[] | undefined): Promise<ResourceState> {
    const before = this.#change;
    const known = this.#etag;
    const headers = this.#etag === null ? {} : { 'if-none-match': this.#etag };
    const answer = await requestJson(this.url, { headers, signal }, this.options);
    if (announced && isOlder(answer.headers.get('etag') ?? (answer.status === 304 ? this.#etag : null), announced)) this.#take(await this.#pastCaches(signal, announced));
    else if (answer.status !== 304) this.#take(answer);
    // With caches bypassed, a changed version is newer than the announced one.
    const isCurrent = !announced || !isOlder(this.#etag, announced) || this.#etag !== known;
    return { json: this.#json, change: this.#change, before, isCurrent };
  }

  /** Intermediate caches, such as a cache-first service worker, don't know the URL with this query. */
  async #pastCaches(signal: AbortSignal | undefined, announced: readonly string[]): Promise<HttpAnswer> {
    const query = `${this.url.includes('?') ? '&' : '?'}glance-announced=${encodeURIComponent(announced.join(' '))}.${Date.now().toString(36)}`;
    return requestJson(`${this.url}${query}`, { signal }, this.options);
  }

  #take({ json, headers }: HttpAnswer): void {
    this.#etag = headers.get('etag');
    this.#monitor = monitorIn(headers.get('link'), this.url);
    // A server without ETags always sends the whole content, so only different text counts as a change.
    const text = JSON.stringify(json);
    if (text === this.#text) return;
    this.#text = text;
    this.#json = json;
    this.#change += 1;
  }
}

/** Whether a response has a version other than the announced ones. Without an ETag, which some proxies remove, this can't be determined. */
function isOlder(etag: string | null, announced: readonly string[]): boolean {
  return etag !== null && !announced.includes(plainEtag(etag));
}

/** `Link: <events>; rel="monitor"`, RFC 8288. */
function monitorIn(link: string | null, url: string): string | null {
  const [, target] = /<([^>]*)>[^,]*?;\s*rel="?monitor"?(?=[\s;,]|$)/.exec(link ?? '') ?? [];
  if (target === undefined) return null;
  const base = typeof document === 'undefined' ? url : new URL(url, document.baseURI).href;
  return parseUrl(target, base)?.href ?? null;
}
