import type { LinkStats } from '../../peer/link-stats.js';
import { LinkWatch } from '../../peer/link-watch.js';
import type { MediaRelay, RelayPlayback } from '../../peer/media-relay.js';
import { relayBackoff } from '../relay-backoff.js';

export interface RelayPlayerOptions {
  readonly relay: MediaRelay;
  /** The picture now comes from the media server. */
  readonly onLive: (stream: MediaStream) => void;
  /** The media server has no picture, or has lost it. The player tries again. */
  readonly onLost: (cause: unknown) => void;
}

/** Plays a share from the media server for a visitor, and tries again whenever that fails. */
export class RelayPlayer {
  readonly #options: RelayPlayerOptions;
  #resource: string | null = null;
  #attempt: AbortController | null = null;
  #playback: RelayPlayback | null = null;
  #watch: LinkWatch | null = null;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: RelayPlayerOptions) {
    this.#options = options;
  }

  /** Whether a picture is playing. */
  get live(): boolean {
    return this.#playback !== null;
  }

  /** The figures of the last second; null before the first. */
  get stats(): LinkStats | null {
    return this.#watch?.stats ?? null;
  }

  /** Plays this resource from now on; null stops. The previous picture stays until the new one arrives. */
  follow(resource: string | null): void {
    if (resource === this.#resource) return;
    this.#resource = resource;
    this.#failures = 0;
    this.#cancel();
    if (resource === null) this.#stop();
    else void this.#play(resource);
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    this.#attempt?.abort();
    this.#attempt = null;
  }

  #stop(): void {
    const playback = this.#playback;
    this.#hold(null);
    playback?.close();
  }

  #hold(playback: RelayPlayback | null): void {
    this.#watch?.stop();
    this.#playback = playback;
    this.#watch = playback && new LinkWatch(() => playback.stats(), () => undefined);
    this.#watch?.start();
  }

  async #play(resource: string): Promise<void> {
    const attempt = new AbortController();
    this.#attempt = attempt;
    let playback: RelayPlayback | null = null;
    try {
      playback = await this.#options.relay.play(resource, {
        signal: attempt.signal,
        onEnd: (cause) => {
          if (playback === null || this.#playback !== playback) return;
          this.#hold(null);
          this.#lost(cause);
        },
      });
    } catch (cause) {
      if (this.#attempt !== attempt) return;
      this.#attempt = null;
      this.#lost(cause);
      return;
    }
    if (this.#attempt !== attempt) {
      playback.close();
      return;
    }
    this.#attempt = null;
    const before = this.#playback;
    this.#hold(playback);
    this.#failures = 0;
    this.#options.onLive(playback.stream);
    before?.close();
  }

  /** A picture that still plays stays, for example the previous one. */
  #lost(cause: unknown): void {
    const resource = this.#resource;
    if (resource !== null && !this.#attempt) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#play(resource), relayBackoff(++this.#failures, cause));
    }
    this.#options.onLost(cause);
  }
}
