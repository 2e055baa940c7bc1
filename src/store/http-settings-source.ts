import { ScreenShareError } from '../policy/screen-share-error.js';
import { followHttp } from './http-follower.js';
import type { HttpRequestOptions } from './http-request.js';
import { HttpResource } from './http-resource.js';
import type { SettingsSource } from './settings-source.js';

export interface HttpSettingsOptions extends HttpRequestOptions {
  /**
   * Milliseconds between looks for a newer version, where the server doesn't tell
   * of changes by itself, as the settings endpoint of `glance-screenshare/server`
   * does. Default 10,000, at least 1,000.
   */
  readonly pollMs?: number;
}

/**
 * One environment's settings behind a URL that answers with JSON, such as
 * `/screenshare/production` or a file of your own. Newer versions are followed
 * without a reload: at once where the server tells of them, else by looking with
 * `If-None-Match`, where an unchanged one costs a 304.
 */
export class HttpSettingsSource implements SettingsSource {
  readonly #resource: HttpResource;
  readonly #pollMs: number;

  constructor(url: string, { pollMs = 10_000, ...options }: HttpSettingsOptions = {}) {
    this.#resource = new HttpResource(url, options);
    this.#pollMs = Math.max(1_000, pollMs);
  }

  async load(signal?: AbortSignal): Promise<unknown> {
    try {
      const { json } = await this.#resource.look(signal);
      return json;
    } catch (cause) {
      throw new ScreenShareError('settings-unavailable', { cause });
    }
  }

  subscribe(onSettings: (settings: unknown) => void): () => void {
    return followHttp(this.#resource, onSettings, { pollMs: this.#pollMs });
  }
}
