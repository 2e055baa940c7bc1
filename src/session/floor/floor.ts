/**
 * Decides who holds the floor, without a central authority.
 *
 * Each agent speaks only for itself. It claims the floor under a `term`, repeats
 * the claim as a heartbeat (`beat` increases) and releases it. Everybody keeps the
 * newest message of each agent and treats the highest live claim as the holder's.
 * Because only the newest message counts, lost, late, duplicate and reordered
 * messages are harmless: in any order, the same messages lead to the same holder.
 *
 * Terms follow the clock and exceed every known term, so the agent who starts last
 * wins, provided that agents who don't know of each other have similar clocks.
 */
export interface Claim {
  /** The agent that makes the claim. */
  readonly id: string;
  /** Later claims have higher terms. */
  readonly term: number;
  /** A random number that decides between two claims with the same term. */
  readonly tie: number;
  /** Counts the messages of one term. */
  readonly beat: number;
  /** False once the floor has been released, which ends the term. */
  readonly held: boolean;
}

/** The effect of another agent's message on the receiver. */
export type ClaimEffect =
  /** The message is a duplicate or an old one. */
  | 'stale'
  /** The message was noted. The holder may have changed. */
  | 'noted'
  /** Another agent outranks our claim, so we lost the floor. */
  | 'superseded'
  /** Another agent with a lower claim doesn't know about ours, so we need to repeat ours. */
  | 'contested';

export interface FloorOptions {
  /** Our own id; null for participants who only watch. */
  readonly self: string | null;
  /** Milliseconds without a message before a claim expires. */
  readonly timeoutMs: number;
  /** Returns random tie-breakers, 0 to 2^32 - 1. Tests can set it. */
  readonly random?: () => number;
}

/** How many agents are remembered. */
const MAX_KNOWN = 100;

interface Entry {
  readonly claim: Claim;
  readonly receivedAt: number;
}

/** One participant's view of the floor. It has no timers: times are arguments in milliseconds. Receive times must come from a monotonic clock. */
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

  /** Our own claim, even after its release; null before the first. */
  get own(): Claim | null {
    return (this.#self !== null && this.#entries.get(this.#self)?.claim) || null;
  }

  /** The highest live claim. */
  holder(now: number): Claim | null {
    let highest: Claim | null = null;
    for (const { claim, receivedAt } of this.#entries.values()) {
      const living = claim.held && (claim.id === this.#self || now - receivedAt <= this.#timeoutMs);
      if (living && (highest === null || outranks(claim, highest))) highest = claim;
    }
    return highest;
  }

  /** Records another agent's message. */
  receive(claim: Claim, now: number): ClaimEffect {
    if (claim.id === this.#self) return 'stale';
    const known = this.#entries.get(claim.id)?.claim;
    if (known && !isNewer(claim, known)) return 'stale';
    // Reinserted at the end, so that the map is ordered from the least to the most recent message.
    this.#entries.delete(claim.id);
    this.#entries.set(claim.id, { claim, receivedAt: now });
    this.#forgetOldest(now);
    this.#highestTerm = Math.max(this.#highestTerm, claim.term);

    const { own } = this;
    if (!own?.held || !claim.held) return 'noted';
    if (!outranks(claim, own)) return 'contested';
    this.release();
    return 'superseded';
  }

  /** Whether anything is known about that agent. */
  knows(id: string): boolean {
    return this.#entries.has(id);
  }

  /** Claims the floor. The claim outranks all known claims. */
  claim(now: number): Claim {
    const term = Math.max(this.#highestTerm + 1, Math.floor(now));
    this.#highestTerm = term;
    return this.#speak({ term, tie: this.#random(), beat: 0, held: true });
  }

  /** The next heartbeat of our claim; null if we don't hold the floor. */
  beat(): Claim | null {
    const { own } = this;
    return own?.held ? this.#speak({ ...own, beat: own.beat + 1 }) : null;
  }

  /** Releases our claim. Returns the message to send, or null if we don't hold the floor. */
  release(): Claim | null {
    const { own } = this;
    return own?.held ? this.#speak({ ...own, beat: own.beat + 1, held: false }) : null;
  }

  /** Notes that an agent has left for good. The agent is still remembered, so that a late message doesn't bring it back. */
  leave(id: string): void {
    const known = this.#entries.get(id);
    if (id === this.#self || !known) return;
    this.#entries.set(id, { ...known, claim: { ...known.claim, term: Number.MAX_SAFE_INTEGER, held: false } });
  }

  /** Many agents can join and leave in a long session. A late message from the longest silent one is unlikely. */
  #forgetOldest(now: number): void {
    for (const [id, { receivedAt }] of this.#entries) {
      if (this.#entries.size <= MAX_KNOWN) return;
      if (id !== this.#self && now - receivedAt > this.#timeoutMs) this.#entries.delete(id);
    }
  }

  #speak(words: Omit<Claim, 'id'>): Claim {
    if (this.#self === null) throw new TypeError('Only an agent can claim the floor.');
    const claim = { ...words, id: this.#self };
    this.#entries.set(this.#self, { claim, receivedAt: 0 });
    return claim;
  }
}

function outranks(a: Claim, b: Claim): boolean {
  if (a.term !== b.term) return a.term > b.term;
  if (a.tie !== b.tie) return a.tie > b.tie;
  // Equal random numbers are so rare that comparing ids is enough, even though a server may spell an agent's id differently for the agent itself.
  return a.id > b.id;
}

function isNewer(claim: Claim, known: Claim): boolean {
  return claim.term !== known.term ? claim.term > known.term : claim.beat > known.beat;
}

function randomUint32(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}
