/** How long a message stays relevant, in ms: longer than a short connection loss, shorter than a link's timeout. */
const FRESH_MS = 5_000;

/** A link sends a few dozen candidates and descriptions. */
const CAPACITY = 64;

/** Messages that couldn't be sent: the newest ones of the last seconds, in order. */
export class Outbox {
  readonly #now: () => number;
  #waiting: { readonly message: unknown; readonly since: number }[] = [];

  /** @param now A clock in ms. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  put(message: unknown): void {
    this.#waiting.push({ message, since: this.#now() });
    if (this.#waiting.length > CAPACITY) this.#waiting.shift();
  }

  /** Returns the messages that are still relevant, and clears the outbox. */
  take(): unknown[] {
    const oldest = this.#now() - FRESH_MS;
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting.filter(({ since }) => since >= oldest).map(({ message }) => message);
  }
}
