/** How long a message still means what it meant, in ms: longer than a short loss, shorter than a link's own patience. */
const FRESH_MS = 5_000;

/** A link's candidates and descriptions come in some dozens. */
const CAPACITY = 64;

/** What was to be sent while nothing could be: the newest messages of the last seconds, in their order. */
export class Outbox {
  #waiting: { readonly message: unknown; readonly since: number }[] = [];

  put(message: unknown): void {
    this.#waiting.push({ message, since: performance.now() });
    if (this.#waiting.length > CAPACITY) this.#waiting.shift();
  }

  /** Gives out what is still fresh, and forgets all. */
  take(): unknown[] {
    const oldest = performance.now() - FRESH_MS;
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting.filter(({ since }) => since >= oldest).map(({ message }) => message);
  }
}
