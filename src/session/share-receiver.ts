import type { SignalData } from '../channel/messages.js';
import type { LinkStats } from '../peer/link-stats.js';
import type { MediaRelay } from '../peer/media-relay.js';
import { AgentLink, type AgentLinkOptions } from './agent-link.js';
import { RelayPlayer } from './relay-player.js';

export interface ShareReceiverOptions extends AgentLinkOptions {
  readonly mediaRelay: MediaRelay | undefined;
}

/** How often the agent is told that somebody watches through the media server, in milliseconds: nothing else tells. */
const WATCHING_MS = 30_000;

/**
 * A visitor's picture of a share: straight from the agent, or from the media
 * server once the agent has published it there. What there is stays until the
 * other has a picture, and is the way back when that fails.
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

  /** A picture is arriving. */
  get live(): boolean {
    return this.#link.live || this.relayed;
  }

  /** The agent's link is there, and nothing arrives over it at the moment. */
  get lost(): boolean {
    return this.#link.lost;
  }

  /** The figures of what is seen: the media server's picture, or the agent's link; null without either. */
  get stats(): LinkStats | null {
    return this.#player?.stats ?? this.#link.stats;
  }

  /** The picture comes from the media server. */
  get relayed(): boolean {
    return this.#player?.live ?? false;
  }

  /** Follows an agent's share, in the place of any before. `resource`: where it is at the media server. */
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

  /** Where the share is at the media server now; null: it isn't. */
  moved(resource: string | null): void {
    if (!this.#player || this.#agent === null) return;
    const wasLive = this.live;
    this.#player.follow(resource);
    if (resource !== null || this.#link.active) return;
    this.#link.open(this.#agent);
    if (wasLive) this.#options.onLost();
  }

  /** Asks at once instead of waiting, because a way to the agent has just opened. */
  hurry(): void {
    this.#link.hurry();
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
