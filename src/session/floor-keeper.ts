import type { Message, Outgoing } from '../channel/messages.js';
import { Floor, type Claim } from './floor.js';
import { FLOOR_BEAT_MS, FLOOR_TIMEOUT_MS } from './floor-timing.js';

type FloorMessage = Message & { type: 'floor' };

export interface FloorKeeperOptions {
  /** The agent's own id. */
  readonly self: string;
  readonly send: (message: Outgoing) => void;
  /** What is being shared, to be told with each heartbeat. */
  readonly share: () => NonNullable<FloorMessage['share']>;
  /** Another agent has taken the floor. */
  readonly onSuperseded: () => void;
  /** {@link FloorKeeper.otherAgent} has changed. */
  readonly onOtherAgent: () => void;
}

/** An agent's dealings with the floor: claims it, keeps the claim alive, gives it up, and knows who else has it. */
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

  /** The other agent who has the floor; null when nobody else has. */
  get otherAgent(): { readonly name: string | undefined } | null {
    return this.#otherAgent;
  }

  take(): void {
    clearInterval(this.#beatTimer);
    this.#say(this.#floor.claim(Date.now()));
    this.#beatTimer = setInterval(() => this.repeat(), FLOOR_BEAT_MS);
    this.#updateOtherAgent();
  }

  giveUp(reason: string): void {
    clearInterval(this.#beatTimer);
    // Superseded, the claim has been given up already, and its last word still has to be said.
    this.#say(this.#floor.release() ?? this.#floor.own, reason);
  }

  /** Tells how things stand: the running claim with what is shared, or that the last one is over. */
  repeat(): void {
    this.#say(this.#floor.beat() ?? this.#floor.own);
  }

  hear({ from, term, tie, beat, held }: FloorMessage): void {
    this.#names.set(from.id, from.name);
    const heard = this.#floor.hear({ id: from.id, term, tie, beat, held }, Date.now());
    if (heard === 'contested') this.repeat();
    if (heard === 'superseded') this.#options.onSuperseded();
    if (heard !== 'stale') this.#updateOtherAgent();
  }

  /** An agent has left. */
  leave(id: string): void {
    this.#floor.leave(id);
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
    const holder = this.#floor.holder(Date.now());
    const other = holder && holder.id !== this.#options.self ? { name: this.#names.get(holder.id) } : null;
    // A holder that falls silent holds no longer.
    if (other) this.#silenceTimer = setTimeout(() => this.#updateOtherAgent(), FLOOR_TIMEOUT_MS + 1);
    if (other?.name === this.#otherAgent?.name && (other === null) === (this.#otherAgent === null)) return;
    this.#otherAgent = other;
    this.#options.onOtherAgent();
  }
}
