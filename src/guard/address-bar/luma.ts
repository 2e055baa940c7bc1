import type { Box, Picture } from './address-bar.js';

/** Brightness of a part of a picture, column by column: the value of (x, y) is at `x * rows + y`. */
export interface Plane {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;
}

export type Rgb = readonly [red: number, green: number, blue: number];

/** Luma of ITU-R BT.601, 0 to 255: what a captured frame (I420) carries at full resolution. */
export function lumaOf([red, green, blue]: Rgb): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/** The luma of `box`; what lies outside of the picture is left out. */
export function lumaPlane({ width, height, data }: Picture, box: Box): Plane {
  const left = Math.max(0, Math.floor(box.x));
  const top = Math.max(0, Math.floor(box.y));
  const columns = Math.max(0, Math.min(width, Math.floor(box.x + box.width)) - left);
  const rows = Math.max(0, Math.min(height, Math.floor(box.y + box.height)) - top);
  const values = new Float32Array(columns * rows);
  for (let y = 0; y < rows; y++) {
    let from = ((top + y) * width + left) * 4;
    for (let to = y; to < values.length; to += rows, from += 4) {
      values[to] = 0.299 * (data[from] ?? 0) + 0.587 * (data[from + 1] ?? 0) + 0.114 * (data[from + 2] ?? 0);
    }
  }
  return { columns, rows, values };
}

/**
 * The luma of what is behind the text: the mean of the most frequent values.
 * The mean, because half a step of error adds up over a whole line.
 */
export function backgroundLuma({ values }: Plane): number {
  const counts = new Uint32Array(257);
  for (const value of values) counts[Math.round(value)] = (counts[Math.round(value)] ?? 0) + 1;
  const peak = counts.indexOf(Math.max(...counts));
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Math.abs(value - peak) > 1.5) continue;
    sum += value;
    count++;
  }
  return count > 0 ? sum / count : peak;
}

/** How much of the ink's contrast each pixel has: 0 where it is background, 1 where it is ink, in place of its luma. */
export function toCoverage({ columns, rows, values }: Plane, background: number, ink: number): Plane {
  const unit = 1 / (ink - background);
  const coverage = new Float32Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const part = ((values[index] ?? 0) - background) * unit;
    // Below this is rounding of the capture, not ink.
    coverage[index] = Math.abs(part) < 0.012 ? 0 : part;
  }
  return { columns, rows, values: coverage };
}
