import type { LinkQuality } from '../../peer/link-stats.js';

export interface ReachOptions {
  /** How many milliseconds nobody can be reached before the share ends. */
  readonly lostMs: number;
  /** Whether a share is running. */
  readonly sharing: () => boolean;
  readonly links: { readonly connected: number; readonly quality: LinkQuality | null };
  /** No participant could be reached for `lostMs`, so the share has to end. */
  readonly onLost: () => void;
}

/**
 * Tracks whether an agent's share reaches anybody. A lost channel doesn't end the
 * share while one visitor still gets the picture. While the channel works, a
 * visitor can still join.
 */
export class Reach {
  readonly #options: ReachOptions;
  #channel = true;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ReachOptions) {
    this.#options = options;
  }

  /** Whether the share lost its visitors, as opposed to never having had any. */
  get reconnecting(): boolean {
    const { sharing, links } = this.#options;
    return sharing() && links.connected === 0 && (!this.#channel || links.quality === 'lost');
  }

  /** The channel can send now, or no longer can. */
  channel(connected: boolean): void {
    this.#channel = connected;
    this.update();
  }

  /** Call this whenever the share, the links or the channel change. */
  update(): void {
    const { sharing, links, lostMs, onLost } = this.#options;
    if (this.#channel || links.connected > 0 || !sharing()) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
    } else {
      this.#timer ??= setTimeout(onLost, lostMs);
    }
  }
}
