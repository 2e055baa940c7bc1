import { DelayLine } from './delay-line.js';
import type { Moment } from './delay-line.js';
import { DEFAULT_GRACE_MS, DEFAULT_HOLD_BACK_MS } from './guard-settings.js';
import type { HoldReason, Judgement } from './judgement.js';

/**
 * - `checking`: nothing has been released yet
 * - `released`: allowed frames leave
 * - `held`: the visitor keeps the last allowed frame
 * - `closed`: over for good
 */
export type GateState = 'checking' | 'released' | 'held' | 'closed';

/** Why a gate closed by itself. */
export type CloseReason = 'site-not-allowed' | 'address-unreadable';

/** What a source without changes does, and what that means. */
export interface Silence {
  /** After how many milliseconds without a frame the source counts as silent. */
  readonly afterMs: number;
  /**
   * `hold`: the source repeats a still picture, so silence means that it can't be seen; what waits is dropped.
   * `release`: a still source is silent; what waits goes.
   */
  readonly then: 'hold' | 'release';
}

export interface GateOptions {
  /** Milliseconds. Default 250. */
  readonly holdBackMs?: number;
  /** How long an unclear address may last, milliseconds. Default 5,000. */
  readonly graceMs?: number;
  /** Default: hold after 1,000 ms. */
  readonly silence?: Silence;
}

/** What a gate lets happen. */
export interface GateSink<F> {
  /** Show this frame to the visitor. */
  release(frame: F): void;
  /** Nobody may see this frame: free it. */
  drop(frame: F): void;
  /** The state, or why it is what it is, has changed. */
  change(state: GateState, why: HoldReason | CloseReason | null): void;
}

/**
 * How long an allowed address must stand before the page painted under it is
 * taken for its own, where something else may have been there before and the
 * picture doesn't tell. After a navigation Chromium keeps the old page's pixels
 * until the new page paints, and the address is the new one all that time; 4 s
 * after it has changed they are cleared, but for the old background's colour
 * (`kNewContentRenderingDelay`; seen: 3.9 to 4.1 s in normal windows and
 * pop-ups). That the reload button is at rest proves nothing: so it is while a
 * script keeps a loaded page from painting, and when loading was stopped.
 */
const SETTLE_LOADING_MS = 10_000;
const SETTLE_MS = 5_000;

/**
 * Decides which frames leave. Driven by what is seen and by a clock that the
 * caller brings, so that the same sequence always ends the same.
 */
export class Gate<F> {
  readonly #line: DelayLine<F>;
  readonly #sink: GateSink<F>;
  readonly #silence: Silence;
  #graceMs: number;
  #state: GateState = 'checking';
  #why: HoldReason | CloseReason | null = null;
  /** The page painted is the address's own: nothing unseen has come between. */
  #settled = false;
  #allowedSince: number | null = null;
  #unclearSince: number | null = null;
  #lastUnclear = false;
  #lastSeen: number | null = null;
  #wanted: Moment | null = null;
  #paused = false;

  constructor(sink: GateSink<F>, { holdBackMs = DEFAULT_HOLD_BACK_MS, graceMs = DEFAULT_GRACE_MS, silence = { afterMs: 1_000, then: 'hold' } }: GateOptions = {}) {
    this.#sink = sink;
    this.#line = new DelayLine(holdBackMs);
    this.#graceMs = graceMs;
    this.#silence = silence;
  }

  get state(): GateState {
    return this.#state;
  }

  /** Why nothing leaves, or why it closed; null while frames leave. */
  get why(): HoldReason | CloseReason | null {
    return this.#why;
  }

  /** Whether the agent paused; frames needn't be judged then. */
  get paused(): boolean {
    return this.#paused;
  }

  /** Whether the picture is known to be of the address's own page: {@link Judgement.painted} needn't be found out. */
  get settled(): boolean {
    return this.#settled;
  }

  get waiting(): number {
    return this.#line.length;
  }

  /**
   * What one frame shows, told in the order of capture.
   * @returns whether the frame itself may wait to be released: then {@link keep} it
   */
  see(judgement: Judgement, moment: Moment): boolean {
    if (this.#paused) return false;
    this.tick(moment.arrived);
    // Asked after the tick, which may have closed it: a closed gate must never be opened again by what comes then.
    if (this.#state === 'closed') return false;
    this.#lastSeen = moment.arrived;
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

  /** Lets a frame wait for which {@link see} said true, before the next one is seen. */
  keep(frame: F, moment: Moment): void {
    // Whatever happened since it was seen may have revoked it.
    if (this.#wanted === moment) this.#line.enter(frame, moment);
    else this.#sink.drop(frame);
  }

  /** Time passes; call it a few times a second. `now` is the clock of {@link Moment.arrived}. */
  tick(now: number): void {
    if (this.#state === 'closed' || this.#paused) return;
    if (this.#lastUnclear && this.#unclearSince !== null && now - this.#unclearSince >= this.#graceMs) {
      this.#close('address-unreadable');
    } else if (this.#lastSeen !== null && now - this.#lastSeen >= this.#silence.afterMs) {
      this.#fallSilent();
    }
  }

  /** The agent's own pause: what waits is dropped, the visitor keeps the last picture. */
  pause(): void {
    if (this.#state === 'closed') return;
    this.#paused = true;
    this.#unclearSince = null;
    this.#lastUnclear = false;
    this.#hold('paused');
  }

  /** After a pause everything is checked anew. */
  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#lastSeen = null;
    this.#hold('loading');
  }

  /** The source can't be watched from now on, whatever it does: what waits is dropped, and what comes then is checked anew. */
  blind(): void {
    if (this.#state !== 'closed' && !this.#paused) this.#hold('no-frames');
  }

  /** The source couldn't be watched until now: its silence counts from here. */
  wake(now: number): void {
    if (this.#lastSeen !== null) this.#lastSeen = Math.max(this.#lastSeen, now);
  }

  /** Stricter or laxer times; nothing that was seen under other rules leaves. */
  update({ holdBackMs = DEFAULT_HOLD_BACK_MS, graceMs = DEFAULT_GRACE_MS }: GateOptions): void {
    this.#line.holdBackMs = holdBackMs;
    this.#graceMs = graceMs;
    this.#dropWaiting();
  }

  /** Makes room in the line. @returns false when there is nothing to spare */
  thin(): boolean {
    const frame = this.#line.thin();
    if (frame === undefined) return false;
    this.#sink.drop(frame);
    return true;
  }

  /** Ends it from outside: no callback follows. */
  close(): void {
    this.#state = 'closed';
    this.#dropWaiting();
  }

  #seeAllowed(judgement: Judgement, moment: Moment): boolean {
    this.#lastUnclear = false;
    this.#allowedSince ??= moment.arrived;
    const streak = moment.arrived - this.#allowedSince;
    if (streak >= this.#line.holdBackMs) this.#unclearSince = null;
    if (!this.#settled) {
      this.#settled = isSettled(judgement, streak);
      if (!this.#settled) this.#hold('loading');
    }
    const { released, dropped } = this.#line.confirm(moment);
    for (const frame of dropped) this.#sink.drop(frame);
    this.#release(released);
    this.#wanted = this.#settled ? moment : null;
    return this.#settled;
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

function isSettled({ painted, loading }: Judgement, streakMs: number): boolean {
  return painted === true || streakMs >= (loading === true ? SETTLE_LOADING_MS : SETTLE_MS);
}
