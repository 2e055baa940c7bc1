import { UNFENCED_MS } from './hold-back.js';

/** Reports since when the browser's UI thread has been keeping up. */
export interface Fence {
  /**
   * Since when, at or after a moment in the past, the UI thread has been answering promptly. Both are
   * times of `performance.now()`.
   *
   * @returns null if the thread is late or nothing is known yet; ask again with the next frame
   */
  calmSince(moment: number): number | null;
}

/** Asks the browser's UI thread something. Settles when that thread has answered. */
export type Question = () => Promise<unknown>;

/**
 * A slower answer shows that other work is waiting for the thread, milliseconds. Answers take 1 ms on
 * quiet machines, and 10 to 60 ms when the processors have four times as much work as they can do.
 */
const PROMPT_MS = 100;
/** How many prompt answers in a row are needed. After the first, bars were up to 392 ms late; after the third, never more than 250 ms (60 storms). */
const IN_A_ROW = 3;
/** Time between two questions, milliseconds. */
const PACE_MS = 20;
/** The questions stop when no one has asked for the result for this long, milliseconds. */
const IDLE_MS = 1_000;

/**
 * Keeps asking the browser's UI thread while something waits for its answer.
 *
 * The thread that answers also draws the address bar. One prompt answer isn't enough: a page's own
 * calls wait in a separate queue, and a question can overtake them. But while the thread works through
 * that queue, some answers are late. So the guard measures how long every answer has been prompt.
 */
export class FenceClock implements Fence {
  readonly #questions: Question[];
  readonly #now: () => number;
  /** When the first of the prompt answers in a row was requested, and how many there have been. */
  #run: { readonly from: number; count: number } | null = null;
  #askedAt: number | null = null;
  #wantedAt = -Infinity;
  #asking = false;
  #closed = false;

  /** @param questions all are asked at once; the slowest answer counts */
  constructor(questions: readonly Question[] = uiThreadQuestions(), now = () => performance.now()) {
    this.#questions = [...questions];
    this.#now = now;
  }

  calmSince(moment: number): number | null {
    // There's nothing to ask, so assume the latest bar measured in ordinary storms.
    if (this.#questions.length === 0) return moment + UNFENCED_MS;
    this.#wantedAt = this.#now();
    if (!this.#asking) void this.#keepAsking();
    const run = this.#run;
    const isLate = this.#askedAt !== null && this.#now() - this.#askedAt > PROMPT_MS;
    return run === null || run.count < IN_A_ROW || isLate ? null : Math.max(run.from, moment);
  }

  close(): void {
    this.#closed = true;
  }

  async #keepAsking(): Promise<void> {
    this.#asking = true;
    this.#run = null;
    while (!this.#closed && this.#questions.length > 0 && this.#now() - this.#wantedAt < IDLE_MS) {
      await this.#ask();
      await new Promise((resolve) => setTimeout(resolve, PACE_MS));
    }
    this.#asking = false;
  }

  /** Asks everything at once. A question that is rejected isn't asked again. */
  async #ask(): Promise<void> {
    const asked = this.#now();
    this.#askedAt = asked;
    const questions = [...this.#questions];
    const results = await Promise.allSettled(questions.map((question) => question()));
    this.#askedAt = null;
    questions.forEach((question, i) => {
      if (results[i]?.status === 'rejected') this.#questions.splice(this.#questions.indexOf(question), 1);
    });
    const isPrompt = this.#now() - asked <= PROMPT_MS && results.some(({ status }) => status === 'fulfilled');
    if (!isPrompt) this.#run = null;
    else if (this.#run) this.#run.count++;
    else this.#run = { from: asked, count: 1 };
  }
}

/**
 * Calls that Chromium answers on the thread that draws its address bar, in pages and in workers. This
 * was measured; `navigator.storage` and IndexedDB answer on other threads.
 */
function uiThreadQuestions(): Question[] {
  const { permissions, locks } = navigator as Partial<Navigator>;
  return [
    ...(permissions ? [() => permissions.query({ name: 'geolocation' })] : []),
    ...(locks ? [() => locks.query()] : []),
  ];
}
