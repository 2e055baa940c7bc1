import type { LinkQuality } from '../peer/link-stats.js';

export interface ReachOptions {
  /** Milliseconds for which nobody may be reachable before the share is over. */
  readonly lostMs: number;
  /** A share is running. */
  readonly sharing: () => boolean;
  readonly links: { readonly connected: number; readonly quality: LinkQuality | null };
  /** Nobody could be reached for so long that the share is over. */
  readonly onLost: () => void;
}

/**
 * Whether an agent's share reaches anybody. As long as one visitor gets the
 * picture, a channel that is down ends nothing, and as long as there is a
 * channel, a visitor can still come.
 */
export class Reach {
  readonly #options: ReachOptions;
  #channel = true;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ReachOptions) {
    this.#options = options;
  }

  /** No visitor is reached, and it isn't that there were none. */
  get reconnecting(): boolean {
    const { sharing, links } = this.#options;
    return sharing() && links.connected === 0 && (!this.#channel || links.quality === 'lost');
  }

  /** The channel has become able to send, or no longer is. */
  channel(connected: boolean): void {
    this.#channel = connected;
    this.look();
  }

  /** Has to be called when the share, the links or the channel have changed. */
  look(): void {
    const { sharing, links, lostMs, onLost } = this.#options;
    if (this.#channel || links.connected > 0 || !sharing()) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
    } else {
      this.#timer ??= setTimeout(onLost, lostMs);
    }
  }
}
