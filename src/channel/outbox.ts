/** How long a message still means what it meant, in ms: longer than a short loss, shorter than a link's own patience. */
const FRESH_MS = 5_000;

/** A link's candidates and descriptions come in some dozens. */
const CAPACITY = 64;

/** What was to be sent while nothing could be: the newest messages of the last seconds, in their order. */
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

  /** Gives out what is still fresh, and forgets all. */
  take(): unknown[] {
    const oldest = this.#now() - FRESH_MS;
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting.filter(({ since }) => since >= oldest).map(({ message }) => message);
  }
}
