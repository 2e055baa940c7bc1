/** How many states of a square are remembered: a caret has two, a spinner has a few. */
const KEPT = 4;

/** What each square of a picture has shown since an address appeared. */
export class BlockHistory {
  /** When a square last showed something it hadn't shown before, in the clock of {@link add}. -Infinity before the first frame. */
  lastNovelty = -Infinity;
  #last: Int32Array | null = null;
  #states = new Int32Array(0);
  #known = new Uint8Array(0);

  /** Adds the squares of the next frame. */
  add(values: Int32Array, now: number): void {
    if (this.#last?.length !== values.length) this.#begin(values, now);
    else for (let at = 0; at < values.length; at++) if (values[at] !== this.#last[at]) this.#change(at, values[at] ?? 0, now);
    this.#last = values;
  }

  #begin(values: Int32Array, now: number): void {
    this.lastNovelty = now;
    this.#states = new Int32Array(values.length * KEPT);
    this.#known = new Uint8Array(values.length).fill(1);
    for (let at = 0; at < values.length; at++) this.#states[at * KEPT] = values[at] ?? 0;
  }

  #change(at: number, value: number, now: number): void {
    const known = this.#known[at] ?? 0;
    const from = at * KEPT;
    for (let i = from; i < from + Math.min(known, KEPT); i++) if (this.#states[i] === value) return;
    this.lastNovelty = now;
    this.#states[from + (known % KEPT)] = value;
    this.#known[at] = known + 1 > 2 * KEPT - 1 ? KEPT : known + 1;
  }
}
