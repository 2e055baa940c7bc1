import type { Channel } from '../../src/channel/channel.js';

/** A bus within one page: what one end sends, every other end gets a moment later, as a copy. */
export class MemoryBus {
  readonly #ends = new Map<Channel, (message: unknown) => void>();

  /** Another participant's end. */
  channel(): Channel {
    const end: Channel = {
      send: (message) => {
        const copy = structuredClone(message);
        queueMicrotask(() => {
          for (const [other, receive] of this.#ends) if (other !== end) receive(copy);
        });
      },
      subscribe: (onMessage) => {
        this.#ends.set(end, onMessage);
        return () => void this.#ends.delete(end);
      },
    };
    return end;
  }

  /** How many listen. */
  get size(): number {
    return this.#ends.size;
  }
}
