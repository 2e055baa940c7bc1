import { toneOf } from './decode.js';
import type { Decoding, PlacedGlyph } from './decode.js';
import type { Plane } from './luma.js';
import type { Tone } from './tones.js';

/** How well a text, drawn again, agrees with the pixels it was read from. */
export interface Agreement {
  /** The largest sum of squared differences of coverage in one column: 0.005 and less for the right text, 1 and more for wrong ones. */
  readonly worstColumn: number;
  /** Factor by which each tone's ink is stronger than it was taken to be. */
  readonly gain: Readonly<Record<Tone, number>>;
}

interface Drawing {
  readonly host: Float32Array;
  readonly path: Float32Array;
}

function drawTone(into: Float32Array, { glyph, column }: PlacedGlyph, rows: number): void {
  const start = (column + glyph.left) * rows;
  for (let index = Math.max(0, -start); index < glyph.ink.length; index++) {
    const present = into[start + index] ?? 0;
    const added = glyph.ink[index] ?? 0;
    into[start + index] = present + added - present * added;
  }
}

function draw(strip: Plane, { glyphs }: Decoding): Drawing {
  const drawing = { host: new Float32Array(strip.values.length), path: new Float32Array(strip.values.length) };
  for (const placed of glyphs) drawTone(drawing[toneOf(placed.part)], placed, strip.rows);
  return drawing;
}

/** The factor that brings `ink` closest to the strip where only this tone is. */
function gainOf(strip: Plane, ink: Float32Array, other: Float32Array): number {
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

/**
 * Draws a decoded text again as a whole, over the whole strip, and compares.
 * Columns before `first`, the first ink, are left out: the bar hides what reaches there.
 */
export function verify(strip: Plane, decoding: Decoding, { pathContrast, first }: { pathContrast: number; first: number }): Agreement {
  const { host, path } = draw(strip, decoding);
  let worstColumn = 0;
  for (let x = first; x < strip.columns; x++) {
    let column = 0;
    for (let index = x * strip.rows; index < (x + 1) * strip.rows; index++) {
      const strong = host[index] ?? 0;
      const weak = (path[index] ?? 0) * pathContrast;
      const off = (strip.values[index] ?? 0) - (strong + weak - strong * weak);
      column += off * off;
    }
    worstColumn = Math.max(worstColumn, column);
  }
  return { worstColumn, gain: { host: gainOf(strip, host, path), path: gainOf(strip, path, host) / pathContrast } };
}
