/**
 * How much one connection may send: a token bucket. The agent of eight visitors
 * who all come at once sends some 250 messages of connection set-up at once; a
 * running share some two a second.
 */
const BURST = 500;
const PER_SECOND = 50;

/** What one connection may still send now. */
export class MessageBudget {
  readonly #now: () => number;
  #left = BURST;
  #since: number;

  /** @param now A clock in ms. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#since = now();
  }

  /** Whether something of that cost, a message's being 1, is within the budget; it is charged if so. */
  spend(cost: number): boolean {
    const now = this.#now();
    this.#left = Math.min(BURST, this.#left + ((now - this.#since) / 1_000) * PER_SECOND);
    this.#since = now;
    if (cost > this.#left) return false;
    this.#left -= cost;
    return true;
  }
}
