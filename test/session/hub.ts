import type { Channel } from '../../src/channel/channel.js';

/** Channels of one session in one page, with everything that was said, and hooks to spoil it. */
export class Hub {
  readonly said: unknown[] = [];
  /** What becomes of a message on its way: lost for an empty list, doubled for two. Default: as it is. */
  carry: (message: unknown) => unknown[] = (message) => [message];
  readonly #listeners = new Set<{ owner: object; hear: (message: unknown) => void }>();

  channel(): Channel {
    const owner = {};
    return {
      send: (message) => {
        this.said.push(message);
        const copies = this.carry(structuredClone(message));
        for (const { owner: other, hear } of [...this.#listeners]) {
          if (other !== owner) for (const copy of copies) queueMicrotask(() => hear(copy));
        }
      },
      subscribe: (hear) => {
        const listener = { owner, hear };
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
  }

  /** Says something to everybody from outside, as an attacker or a later version would. */
  inject(message: unknown): void {
    for (const { hear } of [...this.#listeners]) hear(message);
  }
}
