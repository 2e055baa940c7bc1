import type { SignalData } from '../../channel/messages.js';
import type { LinkStats } from '../../peer/link-stats.js';
import type { MediaRelay } from '../../peer/media-relay.js';
import { AgentLink, type AgentLinkOptions } from './agent-link.js';
import { RelayPlayer } from './relay-player.js';

export interface ShareReceiverOptions extends AgentLinkOptions {
  readonly mediaRelay: MediaRelay | undefined;
}

/** How often the agent is notified that this visitor watches through the media server, in milliseconds. The agent can't find out in any other way. */
const WATCHING_MS = 30_000;

/**
 * A visitor's picture of a share. It comes directly from the agent, or from the
 * media server once the agent has published it there. The current source stays
 * until the other one has a picture, and serves as the fallback if that fails.
 */
export class ShareReceiver {
  readonly #options: ShareReceiverOptions;
  readonly #link: AgentLink;
  readonly #player: RelayPlayer | null;
  #agent: string | null = null;
  #watchingTimer: ReturnType<typeof setInterval> | undefined;

  constructor(options: ShareReceiverOptions) {
    this.#options = options;
    this.#link = new AgentLink(options);
    this.#player = options.mediaRelay ? new RelayPlayer({ relay: options.mediaRelay, onLive: (stream) => this.#relayLive(stream), onLost: (cause) => this.#relayLost(cause) }) : null;
  }

  /** Whether a picture is arriving. */
  get live(): boolean {
    return this.#link.live || this.relayed;
  }

  /** Whether the agent's link exists but no data arrives on it at the moment. */
  get lost(): boolean {
    return this.#link.lost;
  }

  /** The figures of the visible picture's source, the media server or the agent's link; null without either. */
  get stats(): LinkStats | null {
    return this.#player?.stats ?? this.#link.stats;
  }

  /** Whether the picture comes from the media server. */
  get relayed(): boolean {
    return this.#player?.live ?? false;
  }

  /** Follows an agent's share, replacing any previous one. `resource` is its name on the media server. */
  open(agent: string, resource: string | null): void {
    this.#player?.follow(null);
    this.#agent = agent;
    if (this.#player && resource !== null) {
      this.#link.close();
      this.#player.follow(resource);
    } else {
      this.#link.open(agent);
    }
  }

  /** Sets the share's name on the media server; null if it isn't there. */
  moved(resource: string | null): void {
    if (!this.#player || this.#agent === null) return;
    const wasLive = this.live;
    this.#player.follow(resource);
    if (resource !== null || this.#link.active) return;
    this.#link.open(this.#agent);
    if (wasLive) this.#options.onLost();
  }

  /** Retries at once instead of waiting, because the agent has become reachable. */
  retryNow(): void {
    this.#link.retryNow();
  }

  signal(from: string, generation: number, data: SignalData): void {
    this.#link.signal(from, generation, data);
  }

  /** The agent has closed its end. */
  unlink(from: string, generation: number): void {
    this.#link.unlink(from, generation);
  }

  close(): void {
    this.#agent = null;
    clearInterval(this.#watchingTimer);
    this.#player?.follow(null);
    this.#link.close();
  }

  #relayLive(stream: MediaStream): void {
    this.#options.onStream(stream);
    this.#link.close();
    clearInterval(this.#watchingTimer);
    this.#watchingTimer = setInterval(() => this.#sayWatching(), WATCHING_MS);
    this.#sayWatching();
    this.#options.onLive();
  }

  #relayLost(cause: unknown): void {
    this.#options.onTrouble(cause);
    if (this.relayed || this.#agent === null) return;
    clearInterval(this.#watchingTimer);
    if (this.#link.active) return;
    this.#link.open(this.#agent);
    this.#options.onLost();
  }

  #sayWatching(): void {
    if (this.relayed && this.#agent !== null) this.#options.send({ type: 'watch', to: this.#agent, generation: 0, relay: true });
  }
}
