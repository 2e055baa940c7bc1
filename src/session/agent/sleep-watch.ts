/** The clocks to compare; tests can set them. */
export interface Clocks {
  /** A monotonic clock in milliseconds. On some systems it stops during sleep. */
  readonly steady: () => number;
  /** Milliseconds since 1970. Jumps after sleep and when somebody sets the clock. */
  readonly wall: () => number;
}

export const PAGE_CLOCKS: Clocks = { steady: () => performance.now(), wall: () => Date.now() };

/** How often the clocks are compared, in milliseconds. Browsers throttle timers in hidden pages to one per second. */
const TICK_MS = 1_000;

/**
 * Notices that this page was suspended because the computer slept or the browser
 * froze the page. It uses two clocks because each misses something: on some systems
 * the monotonic clock stops during sleep, and the wall clock can be set back
 * meanwhile. Setting it forward looks just like sleep.
 */
export class SleepWatch {
  readonly #onAwake: (missedMs: number) => void;
  readonly #clocks: Clocks;
  #last: { readonly steady: number; readonly wall: number } | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param onAwake Called with how long the page was suspended, at the first {@link SleepWatch.check} afterwards. */
  constructor(onAwake: (missedMs: number) => void, clocks: Clocks = PAGE_CLOCKS) {
    this.#onAwake = onAwake;
    this.#clocks = clocks;
  }

  start(): void {
    this.stop();
    this.#last = this.#read();
    this.#timer = setInterval(() => this.check(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#last = null;
  }

  /** Compares the clocks now. Call it before any work that depends on it, because other tasks can run first after sleep. */
  check(): void {
    const last = this.#last;
    if (!last) return;
    const now = this.#read();
    this.#last = now;
    const missed = Math.max(now.steady - last.steady, now.wall - last.wall);
    if (missed > 2 * TICK_MS) this.#onAwake(missed);
  }

  #read(): { steady: number; wall: number } {
    return { steady: this.#clocks.steady(), wall: this.#clocks.wall() };
  }
}
