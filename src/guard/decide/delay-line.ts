import type { Fence } from './fence-clock.js';
import { LATENESS, type HoldBack } from './hold-back.js';

/** What left a {@link DelayLine}: frames to show, in order, and frames that must not be shown. */
export interface Outflow<F> {
  readonly released: readonly F[];
  readonly dropped: readonly F[];
}

interface Waiting<F> extends Moment {
  readonly frame: F;
  readonly holdBack: HoldBack;
}

/** When a frame was captured and when it arrived, in milliseconds. Each time has its own clock. */
export interface Moment {
  readonly captured: number;
  readonly arrived: number;
}

/**
 * Frames that wait until only allowed pages have been seen for the whole hold-back after them. The
 * page's pixels can change before its address does, so a frame's own verdict isn't enough.
 *
 * Only a later sighting releases a frame; time alone never does. A frame that nothing has confirmed
 * stays. Its age is the lesser of two clocks: the capture clock alone would release frames too early
 * after a wrong timestamp, the arrival clock alone after a burst of late frames. The hold-back of a
 * fenced frame starts only once the browser's UI thread has caught up with it, and starts again
 * whenever the thread falls behind.
 */
export class DelayLine<F> {
  readonly #fence: Fence | null;
  #waiting: Waiting<F>[] = [];
  #last: Moment | null = null;

  /** @param fence what fenced frames wait for; without it, they're never released */
  constructor(fence: Fence | null = null) {
    this.#fence = fence;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** Records that an allowed page was seen, and releases the frames that this confirms. */
  confirm(moment: Moment): Outflow<F> {
    // If the capture clock goes back, the source has changed, and frames from before say nothing about
    // what follows.
    const broken = this.#last !== null && moment.captured < this.#last.captured;
    this.#last = moment;
    if (broken) return { released: [], dropped: this.clear() };
    const young = this.#waiting.findIndex((one) => !this.#isRipe(one, moment));
    const ripe = this.#waiting.splice(0, young === -1 ? this.#waiting.length : young);
    return { released: ripe.map(({ frame }) => frame), dropped: [] };
  }

  /** Adds a frame from the moment that was confirmed last. */
  enter(frame: F, { captured, arrived }: Moment, holdBack: HoldBack): void {
    this.#waiting.push({ frame, captured, arrived, holdBack });
    // Start asking now, so that the answer comes sooner.
    if (holdBack.fenced) this.#fence?.calmSince(arrived);
  }

  /** Removes all frames. None of them may be shown. */
  clear(): F[] {
    return this.#waiting.splice(0).map(({ frame }) => frame);
  }

  /** Removes all frames in order to show them. Use it for a source that sends nothing while nothing changes. */
  flush(): F[] {
    return this.clear();
  }

  /**
   * Removes the frame that will be missed least: the one whose neighbours are closest together. A full
   * delay line therefore thins out evenly. The oldest and the newest frame stay.
   */
  thin(): F | undefined {
    let best = -1;
    let closest = Infinity;
    for (let i = 1; i < this.#waiting.length - 1; i++) {
      const gap = (this.#waiting[i + 1]?.captured ?? Infinity) - (this.#waiting[i - 1]?.captured ?? 0);
      if (gap < closest) [best, closest] = [i, gap];
    }
    return best === -1 ? undefined : this.#waiting.splice(best, 1)[0]?.frame;
  }

  #isRipe({ captured, arrived, holdBack: { ms, fenced } }: Waiting<F>, now: Moment): boolean {
    if (Math.min(now.captured - captured, now.arrived - arrived) < ms) return false;
    if (!fenced) return true;
    const calm = this.#fence?.calmSince(arrived) ?? null;
    return calm !== null && now.arrived - calm >= Math.max(ms, LATENESS * (calm - arrived));
  }
}
