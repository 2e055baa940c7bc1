import type { Message, Outgoing } from '../../channel/messages.js';
import { Floor, type Claim } from './floor.js';
import { FLOOR_BEAT_MS, FLOOR_TIMEOUT_MS } from './floor-timing.js';

type FloorMessage = Message & { type: 'floor' };

export interface FloorKeeperOptions {
  /** The agent's own id. */
  readonly self: string;
  readonly send: (message: Outgoing) => void;
  /** Returns what is being shared, to send with each heartbeat. */
  readonly share: () => NonNullable<FloorMessage['share']>;
  /** The next heartbeat is due and about to be sent. */
  readonly beforeBeat: () => void;
  /** Another agent has taken the floor. */
  readonly onSuperseded: () => void;
  /** {@link FloorKeeper.otherAgent} has changed. */
  readonly onOtherAgent: () => void;
}

/** Manages an agent's claim to the floor: takes it, keeps it alive, releases it, and tracks which other agent holds it. */
export class FloorKeeper {
  readonly #options: FloorKeeperOptions;
  readonly #floor: Floor;
  readonly #names = new Map<string, string | undefined>();
  #otherAgent: { readonly name: string | undefined } | null = null;
  #beatTimer: ReturnType<typeof setInterval> | undefined;
  #silenceTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: FloorKeeperOptions) {
    this.#options = options;
    this.#floor = new Floor({ self: options.self, timeoutMs: FLOOR_TIMEOUT_MS });
  }

  /** The other agent who holds the floor, or null. */
  get otherAgent(): { readonly name: string | undefined } | null {
    return this.#otherAgent;
  }

  /** The term of our own claim while we hold the floor, otherwise null. */
  get term(): number | null {
    const { own } = this.#floor;
    return own?.held ? own.term : null;
  }

  take(): void {
    clearInterval(this.#beatTimer);
    this.#say(this.#floor.claim(Date.now()));
    this.#beatTimer = setInterval(() => this.#beat(), FLOOR_BEAT_MS);
    this.#updateOtherAgent();
  }

  giveUp(reason: string): void {
    clearInterval(this.#beatTimer);
    // After being superseded, the claim is already released, but its last message still has to be sent.
    this.#say(this.#floor.release() ?? this.#floor.own, reason);
  }

  /** Announces the current state: the running claim with what is shared, or the end of the last one. */
  repeat(): void {
    this.#say(this.#floor.beat() ?? this.#floor.own);
  }

  #beat(): void {
    this.#options.beforeBeat();
    this.repeat();
  }

  receive({ from, term, tie, beat, held }: FloorMessage): void {
    this.#names.set(from.id, from.name);
    const effect = this.#floor.receive({ id: from.id, term, tie, beat, held }, performance.now());
    for (const id of this.#names.keys()) if (!this.#floor.knows(id)) this.#names.delete(id);
    if (effect === 'contested') this.repeat();
    if (effect === 'superseded') this.#options.onSuperseded();
    if (effect !== 'stale') this.#updateOtherAgent();
  }

  /** An agent has left. */
  leave(id: string): void {
    this.#floor.leave(id);
    this.#names.delete(id);
    this.#updateOtherAgent();
  }

  close(): void {
    clearInterval(this.#beatTimer);
    clearTimeout(this.#silenceTimer);
  }

  #say(claim: Claim | null, reason?: string): void {
    if (!claim) return;
    const { term, tie, beat, held } = claim;
    this.#options.send({
      type: 'floor',
      term,
      tie,
      beat,
      held,
      ...(reason !== undefined && { reason }),
      ...(held && { share: this.#options.share() }),
    });
  }

  #updateOtherAgent(): void {
    clearTimeout(this.#silenceTimer);
    const holder = this.#floor.holder(performance.now());
    const other = holder && holder.id !== this.#options.self ? { name: this.#names.get(holder.id) } : null;
    // A silent holder loses the floor.
    if (other) this.#silenceTimer = setTimeout(() => this.#updateOtherAgent(), FLOOR_TIMEOUT_MS + 1);
    if (other?.name === this.#otherAgent?.name && (other === null) === (this.#otherAgent === null)) return;
    this.#otherAgent = other;
    this.#options.onOtherAgent();
  }
}
