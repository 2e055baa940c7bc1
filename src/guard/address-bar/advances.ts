import { contextOf, fontOf } from './glyph-atlas.js';
import type { CreateCanvas } from './glyph-atlas.js';

/** At the size of the text itself the measures are rounded, which flips sub-pixel positions late in a long address. */
const measuredSize = 8000;

/**
 * Whether two neighbours are shaped together. Chromium's interface breaks a
 * line of text where the script changes, and Latin letters next to digits or
 * punctuation are a change; what is not shaped together is not kerned.
 */
export function shareRun(before: string, after: string): boolean {
  return isWord(before) === isWord(after);
}

function isWord(text: string): boolean {
  return /^[A-Za-z0-9]/.test(text);
}

/** How far the pen moves from one character to the next, in the font's own proportions. */
export class Advances {
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #size: number;
  readonly #widths = new Map<string, number>();

  constructor(family: string, size: number, create: CreateCanvas) {
    this.#size = size;
    this.#context = contextOf(create(1, 1), 'grey');
    this.#context.font = fontOf(family, measuredSize);
    this.#context.fontKerning = 'normal';
  }

  /** Pen movement of `text` alone, in device pixels. */
  width(text: string): number {
    let width = this.#widths.get(text);
    if (width === undefined) {
      width = (this.#context.measureText(text).width * this.#size) / measuredSize;
      this.#widths.set(text, width);
    }
    return width;
  }

  /** By how much `after` moves because it follows `before`, in device pixels. */
  kerning(before: string, after: string): number {
    if (!shareRun(before, after)) return 0;
    return this.width(before + after) - this.width(before) - this.width(after);
  }
}
