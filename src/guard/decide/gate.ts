import { DelayLine } from './delay-line.js';
import type { Moment } from './delay-line.js';
import type { Fence } from './fence-clock.js';
import type { HoldBack } from './hold-back.js';
import { DEFAULT_GRACE_MS, DEFAULT_HOLD_BACK_MS } from './guard-settings.js';
import type { HoldReason, Judgement } from './judgement.js';

/**
 * - `checking`: nothing has been released yet
 * - `released`: allowed frames leave
 * - `held`: the visitor keeps the last allowed frame
 * - `closed`: ended permanently
 */
export type GateState = 'checking' | 'released' | 'held' | 'closed';

/** Why a gate closed by itself. */
export type CloseReason = 'site-not-allowed' | 'address-unreadable';

/** When a source counts as silent, and what that means. */
export interface Silence {
  /** Milliseconds without a frame after which the source counts as silent. */
  readonly afterMs: number;
  /**
   * - `hold`: the source repeats a still picture, so silence means that it can't be seen. Waiting
   *   frames are dropped.
   * - `release`: the source sends nothing while its picture is still. Waiting frames are released.
   */
  readonly then: 'hold' | 'release';
}

export interface GateOptions {
  /** Milliseconds. Default 250. */
  readonly holdBackMs?: number;
  /** How long an address may stay unclear, milliseconds. Default 60,000. */
  readonly graceMs?: number;
  /** Default: hold after 1,000 ms. */
  readonly silence?: Silence;
  /** How long a frame with this judgement waits. Default: `holdBackMs`, whatever the judgement. */
  readonly holdBackOf?: (judgement: Judgement, holdBackMs: number) => HoldBack;
  /** What fenced frames wait for. */
  readonly fence?: Fence | null;
}

/** A frame that may be queued, until the next one is seen. */
interface Wanted {
  readonly moment: Moment;
  readonly judgement: Judgement;
}

/** What a gate calls to act on its decisions. */
export interface GateSink<F> {
  /** Show this frame to the visitor. */
  release(frame: F): void;
  /** Free this frame. It must not be shown. */
  drop(frame: F): void;
  /** The state, its reason, or {@link Gate.endsAt} has changed. */
  change(state: GateState, why: HoldReason | CloseReason | null): void;
}

/**
 * If two frames are further apart than this, milliseconds, another page can have come and gone between
 * them, and its pixels may still be there under the next address. Windows are captured at least 10
 * times a second.
 */
const UNSEEN_MS = 250;
/**
 * A frame that arrives so much later after its capture than others, milliseconds, has waited for this
 * thread. What was captured meanwhile may have been dropped, so that the next frame can be close to it in
 * time although a page has come and gone between them.
 */
const LATE_MS = 40;

/**
 * Decides which frames leave. Its only inputs are what is seen and a clock that the caller passes in,
 * so the same sequence always gives the same result.
 */
export class Gate<F> {
  readonly #line: DelayLine<F>;
  readonly #sink: GateSink<F>;
  readonly #silence: Silence;
  readonly #holdBackOf: (judgement: Judgement, holdBackMs: number) => HoldBack;
  #holdBackMs: number;
  #graceMs: number;
  #state: GateState = 'checking';
  #why: HoldReason | CloseReason | null = null;
  /** Whether the pixels are known to be the address's own page, with no unseen page in between. */
  #settled = false;
  #allowedSince: number | null = null;
  #unclearSince: number | null = null;
  #lastUnclear = false;
  #lastSeen: number | null = null;
  #lastAllowed: Wanted | null = null;
  /** The least difference between a frame's two times so far. */
  #leastLag = Infinity;
  #wanted: Wanted | null = null;
  #paused = false;

  constructor(sink: GateSink<F>, options: GateOptions = {}) {
    const { holdBackMs = DEFAULT_HOLD_BACK_MS, graceMs = DEFAULT_GRACE_MS, silence = { afterMs: 1_000, then: 'hold' }, fence = null } = options;
    this.#sink = sink;
    this.#line = new DelayLine(fence);
    this.#holdBackOf = options.holdBackOf ?? ((_, ms) => ({ ms, fenced: false }));
    this.#holdBackMs = holdBackMs;
    this.#graceMs = graceMs;
    this.#silence = silence;
  }

  get state(): GateState {
    return this.#state;
  }

  /** Why nothing leaves, or why the gate closed. Null while frames leave. */
  get why(): HoldReason | CloseReason | null {
    return this.#why;
  }

  /** When the gate closes unless the address becomes clear, in the clock of {@link Moment.arrived}. Null if no deadline is running. */
  get endsAt(): number | null {
    if (!this.#lastUnclear || this.#unclearSince === null || this.#why === 'preparing') return null;
    return this.#unclearSince + this.#graceMs;
  }

  /** Whether the agent has paused. Frames needn't be judged then. */
  get paused(): boolean {
    return this.#paused;
  }

  /** Whether the picture is known to show the address's own page, so {@link Judgement.painted} needn't be determined. */
  get settled(): boolean {
    return this.#settled;
  }

  get waiting(): number {
    return this.#line.length;
  }

  /**
   * Reports what one frame shows. Call it in the order of capture.
   * @returns whether the frame itself may wait to be released; if so, pass it to {@link keep}
   */
  see(judgement: Judgement, moment: Moment): boolean {
    if (this.#paused) return false;
    this.tick(moment.arrived);
    // Check this after the tick, which may have closed the gate. Nothing may reopen a closed gate.
    if (this.#state === 'closed') return false;
    this.#lastSeen = moment.arrived;
    this.#leastLag = Math.min(this.#leastLag, moment.arrived - moment.captured);
    switch (judgement.verdict) {
      case 'blocked':
        this.#close('site-not-allowed');
        return false;
      case 'unclear':
        this.#seeUnclear(judgement.reason ?? 'unreadable', moment.arrived);
        return false;
      case 'allowed':
        return this.#seeAllowed(judgement, moment);
    }
  }

  /**
   * Queues a frame after {@link see} returned true for it. Call it before the next frame is seen.
   *
   * @param stillMs for how long the same pixels have been there, all that time under allowed addresses.
   * They wait as if they had been captured then.
   */
  keep(frame: F, moment: Moment, stillMs = 0): void {
    const first = { captured: moment.captured - stillMs, arrived: moment.arrived - stillMs };
    // Something may have revoked the frame since it was seen.
    if (this.#wanted?.moment === moment) this.#line.enter(frame, first, this.#holdBackOf(this.#wanted.judgement, this.#holdBackMs));
    else this.#sink.drop(frame);
  }

  /** Advances the clock. Call it a few times a second. `now` is in the clock of {@link Moment.arrived}. */
  tick(now: number): void {
    if (this.#state === 'closed' || this.#paused) return;
    if (this.#lastUnclear && this.#unclearSince !== null && now - this.#unclearSince >= this.#graceMs) {
      this.#close('address-unreadable');
    } else if (this.#lastSeen !== null && now - this.#lastSeen >= this.#silence.afterMs) {
      this.#fallSilent();
    }
  }

  /** The agent paused: drops the waiting frames. The visitor keeps the last picture. */
  pause(): void {
    if (this.#state === 'closed') return;
    this.#paused = true;
    this.#unclearSince = null;
    this.#lastUnclear = false;
    this.#hold('paused');
  }

  /** Resumes after a pause. Everything is checked again from the start. */
  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#lastSeen = null;
    this.#hold('loading');
  }

  /** The source can't be watched for now: drops the waiting frames. Everything that follows is checked again from the start. */
  blind(): void {
    if (this.#state !== 'closed' && !this.#paused) this.#hold('no-frames');
  }

  /** The source couldn't be watched until now, so its silence counts from here. */
  wake(now: number): void {
    if (this.#lastSeen !== null) this.#lastSeen = Math.max(this.#lastSeen, now);
  }

  /** Changes the times. Nothing that was seen under the old settings leaves. */
  update({ holdBackMs = DEFAULT_HOLD_BACK_MS, graceMs = DEFAULT_GRACE_MS }: GateOptions): void {
    this.#holdBackMs = holdBackMs;
    const isOtherGrace = this.#graceMs !== graceMs;
    this.#graceMs = graceMs;
    this.#dropWaiting();
    if (isOtherGrace && this.endsAt !== null && this.#state !== 'closed') this.#sink.change(this.#state, this.#why);
  }

  /** Drops a waiting frame to free memory. @returns false if no frame can be dropped */
  thin(): boolean {
    const frame = this.#line.thin();
    if (frame === undefined) return false;
    this.#sink.drop(frame);
    return true;
  }

  /** Closes the gate from outside. No callback follows. */
  close(): void {
    this.#state = 'closed';
    this.#dropWaiting();
  }

  #seeAllowed(judgement: Judgement, moment: Moment): boolean {
    this.#lastUnclear = false;
    this.#allowedSince ??= moment.arrived;
    if (moment.arrived - this.#allowedSince >= this.#holdBackMs) this.#unclearSince = null;
    const settled = this.#settled ? !this.#mayHaveMissed(judgement, moment) : judgement.painted === true;
    if (!settled) this.#hold('loading');
    this.#settled = settled;
    this.#lastAllowed = { judgement, moment };
    const { released, dropped } = this.#line.confirm(moment);
    for (const frame of dropped) this.#sink.drop(frame);
    this.#release(released);
    this.#wanted = this.#settled ? this.#lastAllowed : null;
    return this.#settled;
  }

  /** Whether another page may have been there, unseen, between two frames with different addresses. */
  #mayHaveMissed({ shown }: Judgement, { captured, arrived }: Moment): boolean {
    const last = this.#lastAllowed;
    if (last === null || last.judgement.shown === shown) return false;
    const lag = Math.max(arrived - captured, last.moment.arrived - last.moment.captured) - this.#leastLag;
    return captured - last.moment.captured > UNSEEN_MS || arrived - last.moment.arrived > UNSEEN_MS || lag > LATE_MS;
  }

  #seeUnclear(reason: HoldReason, now: number): void {
    this.#lastUnclear = true;
    this.#unclearSince ??= now;
    this.#hold(reason);
  }

  #fallSilent(): void {
    if (this.#silence.then === 'release') this.#release(this.#line.flush());
    else if (!this.#lastUnclear) this.#hold('no-frames');
  }

  #release(frames: readonly F[]): void {
    if (frames.length === 0) return;
    this.#set('released', null);
    for (const frame of frames) this.#sink.release(frame);
  }

  #hold(reason: HoldReason): void {
    this.#dropWaiting();
    this.#settled = false;
    this.#lastAllowed = null;
    if (reason !== 'loading') this.#allowedSince = null;
    this.#set(this.#state === 'checking' ? 'checking' : 'held', reason);
  }

  #close(reason: CloseReason): void {
    this.#dropWaiting();
    this.#set('closed', reason);
  }

  #dropWaiting(): void {
    this.#wanted = null;
    for (const frame of this.#line.clear()) this.#sink.drop(frame);
  }

  #set(state: GateState, why: HoldReason | CloseReason | null): void {
    if (this.#state === 'closed' || (this.#state === state && this.#why === why)) return;
    this.#state = state;
    this.#why = why;
    this.#sink.change(state, why);
  }
}
