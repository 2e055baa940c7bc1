import { ScreenShareError } from '../policy/screen-share-error.js';
import type { SettingsSource } from './settings-source.js';

export interface HttpSettingsOptions {
  /** Added to each request, such as `Authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds between looks for a newer version. Default 10,000, at least 1,000. */
  readonly pollMs?: number;
  /** Milliseconds after which a request counts as failed. Default 10,000. */
  readonly timeoutMs?: number;
}

/**
 * Settings behind a URL that answers with JSON, such as `/screenshare/production`.
 * Newer versions are looked for with `If-None-Match`, so that an unchanged one
 * costs a 304.
 */
export class HttpSettingsSource implements SettingsSource {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #pollMs: number;
  readonly #timeoutMs: number;
  #etag: string | null = null;

  constructor(url: string, { headers = {}, pollMs = 10_000, timeoutMs = 10_000 }: HttpSettingsOptions = {}) {
    this.#url = url;
    this.#headers = headers;
    this.#pollMs = Math.max(1_000, pollMs);
    this.#timeoutMs = timeoutMs;
  }

  async load(signal?: AbortSignal): Promise<unknown> {
    this.#etag = null;
    try {
      return await this.#fetch(signal);
    } catch (cause) {
      throw new ScreenShareError('settings-unavailable', { cause });
    }
  }

  subscribe(onSettings: (settings: unknown) => void): () => void {
    const stopped = new AbortController();
    const look = async (): Promise<void> => {
      try {
        const settings = await this.#fetch(stopped.signal);
        if (settings !== undefined && !stopped.signal.aborted) onSettings(settings);
      } catch {
        // The last good version stays in force; the next look may succeed.
      }
    };
    const timer = setInterval(() => void look(), this.#pollMs);
    stopped.signal.addEventListener('abort', () => clearInterval(timer));
    return () => stopped.abort();
  }

  /** The body, or undefined when it is the version that is known. */
  async #fetch(signal: AbortSignal | undefined): Promise<unknown> {
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    const response = await fetch(this.#url, {
      headers: { accept: 'application/json', ...this.#headers, ...(this.#etag !== null && { 'if-none-match': this.#etag }) },
      cache: 'no-store',
      credentials: 'same-origin',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    if (response.status === 304) return undefined;
    if (!response.ok) throw new Error(`${this.#url} answered ${response.status} ${response.statusText}`.trim());
    const settings: unknown = await response.json();
    this.#etag = response.headers.get('etag');
    return settings;
  }
}
