import type { LinkQuality, LinkStats } from '../../peer/link-stats.js';
import { LinkWatch } from '../../peer/link-watch.js';
import type { MediaRelay, RelayPublication } from '../../peer/media-relay.js';
import { relayBackoff } from '../relay-backoff.js';

export interface RelayPublisherOptions {
  readonly relay: MediaRelay;
  /** {@link RelayPublisher.resource} has changed. */
  readonly onChange: () => void;
  /** {@link RelayPublisher.quality} has changed. */
  readonly onQuality: () => void;
  /** The media server failed. The publisher tries again. */
  readonly onTrouble: (cause: unknown) => void;
}

/** Publishes an agent's share to the media server, and publishes it again whenever the connection breaks, until it's stopped. */
export class RelayPublisher {
  readonly #options: RelayPublisherOptions;
  #stream: MediaStream | null = null;
  /** The running attempt. Results of earlier attempts are closed at once. */
  #attempt: AbortController | null = null;
  #publication: RelayPublication | null = null;
  #watch: LinkWatch | null = null;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: RelayPublisherOptions) {
    this.#options = options;
  }

  /** The name by which visitors find the share on the media server; null while it isn't there. */
  get resource(): string | null {
    return this.#publication?.resource ?? null;
  }

  /** The quality of the connection to the media server; null while there is none. */
  get quality(): LinkQuality | null {
    return this.#watch?.quality ?? null;
  }

  /** The figures of the last second; null before the first. */
  get stats(): LinkStats | null {
    return this.#watch?.stats ?? null;
  }

  /** Starts publishing the stream. */
  start(stream: MediaStream): void {
    if (this.#stream) return;
    this.#stream = stream;
    this.#failures = 0;
    void this.#publish(stream);
  }

  /** Replaces the track; null sends nothing. */
  replaceTrack(track: MediaStreamTrack | null): void {
    if (!this.#stream) return;
    const publication = this.#publication;
    // A running attempt would still send the old track.
    if (!publication) {
      if (this.#attempt) void this.#publish(this.#stream);
      return;
    }
    publication.replaceTrack(track).catch((cause: unknown) => {
      if (this.#publication === publication) this.#lost(cause);
    });
  }

  /** Removes the share from the media server. */
  stop(): void {
    this.#stream = null;
    this.#withdraw();
  }

  async #publish(stream: MediaStream): Promise<void> {
    this.#withdraw();
    const attempt = new AbortController();
    this.#attempt = attempt;
    try {
      const publication = await this.#options.relay.publish(stream, {
        signal: attempt.signal,
        onEnd: (cause) => this.#attempt === attempt && this.#lost(cause),
      });
      if (this.#attempt !== attempt) {
        publication.close();
        return;
      }
      this.#publication = publication;
      this.#watch = new LinkWatch(() => publication.stats(), this.#options.onQuality);
      this.#watch.start();
      this.#failures = 0;
      this.#options.onChange();
    } catch (cause) {
      if (this.#attempt === attempt) this.#lost(cause);
    }
  }

  #lost(cause: unknown): void {
    const hadPublication = this.#publication !== null;
    this.#withdraw();
    this.#failures++;
    const stream = this.#stream;
    if (stream) this.#timer = setTimeout(() => void this.#publish(stream), relayBackoff(this.#failures, cause));
    this.#options.onTrouble(cause);
    if (hadPublication) this.#options.onChange();
  }

  #withdraw(): void {
    clearTimeout(this.#timer);
    const publication = this.#publication;
    this.#publication = null;
    this.#watch?.stop();
    this.#watch = null;
    const attempt = this.#attempt;
    this.#attempt = null;
    if (publication) publication.close();
    else attempt?.abort();
  }
}
