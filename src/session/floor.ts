/**
 * Who has the floor, agreed without anybody in the middle.
 *
 * Each agent speaks for itself alone: it claims the floor under a `term`, repeats
 * the claim as a heartbeat (`beat` counts up) and gives it up. Everybody keeps the
 * newest word of each agent, and takes the highest living claim for the holder's.
 * Keeping the newest word makes lost, late, doubled and reordered messages
 * harmless: whatever the order, the same words lead to the same holder.
 *
 * Terms grow with the clock and beyond every term heard of, so that whoever starts
 * last wins, as far as the clocks of agents who haven't heard of each other agree.
 */
export interface Claim {
  /** The agent that claims. */
  readonly id: string;
  /** Later claims have higher terms. */
  readonly term: number;
  /** A random number that decides between two claims of one term. */
  readonly tie: number;
  /** Counts the words of one term. */
  readonly beat: number;
  /** False once the floor has been given up; the term is over then. */
  readonly held: boolean;
}

/** What a word of another agent means to the one who hears it. */
export type Heard =
  /** Nothing new: a repetition or an old word. */
  | 'stale'
  /** The sender's word was noted; who holds the floor may have changed. */
  | 'noted'
  /** Somebody outranks our claim, which is given up thereby. */
  | 'superseded'
  /** Somebody who can't have heard of our higher claim claims too: it is time to repeat ours. */
  | 'contested';

export interface FloorOptions {
  /** The own id; null for those who only watch. */
  readonly self: string | null;
  /** Milliseconds without a word after which a claim counts no more. */
  readonly timeoutMs: number;
  /** Random tie-breakers, 0 to 2^32 - 1; settable for tests. */
  readonly random?: () => number;
}

interface Entry {
  readonly claim: Claim;
  readonly heardAt: number;
}

/** One participant's view of the floor. Pure bookkeeping: times come in as arguments, in milliseconds. */
export class Floor {
  readonly #self: string | null;
  readonly #timeoutMs: number;
  readonly #random: () => number;
  readonly #entries = new Map<string, Entry>();
  #highestTerm = 0;

  constructor({ self, timeoutMs, random = randomUint32 }: FloorOptions) {
    this.#self = self;
    this.#timeoutMs = timeoutMs;
    this.#random = random;
  }

  /** The own claim, also after it has been given up; null before the first. */
  get own(): Claim | null {
    return (this.#self !== null && this.#entries.get(this.#self)?.claim) || null;
  }

  /** The highest living claim. */
  holder(now: number): Claim | null {
    let highest: Claim | null = null;
    for (const { claim, heardAt } of this.#entries.values()) {
      const living = claim.held && (claim.id === this.#self || now - heardAt <= this.#timeoutMs);
      if (living && (highest === null || outranks(claim, highest))) highest = claim;
    }
    return highest;
  }

  /** Notes another agent's word. */
  hear(claim: Claim, now: number): Heard {
    if (claim.id === this.#self) return 'stale';
    const known = this.#entries.get(claim.id)?.claim;
    if (known && !isNewer(claim, known)) return 'stale';
    this.#entries.set(claim.id, { claim, heardAt: now });
    this.#highestTerm = Math.max(this.#highestTerm, claim.term);

    const { own } = this;
    if (!own?.held || !claim.held) return 'noted';
    if (!outranks(claim, own)) return 'contested';
    this.release();
    return 'superseded';
  }

  /** Claims the floor; the claim outranks everything heard so far. */
  claim(now: number): Claim {
    const term = Math.max(this.#highestTerm + 1, Math.floor(now));
    this.#highestTerm = term;
    return this.#speak({ term, tie: this.#random(), beat: 0, held: true });
  }

  /** The next heartbeat of the own claim, or null when there is nothing to keep alive. */
  beat(): Claim | null {
    const { own } = this;
    return own?.held ? this.#speak({ ...own, beat: own.beat + 1 }) : null;
  }

  /** Gives up the own claim; the word to pass on, or null when there is none. */
  release(): Claim | null {
    const { own } = this;
    return own?.held ? this.#speak({ ...own, beat: own.beat + 1, held: false }) : null;
  }

  /** Notes that an agent has left for good. It stays known, so that a late word of its own doesn't bring it back. */
  leave(id: string): void {
    const known = this.#entries.get(id);
    if (id === this.#self || !known) return;
    this.#entries.set(id, { ...known, claim: { ...known.claim, term: Number.MAX_SAFE_INTEGER, held: false } });
  }

  #speak(words: Omit<Claim, 'id'>): Claim {
    if (this.#self === null) throw new TypeError('Only an agent can claim the floor.');
    const claim = { ...words, id: this.#self };
    this.#entries.set(this.#self, { claim, heardAt: 0 });
    return claim;
  }
}

function outranks(a: Claim, b: Claim): boolean {
  if (a.term !== b.term) return a.term > b.term;
  if (a.tie !== b.tie) return a.tie > b.tie;
  // Two equal random numbers: rare enough that the ids, which a server may spell differently for their owner, do.
  return a.id > b.id;
}

function isNewer(claim: Claim, known: Claim): boolean {
  return claim.term !== known.term ? claim.term > known.term : claim.beat > known.beat;
}

function randomUint32(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}
