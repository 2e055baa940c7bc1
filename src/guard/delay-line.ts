/** What left a {@link DelayLine}: frames to show, in order, and frames that nobody may see. */
export interface Outflow<F> {
  readonly released: readonly F[];
  readonly dropped: readonly F[];
}

interface Waiting<F> {
  readonly frame: F;
  readonly captured: number;
  readonly arrived: number;
}

/** When a frame was captured and when it arrived, each in milliseconds of any clock of its own. */
export interface Moment {
  readonly captured: number;
  readonly arrived: number;
}

/**
 * Frames that wait until nothing but allowed pages has been seen for the
 * hold-back after them. The page's pixels can change before its address does,
 * so a frame's own verdict isn't enough.
 *
 * Only a later sighting lets a frame go, never the passing of time: a frame
 * that nothing has confirmed stays. Its age is the lesser of two clocks. By
 * capture alone a wrong timestamp, by arrival alone a burst of late frames
 * would let frames go too early.
 */
export class DelayLine<F> {
  #waiting: Waiting<F>[] = [];
  #last: Moment | null = null;

  /** @param holdBackMs how long after a frame nothing but allowed must have been seen; milliseconds */
  constructor(public holdBackMs: number) {}

  get length(): number {
    return this.#waiting.length;
  }

  /** An allowed page was seen: lets go what this confirms. */
  confirm(moment: Moment): Outflow<F> {
    const { captured, arrived } = moment;
    // A capture clock that goes back is another source: nothing before it says anything about what follows.
    const broken = this.#last !== null && captured < this.#last.captured;
    this.#last = moment;
    if (broken) return { released: [], dropped: this.clear() };
    const young = this.#waiting.findIndex((one) => Math.min(captured - one.captured, arrived - one.arrived) < this.holdBackMs);
    const ripe = this.#waiting.splice(0, young === -1 ? this.#waiting.length : young);
    return { released: ripe.map(({ frame }) => frame), dropped: [] };
  }

  /** Puts in a frame of the moment that was confirmed last. */
  enter(frame: F, { captured, arrived }: Moment): void {
    this.#waiting.push({ frame, captured, arrived });
  }

  /** Takes out everything; none of it may be shown. */
  clear(): F[] {
    return this.#waiting.splice(0).map(({ frame }) => frame);
  }

  /** Takes out everything in order to show it; for a source that is silent as long as nothing changes. */
  flush(): F[] {
    return this.clear();
  }

  /**
   * Takes out the frame that is missed least, the one whose neighbours are
   * closest together, so that a line without room gets thinner evenly. The
   * oldest and the newest stay.
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
}
