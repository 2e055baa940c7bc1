/**
 * How much one connection can send: a token bucket. An agent joined by eight
 * visitors at once sends some 250 connection messages in a burst; a running share
 * sends about two per second.
 */
export const CONNECTION_BUDGET: Rate = { burst: 500, perSecond: 50 };

/** A burst, and a rate per second after that. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** What a connection can still send now. */
export class MessageBudget {
  readonly #rate: Rate;
  readonly #now: () => number;
  #left: number;
  #since: number;

  /** @param now A clock in milliseconds. */
  constructor(rate: Rate = CONNECTION_BUDGET, now: () => number = () => performance.now()) {
    this.#rate = rate;
    this.#now = now;
    this.#left = rate.burst;
    this.#since = now();
  }

  /** Spends the cost if the budget allows it, and returns whether it did. An ordinary message costs 1. */
  spend(cost: number): boolean {
    const now = this.#now();
    this.#left = Math.min(this.#rate.burst, this.#left + ((now - this.#since) / 1_000) * this.#rate.perSecond);
    this.#since = now;
    if (cost > this.#left) return false;
    this.#left -= cost;
    return true;
  }
}
