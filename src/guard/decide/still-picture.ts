import { Strip } from '../evidence/strip.js';
import type { Moment } from './delay-line.js';
import type { FrameStore } from './frame-store.js';

/**
 * For how long the window has shown exactly one picture.
 *
 * A frame waits so that its address bar can catch up with its page. If the same pixels were already there
 * a while ago, and every frame since then had an allowed address, that time has passed already: the first
 * frame of a still page needn't wait again.
 */
export class StillPicture<C> {
  readonly #store: FrameStore<never, C>;
  #first: { readonly copy: C; readonly moment: Moment } | null = null;

  constructor(store: FrameStore<never, C>) {
    this.#store = store;
  }

  /** Adds the next frame, whose copy it takes over. @returns milliseconds since the first frame with these pixels, in the slower of the two clocks */
  add(copy: C, moment: Moment): number {
    const first = this.#first;
    if (first && this.#isSame(first.copy, copy)) {
      this.#store.free(copy);
      return Math.max(0, Math.min(moment.captured - first.moment.captured, moment.arrived - first.moment.arrived));
    }
    this.clear();
    this.#first = { copy, moment };
    return 0;
  }

  clear(): void {
    if (this.#first) this.#store.free(this.#first.copy);
    this.#first = null;
  }

  #isSame(a: C, b: C): boolean {
    const [mine, others] = [this.#store.pixels(a), this.#store.pixels(b)];
    return mine.height === others.height && new Strip(mine).sameRows(new Strip(others), 0, mine.height);
  }
}
