import { bindToItself } from '../built-ins/bind-to-itself.js';
import { ScreenShareError } from '../policy/screen-share-error.js';
import { followHttp } from './http-follower.js';
import type { HttpRequestOptions } from './http-request.js';
import { HttpResource } from './http-resource.js';
import type { SettingsSource } from './settings-source.js';

export interface HttpSettingsOptions extends HttpRequestOptions {
  /**
   * Milliseconds between polls if the server doesn't announce changes, as the
   * settings endpoint of `glance-screenshare/server` does. Default 10,000, at least
   * 1,000.
   */
  readonly pollMs?: number;
}

/**
 * One environment's settings from a URL that returns JSON, such as
 * `/screenshare/production` or a file of yours. It follows newer versions without a
 * reload: immediately if the server announces them, otherwise by polling with
 * `If-None-Match`, where an unchanged version costs a 304.
 */
export class HttpSettingsSource implements SettingsSource {
  readonly #resource: HttpResource;
  readonly #pollMs: number;

  constructor(url: string, { pollMs = 10_000, ...options }: HttpSettingsOptions = {}) {
    this.#resource = new HttpResource(url, options);
    this.#pollMs = Math.max(1_000, pollMs);
    bindToItself(this);
  }

  async load(signal?: AbortSignal): Promise<unknown> {
    try {
      const { json } = await this.#resource.read(signal);
      return json;
    } catch (cause) {
      throw new ScreenShareError('settings-unavailable', { cause });
    }
  }

  subscribe(onSettings: (settings: unknown) => void, onOverdue?: (overdue: boolean) => void): () => void {
    return followHttp(this.#resource, onSettings, { pollMs: this.#pollMs, onOverdue });
  }
}
