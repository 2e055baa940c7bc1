/** Numbers that look random and are the same for the same seed (Mulberry32). A script, so that processes of tests can import it too. */
export class Random {
  /** @type {number} */
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** 0 (inclusive) to 1 (exclusive). @see https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to below `limit`. @param {number} limit */
  below(limit) {
    return Math.floor(this.next() * limit);
  }

  /**
   * A whole number from `low` to `high`, both included.
   * @param {number} low
   * @param {number} high
   */
  between(low, high) {
    return low + this.below(high - low + 1);
  }

  /** @param {number} probability 0 to 1 */
  chance(probability) {
    return this.next() < probability;
  }

  /**
   * @template T
   * @param {readonly T[]} items
   * @returns {T}
   */
  pick(items) {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('There is nothing to pick from.');
    return item;
  }

  /**
   * `count` characters of `alphabet`.
   * @param {string} alphabet
   * @param {number} count
   */
  text(alphabet, count) {
    return Array.from({ length: count }, () => alphabet[this.below(alphabet.length)]).join('');
  }
}
