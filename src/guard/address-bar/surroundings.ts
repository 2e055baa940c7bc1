import type { Decoding } from './decode.js';
import type { Plane } from './luma.js';

/** By how many steps of luma what is behind the text may differ from itself: a capture rounds by one or two. */
const rounding = 4;

export interface TextPlace {
  readonly decoding: Decoding;
  /** The rows of the plane that were read. */
  readonly top: number;
  readonly rows: number;
  /** The first column with ink. */
  readonly first: number;
  /** The luma behind the text. */
  readonly background: number;
}

/**
 * Whether there is nothing above and right of a text that was read. Letters
 * outside of the alphabet may differ from one in it by a mark above alone (Ĥ and
 * H), which is higher than any row that is read; marks below reach into those
 * rows. And what covers the end of an address need not be as dark as letters.
 * What is lower than the text is left out: a dialog's shadow falls there.
 */
export function standsAlone({ columns, rows: height, values }: Plane, { decoding, top, rows, first, background }: TextPlace): boolean {
  const last = decoding.glyphs.at(-1);
  // The last letter's edge may be a hair wider than it was drawn.
  const textEnd = last ? last.column + last.glyph.left + last.glyph.columns + 1 : first;
  for (let x = first; x < columns; x++) {
    for (let y = 0; y < (x < textEnd ? top : top + rows); y++) {
      if (Math.abs((values[x * height + y] ?? 0) - background) > rounding) return false;
    }
  }
  return true;
}
