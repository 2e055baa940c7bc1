/** How the guard is doing. */
export interface GuardStats {
  /** Captured frames that were judged. */
  readonly framesIn: number;
  /** Frames that left, the repetitions of a still picture included. */
  readonly framesOut: number;
  /** Frames that wait in the line. */
  readonly waiting: number;
  /** Bytes of memory that hold frames. */
  readonly bytes: number;
  /** Captured frames per second over the last second. */
  readonly framesPerSecond: number;
  /** Median of the time to judge a frame, over the last frames; milliseconds. */
  readonly judgeMs: number;
  /** The longest of these. */
  readonly slowestJudgeMs: number;
}

const KEPT = 120;

/** Counts, and remembers the last couple of seconds. */
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
