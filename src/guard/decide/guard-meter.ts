/** Statistics of the guard. */
export interface GuardStats {
  /** Captured frames that were judged. */
  readonly framesIn: number;
  /** Frames that left, including repetitions of a still picture. */
  readonly framesOut: number;
  /** Frames that wait for their release. */
  readonly waiting: number;
  /** Bytes of memory that hold frames. */
  readonly bytes: number;
  /** Captured frames per second over the last second. */
  readonly framesPerSecond: number;
  /** Median time to judge a frame, over the last frames; milliseconds. */
  readonly judgeMs: number;
  /** The longest time among the same frames. */
  readonly slowestJudgeMs: number;
}

const KEPT = 120;

/** Counts frames and keeps the most recent measurements. */
export class GuardMeter {
  #framesIn = 0;
  readonly #times: number[] = [];
  readonly #costs: number[] = [];

  frame(now: number): void {
    this.#framesIn++;
    keep(this.#times, now);
  }

  judged(ms: number): void {
    keep(this.#costs, ms);
  }

  read(now: Pick<GuardStats, 'waiting' | 'bytes' | 'framesOut'>): GuardStats {
    const last = this.#times.at(-1) ?? 0;
    const sorted = [...this.#costs].sort((a, b) => a - b);
    return {
      ...now,
      framesIn: this.#framesIn,
      framesPerSecond: this.#times.filter((time) => time > last - 1_000).length,
      judgeMs: sorted[sorted.length >> 1] ?? 0,
      slowestJudgeMs: sorted.at(-1) ?? 0,
    };
  }
}

function keep(list: number[], value: number): void {
  list.push(value);
  if (list.length > KEPT) list.shift();
}
