import { contextOf, fontOf } from './glyph-atlas.js';
import type { CreateCanvas } from './glyph-atlas.js';

/** At the size of the text itself the measures are rounded, which flips sub-pixel positions late in a long address. */
const measuredSize = 8000;

/**
 * Letters and digits are shaped together, and so are other characters, but
 * never one with the other: Chromium's interface breaks a line where the
 * script changes. What is not shaped together is not kerned.
 */
function isWord(text: string): boolean {
  return /^[A-Za-z0-9]/.test(text);
}

export interface AdvancesOptions {
  readonly family: string;
  /** Size of the text in device pixels. */
  readonly size: number;
  /** The characters and ligatures that an index stands for. */
  readonly texts: readonly string[];
  readonly createCanvas: CreateCanvas;
}

/** How far the pen moves from one character to the next, in device pixels. Measured when first asked for. */
export class Advances {
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #unit: number;
  readonly #texts: readonly string[];
  readonly #widths: readonly number[];
  readonly #kernings: (Float64Array | undefined)[] = [];

  constructor({ family, size, texts, createCanvas }: AdvancesOptions) {
    this.#unit = size / measuredSize;
    this.#context = contextOf(createCanvas(1, 1), 'grey');
    this.#context.font = fontOf(family, measuredSize);
    this.#context.fontKerning = 'normal';
    this.#texts = texts;
    this.#widths = texts.map((text) => this.#measure(text));
  }

  /** Pen movement of a character alone. */
  width(index: number): number {
    return this.#widths[index] ?? 0;
  }

  /**
   * By how much each character moves because it follows `before`; NaN where the
   * two would be drawn as a ligature and never follow each other.
   */
  kerning(before: number): Float64Array {
    let row = this.#kernings[before];
    if (!row) {
      row = Float64Array.from(this.#texts, (_, after) => this.#kern(before, after));
      this.#kernings[before] = row;
    }
    return row;
  }

  #kern(before: number, after: number): number {
    const [left, right] = [this.#texts[before] ?? '', this.#texts[after] ?? ''];
    if (this.#texts.includes(left + right)) return NaN;
    if (isWord(left) !== isWord(right)) return 0;
    return this.#measure(left + right) - this.width(before) - this.width(after);
  }

  #measure(text: string): number {
    return this.#context.measureText(text).width * this.#unit;
  }
}
