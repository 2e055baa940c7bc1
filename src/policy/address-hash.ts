/** By chance, so that nobody can make rules that have the same hash. */
const [CHARACTER_FACTOR, SEGMENT_FACTOR] = [oddByChance(), oddByChance()];

const DOT = '.'.charCodeAt(0);
const SLASH = '/'.charCodeAt(0);

function oddByChance(): number {
  return Math.floor(Math.random() * 2 ** 29) * 8 + 5;
}

/** One step of a hash. It spreads texts, no more: what has the same hash is compared. */
export function mix(hash: number, code: number): number {
  return (Math.imul(hash, CHARACTER_FACTOR) + code) | 0;
}

/** A hash of a text, begun with another one. */
export function mixText(hash: number, text: string): number {
  let mixed = hash;
  for (let at = 0; at < text.length; at += 1) mixed = mix(mixed, text.charCodeAt(at));
  return mixed;
}

/**
 * A host and a path, gone through once, and the hashes of their parts. One
 * instance takes one address after the other: it is filled, not made anew,
 * because making it would take longer than filling it.
 */
export class AddressHash {
  /** How many slashes the path has; one more than `mostSlashes` where there are even more. */
  slashCount = 0;
  /** How many segments there are in which there is nothing. */
  emptyCount = 0;
  /** Where the slashes are. */
  readonly slashes: Int32Array;
  /** Which segments are empty, counted from the one before the first slash. */
  readonly empty: Int32Array;
  /** At each place the hashes of the segments before it together: the difference of two is the hash of what is between. */
  readonly sums: Int32Array;
  /** With the port, of the whole host at 0 and of its last `n` labels at each `n` up to `domainCount`. */
  readonly domains: Int32Array;
  domainCount = 0;
  readonly #mostSlashes: number;
  readonly #mostLabels: number;

  constructor({ mostSlashes, mostLabels }: { mostSlashes: number; mostLabels: number }) {
    this.#mostSlashes = mostSlashes;
    this.#mostLabels = mostLabels;
    this.slashes = new Int32Array(mostSlashes + 1);
    this.empty = new Int32Array(mostSlashes + 2);
    this.sums = new Int32Array(mostSlashes + 3);
    this.domains = new Int32Array(mostLabels + 1);
  }

  setHost(host: string, port: string): void {
    let hash = port === '' ? 0 : Number(port);
    this.domainCount = 0;
    for (let at = host.length - 1; at >= 0; at -= 1) {
      const code = host.charCodeAt(at);
      if (code === DOT) this.#addDomain(hash);
      hash = mix(hash, code);
    }
    this.#addDomain(hash);
    this.domains[0] = hash;
  }

  setPath(path: string): void {
    this.slashCount = 0;
    this.emptyCount = 0;
    let [start, hash, sum, factor] = [0, 0, 0, SEGMENT_FACTOR];
    for (let at = 0; at <= path.length; at += 1) {
      const code = at < path.length ? path.charCodeAt(at) : SLASH;
      if (code !== SLASH) {
        hash = mix(hash, code);
        continue;
      }
      if (at === start) this.empty[this.emptyCount++] = this.slashCount;
      sum = (sum + Math.imul(hash, factor)) | 0;
      this.sums[this.slashCount + 1] = sum;
      if (at === path.length) return;
      this.slashes[this.slashCount++] = at;
      if (this.slashCount > this.#mostSlashes) return;
      [start, hash, factor] = [at + 1, 0, Math.imul(factor, SEGMENT_FACTOR)];
    }
  }

  #addDomain(hash: number): void {
    if (this.domainCount < this.#mostLabels) this.domains[++this.domainCount] = hash;
  }
}
