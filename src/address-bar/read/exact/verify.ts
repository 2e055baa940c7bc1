import { toneOf } from './decode.js';
import type { Decoding, PlacedGlyph } from './decode.js';
import type { CapturedStrip } from './resampling.js';
import type { Tone } from './tones.js';

/**
 * Maximum error of a column for the right text: the sum of its squared differences of coverage.
 * Measured: at most 0.085 for right texts, at least 1 for wrong ones.
 */
const acceptedColumn = 0.12;
/** Maximum error of one pixel for the right text. Measured: at most 0.1. */
const acceptedPixel = 0.12;
/**
 * The same where two letters overlap, as in `__`. How much two inks cover together isn't known exactly,
 * but it never differs more than this from what is drawn. Measured: at most 0.21.
 */
const acceptedOverlap = 0.25;

/** How well a text, drawn again, agrees with the pixels that it was read from. */
export interface Agreement {
  /** The first column that the text doesn't explain, or the number of columns if it explains all. */
  readonly explained: number;
  /** The factor by which each tone's ink is stronger than assumed. */
  readonly gain: Readonly<Record<Tone, number>>;
}

interface Drawing {
  readonly host: Float32Array;
  readonly path: Float32Array;
  /** More than 0 where the inks of two letters overlap. */
  readonly overlaps: Float32Array;
}

function drawGlyph({ host, path, overlaps }: Drawing, { glyph, part, column }: PlacedGlyph, rows: number): void {
  const into = toneOf(part) === 'host' ? host : path;
  const start = (column + glyph.left) * rows;
  for (let index = Math.max(0, -start); index < glyph.ink.length; index++) {
    const added = glyph.ink[index] ?? 0;
    if (added === 0) continue;
    const at = start + index;
    const present = into[at] ?? 0;
    if (present > 0 || (host[at] ?? 0) > 0 || (path[at] ?? 0) > 0) overlaps[at] = 1;
    into[at] = present + added - present * added;
  }
}

function draw(strip: CapturedStrip, { glyphs }: Decoding): Drawing {
  const length = strip.across ? strip.across.originals * strip.rows : strip.values.length;
  const drawing = { host: new Float32Array(length), path: new Float32Array(length), overlaps: new Float32Array(length) };
  for (const placed of glyphs) drawGlyph(drawing, placed, strip.rows);
  return drawing;
}

/** The drawing with its columns mixed as the strip's are. */
function asCaptured({ host, path, overlaps }: Drawing, { across, rows }: CapturedStrip): Drawing {
  return across ? { host: across.columns(host, rows), path: across.columns(path, rows), overlaps: across.columns(overlaps, rows) } : { host, path, overlaps };
}

/** The factor that brings `ink` closest to the strip, where only this tone is drawn. */
function gainOf(strip: CapturedStrip, ink: Float32Array, other: Float32Array): number {
  let together = 0;
  let alone = 0;
  for (let index = 0; index < ink.length; index++) {
    const value = ink[index] ?? 0;
    if (value === 0 || (other[index] ?? 0) !== 0) continue;
    together += value * (strip.values[index] ?? 0);
    alone += value * value;
  }
  return alone > 0 ? together / alone : 1;
}

function explains({ rows, values }: CapturedStrip, { host, path, overlaps }: Drawing, x: number, pathContrast: number): boolean {
  let column = 0;
  for (let index = x * rows; index < (x + 1) * rows; index++) {
    const strong = host[index] ?? 0;
    const weak = (path[index] ?? 0) * pathContrast;
    const off = Math.abs((values[index] ?? 0) - (strong + weak - strong * weak));
    if (off > (overlaps[index] ? acceptedOverlap : acceptedPixel)) return false;
    column += off * off;
  }
  return column < acceptedColumn;
}

/**
 * Draws a decoded text again over the whole strip, and compares. Columns before `first`, the first ink,
 * are skipped, because the bar hides whatever reaches there.
 */
export function verify(strip: CapturedStrip, decoding: Decoding, { pathContrast, first }: { pathContrast: number; first: number }): Agreement {
  const drawing = asCaptured(draw(strip, decoding), strip);
  let explained = first;
  while (explained < strip.columns && explains(strip, drawing, explained, pathContrast)) explained++;
  const { host, path } = drawing;
  return { explained, gain: { host: gainOf(strip, host, path), path: gainOf(strip, path, host) / pathContrast } };
}
