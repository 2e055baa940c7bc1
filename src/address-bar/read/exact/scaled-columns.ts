import type { Glyph } from './glyph-atlas.js';
import type { CapturedStrip, Resampling } from './resampling.js';
import type { Plane } from '../../pixels/luma.js';

type Pixels = Pick<Plane, 'rows' | 'values'>;

/** A glyph drawn over the glyphs before it. Where two inks overlap, they cover more than either alone, but never more than the whole pixel. */
export interface Drawing {
  readonly carry: Float32Array;
  /** Column in which `carry` begins. */
  readonly committed: number;
  readonly ink: Float32Array;
  /** Column in which `ink` begins. */
  readonly start: number;
  readonly contrast: number;
}

function drawnAt({ carry, committed, ink, start, contrast }: Drawing, x: number, row: { y: number; rows: number }): number {
  const before = (x - committed) * row.rows + row.y;
  const own = (x - start) * row.rows + row.y;
  const present = before >= 0 ? (carry[before] ?? 0) : 0;
  const added = own >= 0 ? (ink[own] ?? 0) * contrast : 0;
  return present + added - present * added;
}

/**
 * Sum of squared differences in the column of a scaled frame whose second neighbour is the drawn column
 * `x`. `onlyExcess` counts only what is drawn where the frame has no ink.
 */
export function scaledDifference(strip: Pixels, across: Resampling, drawing: Drawing, { x, onlyExcess }: { x: number; onlyExcess: boolean }): number {
  const column = across.pixelEndingWith(x);
  if (column < 0) return 0;
  const part = across.partOf(column);
  let sum = 0;
  for (let y = 0; y < strip.rows; y++) {
    const row = { y, rows: strip.rows };
    const drawn = drawnAt(drawing, x - 1, row) * (1 - part) + drawnAt(drawing, x, row) * part;
    const off = (strip.values[column * strip.rows + y] ?? 0) - drawn;
    if (off < 0 || !onlyExcess) sum += off * off;
  }
  return sum;
}

/** Rules out most glyphs quickly, as for unscaled frames: the column with the largest share of a landmark must have its ink. */
export function fitsScaledLandmarks(strip: Pixels, across: Resampling, { left, landmarks, landmarkInk }: Glyph, { column, contrast }: { column: number; contrast: number }): boolean {
  for (let index = 0; index < landmarks.length; index++) {
    const at = landmarks[index] ?? 0;
    const x = column + left + Math.floor(at / strip.rows);
    const [before, after] = [across.pixelEndingWith(x), across.pixelEndingWith(x + 1)];
    const [partBefore, partAfter] = [before < 0 ? 0 : across.partOf(before), after < 0 ? 0 : 1 - across.partOf(after)];
    const [most, part] = partBefore > partAfter ? [before, partBefore] : [after, partAfter];
    if (most < 0) continue;
    if ((strip.values[most * strip.rows + (at % strip.rows)] ?? 0) < (landmarkInk[index] ?? 0) * contrast * part - 0.3) return false;
  }
  return true;
}

/** The drawn columns in which the ink of a strip can begin and end. */
export function drawnColumns({ across }: CapturedStrip, { first, end }: { first: number; end: number }): { first: number; end: number } {
  if (!across || first >= end) return { first, end };
  return { first: across.firstOf(first) + 1, end: across.firstOf(end - 1) + 2 };
}
