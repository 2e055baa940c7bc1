import type { Pixels } from '../pixels/ink-clusters.js';
import { sameColour } from '../pixels/same-colour.js';

/** Window borders and rounded corners at either end of a row, in field heights. */
const MOST_BORDER = 0.3;

export function mostBorder(fieldHeight: number): number {
  return Math.ceil(fieldHeight * MOST_BORDER);
}

/** Whether a stretch spans the whole window, except for borders and corners. */
export function isAcross(stretch: { readonly x: number; readonly width: number }, width: number, fieldHeight: number): boolean {
  const border = mostBorder(fieldHeight);
  return stretch.x <= border && stretch.x + stretch.width >= width - border;
}

export interface BareRows {
  readonly from: number;
  /** The row after the last. */
  readonly to: number;
  /** Pixels at either end that may be the window's border. */
  readonly border: number;
  /** Pixels of each row that may belong to upright lines. Default 0. */
  readonly lines?: number;
}

/** Whether these rows are empty: each has a single colour from end to end. */
export function areBareRows(pixels: Pixels, { from, to, border, lines = 0 }: BareRows): boolean {
  for (let y = from; y < to; y++) if (strayPixels(pixels, y, border) > lines) return false;
  return true;
}

/** How many pixels of a row differ from the colour in its middle. */
function strayPixels({ width, packed }: Pixels, y: number, border: number): number {
  const colour = packed[y * width + (width >> 1)] ?? 0;
  let strays = 0;
  for (let x = border; x < width - border; x++) {
    const pixel = packed[y * width + x] ?? 0;
    if (!sameColour(pixel, colour)) strays++;
  }
  return strays;
}
