import type { Box, Picture } from '../address-bar.js';

/** Brightness of a part of a picture, column by column: the value of (x, y) is at `x * rows + y`. */
export interface Plane {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;
}

export type Rgb = readonly [red: number, green: number, blue: number];

/** Luma according to ITU-R BT.601, 0 to 255. Captured frames (I420) carry it at full resolution. */
export function lumaOf([red, green, blue]: Rgb): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/** The luma of one pixel. For an `x` left of the picture, it's that of the first column. */
export function lumaAt({ data, width }: Picture, x: number, y: number): number {
  const at = (y * width + Math.max(0, x)) * 4;
  return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
}

/** The luma of `box`. Anything outside the picture is left out. */
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
 * The luma of the background behind the text: the mean of the most frequent values. A single value
 * isn't precise enough, because an error of half a step adds up over the whole text.
 */
export function backgroundLuma({ values }: Plane): number {
  const counts = new Uint32Array(257);
  const sums = new Float64Array(257);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    const bucket = (value + 0.5) | 0;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
    sums[bucket] = (sums[bucket] ?? 0) + value;
  }
  const peak = counts.indexOf(Math.max(...counts));
  // The background may straddle two buckets.
  const near = [peak - 1, peak, peak + 1];
  const total = (of: Uint32Array | Float64Array): number => near.reduce((sum, bucket) => sum + (of[bucket] ?? 0), 0);
  return total(sums) / Math.max(1, total(counts));
}

export interface CoverageOptions {
  /** The first row to take, and how many. */
  readonly top: number;
  readonly rows: number;
  readonly background: number;
  /** Luma of the ink that counts as 1. */
  readonly ink: number;
}

/** Each pixel's coverage in these rows, in place of its luma: 0 for background, 1 for full ink. */
export function coverageOf(plane: Plane, { top, rows, background, ink }: CoverageOptions): Plane {
  const unit = 1 / (ink - background);
  const values = new Float32Array(plane.columns * rows);
  for (let x = 0, to = 0; x < plane.columns; x++) {
    for (let from = x * plane.rows + top, end = from + rows; from < end; from++, to++) {
      const part = ((plane.values[from] ?? 0) - background) * unit;
      // Anything less is a rounding error of the capture.
      if (part > 0.012 || part < -0.012) values[to] = part;
    }
  }
  return { columns: plane.columns, rows, values };
}

/** The columns from the first with ink to just after the last. */
export function inkColumns({ columns, rows, values }: Plane): { first: number; end: number } {
  const inked = (x: number): boolean => {
    for (let index = x * rows; index < (x + 1) * rows; index++) if (Math.abs(values[index] ?? 0) > 0.04) return true;
    return false;
  };
  let first = 0;
  while (first < columns && !inked(first)) first++;
  let end = columns;
  while (end > first && !inked(end - 1)) end--;
  return { first, end };
}
