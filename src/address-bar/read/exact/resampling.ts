import type { Decoding } from './decode.js';
import type { Plane } from '../../pixels/luma.js';

/** How one pixel is mixed from two: linearly, or with a Hamming window, as Skia does without a graphics card. */
export type ResamplingFilter = 'linear' | 'hamming';

/** What a pixel is mixed from: two neighbouring original pixels, and the second one's weight. */
export interface Tap {
  readonly first: number;
  readonly part: number;
}

export interface ResamplingOptions {
  /** Original pixels per pixel, at least 1. */
  readonly factor: number;
  readonly filter: ResamplingFilter;
  /** The first pixel and the number of pixels. Original pixels are counted from `origin`. */
  readonly from: number;
  readonly count: number;
}

function hammingWindow(distance: number): number {
  if (distance >= 1) return 0;
  if (distance < 1e-6) return 1;
  const angle = Math.PI * distance;
  return (Math.sin(angle) / angle) * (0.54 + 0.46 * Math.cos(angle));
}

/** The second neighbour's weight, if the centre of a pixel is `beyond` the centre of the first one. */
function partOf(beyond: number, { factor, filter }: ResamplingOptions): number {
  if (filter === 'linear') return beyond;
  const [first, second] = [hammingWindow(beyond / factor), hammingWindow((1 - beyond) / factor)];
  return second / (first + second);
}

/** A sequence of pixels along one axis, each mixed from two original ones. */
export class Resampling {
  /** The original pixel that counts as 0 here. */
  readonly origin: number;
  /** How many original pixels take part, starting at `origin`. */
  readonly originals: number;
  readonly #firsts: Int32Array;
  readonly #parts: Float64Array;
  /** The pixel whose second neighbour is this original one, or -1 if there isn't one. */
  readonly #bySecond: Int32Array;

  constructor(options: ResamplingOptions) {
    const { factor, from, count } = options;
    const middle = (index: number): number => (from + index + 0.5) * factor - 0.5;
    this.origin = Math.floor(middle(0));
    this.#firsts = Int32Array.from({ length: count }, (_, index) => Math.floor(middle(index)) - this.origin);
    this.#parts = Float64Array.from({ length: count }, (_, index) => partOf(middle(index) - Math.floor(middle(index)), options));
    this.originals = (this.#firsts[count - 1] ?? -2) + 2;
    this.#bySecond = new Int32Array(this.originals).fill(-1);
    this.#firsts.forEach((first, index) => (this.#bySecond[first + 1] = index));
  }

  get count(): number {
    return this.#firsts.length;
  }

  /** The first original pixel that a pixel is mixed from. */
  firstOf(index: number): number {
    return this.#firsts[index] ?? this.originals;
  }

  /** The weight of a pixel's second neighbour. */
  partOf(index: number): number {
    return this.#parts[index] ?? 0;
  }

  /** The pixel whose second neighbour is this original one, or -1 if there isn't one. */
  pixelEndingWith(original: number): number {
    return this.#bySecond[original] ?? -1;
  }

  /** The pixel closest to an original one. */
  pixelAt(original: number): number {
    const pixel = this.pixelEndingWith(original + 1);
    return pixel >= 0 ? pixel : this.pixelEndingWith(original + 2);
  }

  /** Mixes the columns of an original into those of a plane. */
  columns(original: Float32Array, rows: number): Float32Array {
    const values = new Float32Array(this.count * rows);
    for (let x = 0; x < this.count; x++) {
      const part = this.partOf(x);
      const from = this.firstOf(x) * rows;
      for (let y = 0; y < rows; y++) values[x * rows + y] = (original[from + y] ?? 0) * (1 - part) + (original[from + rows + y] ?? 0) * part;
    }
    return values;
  }
}

/** A part of a captured frame that may have been scaled. `across` is the resampling of its columns. */
export interface CapturedStrip extends Plane {
  /** Absent if the frame has the window's own pixels. */
  readonly across?: Resampling | undefined;
}

/** A decoding with its glyphs placed on the columns of the strip instead of those that they were drawn on. */
export function onStrip(decoding: Decoding, across: Resampling | undefined): Decoding {
  if (!across) return decoding;
  return { ...decoding, glyphs: decoding.glyphs.map((placed) => ({ ...placed, column: across.pixelAt(placed.column) })) };
}
