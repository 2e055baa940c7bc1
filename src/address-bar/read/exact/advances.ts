import { contextOf, fontOf } from './glyph-atlas.js';
import type { CreateCanvas } from './glyph-atlas.js';

/** At the text's own size, measurements are rounded, which leads to wrong sub-pixel positions late in a long address. */
const measuredSize = 8000;

/**
 * Letters and digits are shaped together, and so are all other characters, but never one kind with the
 * other: Chromium's interface splits text where the script changes. Characters that aren't shaped
 * together aren't kerned.
 */
function isWord(text: string): boolean {
  return /^[A-Za-z0-9]/.test(text);
}

export interface FontMeasuresOptions {
  readonly family: string;
  /** The characters and ligatures, by index. */
  readonly texts: readonly string[];
  readonly createCanvas: CreateCanvas;
}

/** How far the pen moves from one character to the next, relative to the text size, so the values apply to every size. Measured on first use. */
export class FontMeasures {
  readonly texts: readonly string[];
  readonly widths: readonly number[];
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #kernings: (Float64Array | undefined)[] = [];

  constructor({ family, texts, createCanvas }: FontMeasuresOptions) {
    this.#context = contextOf(createCanvas(1, 1), 'grey');
    this.#context.font = fontOf(family, measuredSize);
    this.#context.fontKerning = 'normal';
    this.texts = texts;
    this.widths = texts.map((text) => this.#measure(text));
  }

  /** How far each character moves because it follows `before`. NaN if the two would be drawn as a ligature and so never follow each other. */
  kerning(before: number): Float64Array {
    return (this.#kernings[before] ??= Float64Array.from(this.texts, (_, after) => this.#kern(before, after)));
  }

  #kern(before: number, after: number): number {
    const [left, right] = [this.texts[before] ?? '', this.texts[after] ?? ''];
    if (this.texts.includes(left + right)) return NaN;
    if (isWord(left) !== isWord(right)) return 0;
    return this.#measure(left + right) - (this.widths[before] ?? 0) - (this.widths[after] ?? 0);
  }

  #measure(text: string): number {
    return this.#context.measureText(text).width / measuredSize;
  }
}

/** The measures of a font at one size, in device pixels. */
export class Advances {
  readonly #font: FontMeasures;
  readonly #size: number;
  readonly #kernings: (Float64Array | undefined)[] = [];

  /** @param size of the text in device pixels. */
  constructor(font: FontMeasures, size: number) {
    this.#font = font;
    this.#size = size;
  }

  /** Pen movement of a single character. */
  width(index: number): number {
    return (this.#font.widths[index] ?? 0) * this.#size;
  }

  /** See {@link FontMeasures.kerning}. */
  kerning(before: number): Float64Array {
    return (this.#kernings[before] ??= this.#font.kerning(before).map((part) => part * this.#size));
  }
}
