import type { Box, Picture } from '../address-bar.js';

/** A stretch of near-constant colour in one row: pixels from `left` up to but excluding `right`. */
export interface Run {
  readonly y: number;
  readonly left: number;
  readonly right: number;
}

/** A connected area of one colour, found from its long horizontal stretches. */
export interface FlatRegion {
  readonly box: Box;
  readonly colour: Colour;
  /** From the top down, at most a few per row. */
  readonly runs: readonly Run[];
  /** Whether it reaches the last row that was searched, so that it may continue below. */
  readonly cut: boolean;
}

export type Colour = readonly [red: number, green: number, blue: number];

/** Between neighbouring pixels of one stretch, per channel. A light field differs from a light toolbar by about 8. */
const STEP_TOLERANCE = 2;
/** Between a stretch's first pixel and any other, so that a slow gradient doesn't join two colours. */
const DRIFT_TOLERANCE = 10;
/** Between the stretches of two rows. */
const ROW_TOLERANCE = 4;
/** Shorter stretches lie between letters and inside icons, and say nothing about areas. */
const SHORTEST_RUN = 8;

/** The largest difference in any channel between two packed RGBA pixels. */
export function packedDistance(a: number, b: number): number {
  return Math.max(
    Math.abs((a & 255) - (b & 255)),
    Math.abs(((a >>> 8) & 255) - ((b >>> 8) & 255)),
    Math.abs(((a >>> 16) & 255) - ((b >>> 16) & 255)),
  );
}

/** The largest difference in any channel between two colours. */
export function colourDistance(a: Colour, b: Colour): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]));
}

/** The picture's pixels, each packed into one number. {@link unpack} is the inverse. */
export function packedPixels(picture: Picture): Uint32Array {
  const { data } = picture;
  if (data.byteOffset % 4 === 0) return new Uint32Array(data.buffer, data.byteOffset, data.length >> 2);
  return new Uint32Array(data.slice().buffer);
}

export function pack([red, green, blue]: Colour): number {
  return (0xff000000 | red | (green << 8) | (blue << 16)) >>> 0;
}

export function unpack(pixel: number): Colour {
  return [pixel & 255, (pixel >>> 8) & 255, (pixel >>> 16) & 255];
}

/** All stretches of the top `rows` rows, and the sets formed by touching stretches of one colour. */
class RunSets {
  readonly ys: number[] = [];
  readonly lefts: number[] = [];
  readonly rights: number[] = [];
  readonly colours: number[] = [];
  readonly #parents: number[] = [];
  readonly #pixels: Uint32Array;
  readonly #width: number;
  #previousRow = 0;
  #thisRow = 0;

  constructor(pixels: Uint32Array, width: number) {
    this.#pixels = pixels;
    this.#width = width;
  }

  startRow(): void {
    this.#previousRow = this.#thisRow;
    this.#thisRow = this.ys.length;
  }

  add(run: Run, colour: number): void {
    const id = this.ys.push(run.y) - 1;
    this.lefts.push(run.left);
    this.rights.push(run.right);
    this.colours.push(colour);
    this.#parents.push(id);
  }

  /** Joins the row just added with the one above it. */
  joinRows(): void {
    let above = this.#previousRow;
    for (let id = this.#thisRow; id < this.ys.length; id++) {
      const left = this.lefts[id] ?? 0;
      const right = this.rights[id] ?? 0;
      while (above < this.#thisRow && (this.rights[above] ?? 0) <= left) above++;
      for (let other = above; other < this.#thisRow && (this.lefts[other] ?? 0) < right; other++) {
        const from = Math.max(left, this.lefts[other] ?? 0);
        const to = Math.min(right, this.rights[other] ?? 0);
        if (to - from >= 4 && this.#meet((this.ys[id] ?? 0) * this.#width + ((from + to) >> 1))) {
          this.#parents[this.root(id)] = this.root(other);
        }
      }
    }
  }

  /** Compares the pixels where the two overlap: next to a shadow, the colour of a stretch changes from end to end. */
  #meet(at: number): boolean {
    return packedDistance(this.#pixels[at] ?? 0, this.#pixels[at - this.#width] ?? 0) <= ROW_TOLERANCE;
  }

  root(id: number): number {
    let at = id;
    for (;;) {
      const parent = this.#parents[at] ?? at;
      if (parent === at) return at;
      this.#parents[at] = this.#parents[parent] ?? parent;
      at = parent;
    }
  }
}

function collectRuns(packed: Uint32Array, width: number, rows: number): RunSets {
  const sets = new RunSets(packed, width);
  // As signed numbers, these are small integers to the engine, which makes the loop several times
  // faster.
  const pixels = new Int32Array(packed.buffer, packed.byteOffset, packed.length);
  for (let y = 0; y < rows; y++) {
    sets.startRow();
    const end = (y + 1) * width;
    let start = y * width;
    let first = pixels[start] ?? 0;
    let previous = first;
    for (let at = start + 1; at <= end; at++) {
      const pixel = pixels[at] ?? 0;
      if (at < end) {
        if (pixel === previous) continue;
        if (packedDistance(pixel, previous) <= STEP_TOLERANCE && packedDistance(pixel, first) <= DRIFT_TOLERANCE) {
          previous = pixel;
          continue;
        }
      }
      if (at - start >= SHORTEST_RUN) {
        sets.add({ y, left: start - y * width, right: at - y * width }, packed[(start + at) >> 1] ?? 0);
      }
      start = at;
      first = previous = pixel;
    }
    sets.joinRows();
  }
  return sets;
}

/** Areas of one colour in the top `rows` rows that have at least this width and height, from the top down. */
export function findFlatRegions(picture: Picture, rows: number, least: { width: number; height: number }): FlatRegion[] {
  const end = Math.min(rows, picture.height);
  const sets = collectRuns(packedPixels(picture), picture.width, end);
  const members = new Map<number, number[]>();
  for (let id = 0; id < sets.ys.length; id++) {
    const root = sets.root(id);
    const list = members.get(root);
    if (list) list.push(id);
    else members.set(root, [id]);
  }
  const regions: FlatRegion[] = [];
  for (const ids of members.values()) {
    const region = ids.length < least.height ? null : regionOf(sets, ids, end);
    if (region && region.box.width >= least.width && region.box.height >= least.height) regions.push(region);
  }
  return regions.sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x);
}

function regionOf(sets: RunSets, ids: readonly number[], end: number): FlatRegion {
  const runs = ids.map((id) => ({ y: sets.ys[id] ?? 0, left: sets.lefts[id] ?? 0, right: sets.rights[id] ?? 0 }));
  let left = Infinity;
  let right = 0;
  let longest = 0;
  let colour = 0;
  for (const [index, run] of runs.entries()) {
    left = Math.min(left, run.left);
    right = Math.max(right, run.right);
    if (run.right - run.left > longest) {
      longest = run.right - run.left;
      colour = sets.colours[ids[index] ?? 0] ?? 0;
    }
  }
  const top = runs[0]?.y ?? 0;
  const bottom = (runs[runs.length - 1]?.y ?? 0) + 1;
  return { box: { x: left, y: top, width: right - left, height: bottom - top }, colour: unpack(colour), runs, cut: bottom >= end };
}
