/** Brightness of a picture in memory, one byte a pixel. */
export interface BrightPlane {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array | Uint8ClampedArray;
  /** Bytes before the first pixel, from one row to the next, and from one pixel to the next. */
  readonly offset: number;
  readonly stride: number;
  readonly step: number;
}

export interface Look {
  /** Above this row is the browser's own, which says nothing of the page: tabs spin by themselves. */
  readonly pageTop: number;
  /** What the visitor sees at the moment; null before anything was released. */
  readonly shown: BrightPlane | null;
  /** Milliseconds. */
  readonly now: number;
}

/** Side of the squares by which pictures are compared, pixels. */
const BLOCK = 16;
/** So many squares may differ in a picture that shows nothing new: a caret, a clock, the pointer before and after. */
const MOST_NEW = 12;
/** A square that changes so often is painted by a page that lives; what browsers draw over a page fades in and stays. */
const TICKS = 8;
/** Changes that come faster count once; milliseconds. Just below the time from one frame to the next at 15 a second, the sessions' own rate. */
const TICK_MS = 60;
/** Without a look for this long anything may have been between; milliseconds. */
const GAP_MS = 500;

/**
 * Tells whether what is painted is the page that the address names. After a
 * navigation the pixels of the page before stay until the new one paints; they
 * are frozen then. So it is the new page's if it moves, and no matter whose if
 * the visitor has it already.
 */
export class PaintWatch {
  #last: { blocks: Int32Array; plane: Pick<BrightPlane, 'width' | 'height'>; at: number } | null = null;
  #ticks = new Uint8Array(0);
  #tickedAt = new Float64Array(0);

  /** Looks at one of several frames in a row that show an allowed address. */
  look(plane: BrightPlane, { pageTop, shown, now }: Look): boolean {
    const blocks = blocksOf(plane, pageTop);
    const last = this.#last;
    this.#last = { blocks, plane, at: now };
    if (shown && isSameSize(shown, plane) && differing(blocks, blocksOf(shown, pageTop)).length <= MOST_NEW) return true;
    if (!last || !isSameSize(last.plane, plane) || last.blocks.length !== blocks.length || now - last.at > GAP_MS) {
      this.#ticks = new Uint8Array(blocks.length);
      this.#tickedAt = new Float64Array(blocks.length).fill(-Infinity);
      return false;
    }
    return differing(blocks, last.blocks).some((at) => this.#tick(at, now) >= TICKS);
  }

  /** Something else was seen, or nothing needs to be known. */
  forget(): void {
    this.#last = null;
  }

  #tick(at: number, now: number): number {
    if (now - (this.#tickedAt[at] ?? 0) >= TICK_MS) {
      this.#tickedAt[at] = now;
      this.#ticks[at] = (this.#ticks[at] ?? 0) + 1;
    }
    return this.#ticks[at] ?? 0;
  }
}

function isSameSize(a: Pick<BrightPlane, 'width' | 'height'>, b: Pick<BrightPlane, 'width' | 'height'>): boolean {
  return a.width === b.width && a.height === b.height;
}

/** One number for what each square shows, every other pixel of it. */
function blocksOf({ width, height, bytes, offset, stride, step }: BrightPlane, top: number): Int32Array {
  const columns = Math.ceil(width / BLOCK);
  const blocks = new Int32Array(columns * Math.ceil(Math.max(0, height - top) / BLOCK));
  for (let y = top; y < height; y += 2) {
    const row = Math.floor((y - top) / BLOCK) * columns;
    for (let x = 0, at = offset + y * stride; x < width; x += 2, at += 2 * step) {
      const block = row + ((x / BLOCK) | 0);
      blocks[block] = (Math.imul(blocks[block] ?? 0, 31) + (bytes[at] ?? 0)) | 0;
    }
  }
  return blocks;
}

function differing(a: Int32Array, b: Int32Array): number[] {
  const found: number[] = [];
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) found.push(i);
  return found;
}
