/** How far a message may lag behind a later one of its sender, in messages. Setting up a link takes a few dozen. */
const WIDTH = 1_024;

/** Why a message with a valid signature isn't accepted. */
export type Untimely = 'repeated' | 'stale';

interface Sender {
  /** The counters of the last {@link WIDTH} messages received. */
  readonly seen: Set<number>;
  highest: number;
  newest: number;
}

/** Accepts each message of each sender once, in any order, and none that is too old. */
export class ReplayWindow {
  readonly #maxAgeMs: number;
  readonly #senders = new Map<string, Sender>();

  /** @param maxAgeMs How far the time in a message may differ from ours, either way, in ms. */
  constructor(maxAgeMs: number) {
    this.#maxAgeMs = maxAgeMs;
  }

  /** Accepts a message of that sender, or returns why it isn't accepted. */
  take({ sender, counter, time }: { readonly sender: string; readonly counter: number; readonly time: number }, now: number): Untimely | null {
    if (Math.abs(now - time) > this.#maxAgeMs) return 'stale';
    const known = this.#senders.get(sender) ?? this.#meet(sender, now);
    if (counter <= known.highest - WIDTH) return 'stale';
    if (known.seen.has(counter)) return 'repeated';
    known.seen.add(counter);
    known.newest = Math.max(known.newest, time);
    if (counter > known.highest) this.#advance(known, counter);
    return null;
  }

  #advance(sender: Sender, highest: number): void {
    sender.highest = highest;
    if (sender.seen.size <= WIDTH) return;
    for (const counter of sender.seen) if (counter <= highest - WIDTH) sender.seen.delete(counter);
  }

  #meet(sender: string, now: number): Sender {
    // If a sender's newest message is stale, so are all of its others, and it can be forgotten.
    for (const [name, { newest }] of this.#senders) if (now - newest > this.#maxAgeMs) this.#senders.delete(name);
    const met: Sender = { seen: new Set(), highest: 0, newest: 0 };
    this.#senders.set(sender, met);
    return met;
  }
}
