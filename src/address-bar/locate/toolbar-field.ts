import type { Box } from '../address-bar.js';
import { colourDistance, pack, unpack, type Colour, type FlatRegion, type Run } from '../pixels/flat-regions.js';
import { inkClusters, type Pixels } from '../pixels/ink-clusters.js';

/** A field as found in toolbars: one colour, wide and low, with a single colour all around it. */
export interface ToolbarField {
  readonly region: FlatRegion;
  /** The complete field, including a chip at its left end. */
  readonly box: Box;
  /** Colour of the toolbar around the field. */
  readonly surround: Colour;
  /** The connected region of the toolbar. Null if it doesn't have a single colour. */
  readonly toolbar: FlatRegion | null;
}

/** How much the toolbar's colour may change around the field: old toolbars have a gradient. */
const SURROUND_TOLERANCE = 20;

/** How far from a field its toolbar's colour is sampled, in field heights: a focused field has a ring and may have a glow. */
const BEYOND_RING = [0.1, 0.2, 0.3] as const;

/** The regions that are fields, from the top down. */
export function toolbarFields(pixels: Pixels, regions: readonly FlatRegion[]): ToolbarField[] {
  return regions.flatMap((region) => {
    const body = fieldBody(region);
    const surround = body && surroundOf(pixels, body);
    if (!surround) return [];
    const toolbar = regions.find((other) => other !== region && holds(other, body, surround)) ?? null;
    return [{ region, box: toItsEnds(pixels, body, { surround, fill: region.colour }), surround, toolbar }];
  });
}

/**
 * The rows between a field's first and last empty rows, if the region has those and the shape of a
 * field. An icon of the field's colour may be attached to it below.
 */
function fieldBody({ box, runs, cut }: FlatRegion): Box | null {
  if (cut || box.height < 15 || box.height > 160 || box.width < box.height * 3) return null;
  const least = (box.width - box.height) * 0.85;
  const empty = rowsFilled(runs, least);
  const first = empty[0] ?? 0;
  const last = empty[empty.length - 1] ?? 0;
  // Rounded ends shorten the outermost rows.
  const top = Math.max(box.y, first - 1);
  const height = Math.min(box.y + box.height, last + 2) - top;
  const inner = empty.filter((y) => y < top + height * 0.3 || y >= top + height * 0.7).length;
  return height >= 15 && height <= 120 && box.width >= height * 3.5 && inner > 3 ? { ...box, y: top, height } : null;
}

/** The rows in which a region's stretches add up to at least this length, from the top down. */
function rowsFilled(runs: readonly Run[], least: number): number[] {
  const filled = new Map<number, number>();
  for (const { y, left, right } of runs) filled.set(y, (filled.get(y) ?? 0) + right - left);
  return [...filled].filter(([, length]) => length >= least).map(([y]) => y);
}

/** The colour around a box, or null if its sides differ. */
function surroundOf(pixels: Pixels, box: Box): Colour | null {
  return firstOf(BEYOND_RING, (part) => surroundAt(pixels, box, Math.max(2, Math.round(box.height * part))));
}

function surroundAt(pixels: Pixels, box: Box, away: number): Colour | null {
  const across = [0.15, 0.3, 0.45, 0.6, 0.75, 0.9].map((part) => Math.round(box.x + box.width * part));
  const row = (y: number): (Colour | null)[] => across.map((x) => pixelAt(pixels, x, y));
  const above = middleColour(row(box.y - away));
  const reaches = [...Array.from({ length: away }, (_, nearer) => away - nearer), ...BEYOND_RING.map((part) => Math.round(box.height * part))];
  const below = firstOf(reaches, (reach) => colourBelow(row(box.y + box.height - 1 + reach), above));
  const side = (x: number): Colour | null =>
    middleColour([0.35, 0.5, 0.65].map((part) => pixelAt(pixels, Math.round(x), Math.round(box.y + box.height * part))));
  const left = side(box.x - box.height * 0.25);
  const right = side(box.x + box.width + box.height * 0.25);
  const reference = above ?? below;
  if (!reference || !below) return null;
  const sides = [left, right].filter((colour) => colour !== null);
  if (sides.some((colour) => colourDistance(colour, reference) > SURROUND_TOLERANCE)) return null;
  return sides.length + (above ? 1 : 0) >= 2 ? below : null;
}

/**
 * The colour of a row below a field, if it's the same as above. A third of the row is enough: a
 * browser's dialogs and bubbles overlap the lower edge of its toolbar for as long as they're open.
 */
function colourBelow(samples: readonly (Colour | null)[], above: Colour | null): Colour | null {
  if (!above) return middleColour(samples);
  const same = samples.filter((sample) => sample !== null && colourDistance(sample, above) <= SURROUND_TOLERANCE);
  return same.length >= samples.length / 3 ? middleColour(same) : null;
}

function firstOf<A, R>(values: readonly A[], find: (value: A) => R | null): R | null {
  for (const value of values) {
    const found = find(value);
    if (found !== null) return found;
  }
  return null;
}

/** Extends the box over a chip at the left end. The chip has another colour than the field, so it's outside its region. */
function toItsEnds(pixels: Pixels, box: Box, { surround, fill }: { surround: Colour; fill: Colour }): Box {
  const rows = [0.35, 0.5, 0.65].map((part) => Math.round(box.y + box.height * part));
  const isToolbar = (x: number): boolean =>
    rows.every((y) => colourDistance(pixelAt(pixels, x, y) ?? surround, surround) <= 3);
  let left = box.x;
  while (left > box.x - box.height && !isToolbar(left - 1)) left--;
  // A ring or hairline around the field isn't part of it.
  const isOutline = colourDistance(pixelAt(pixels, (left + box.x) >> 1, rows[1] ?? box.y) ?? surround, fill) > 12;
  return !isOutline && left > box.x - box.height ? { ...box, x: left, width: box.x + box.width - left } : box;
}

function pixelAt(pixels: Pixels, x: number, y: number): Colour | null {
  if (x < 0 || y < 0 || x >= pixels.width || y >= pixels.height) return null;
  return unpack(pixels.packed[y * pixels.width + x] ?? 0);
}

/** The median colour by brightness, so that an icon under one sample doesn't count. */
function middleColour(samples: readonly (Colour | null)[]): Colour | null {
  const known = samples.filter((sample) => sample !== null).sort((a, b) => a[0] + a[1] + a[2] - b[0] - b[1] - b[2]);
  return known[known.length >> 1] ?? null;
}

function holds(outer: FlatRegion, box: Box, colour: Colour): boolean {
  return (
    colourDistance(outer.colour, colour) <= SURROUND_TOLERANCE &&
    outer.box.x <= box.x &&
    outer.box.y <= box.y &&
    outer.box.x + outer.box.width >= box.x + box.width &&
    outer.box.y + outer.box.height >= box.y + box.height
  );
}

/**
 * Counts the icons of a button's size left of the field in its toolbar, and reports whether anything
 * there is too wide to be several icons. This tells a tab with a title from an address field.
 */
export function navigationButtons(pixels: Pixels, { region, toolbar, surround }: ToolbarField): { icons: number; wide: boolean } {
  if (!toolbar) return { icons: 0, wide: false };
  const { box } = region;
  const uncovered = uncoveredStretches(toolbar, box);
  if (!uncovered.some((width) => width > box.height * 4)) return { icons: iconsAmong(uncovered, box), wide: false };
  // Buttons on discs are close together. If the toolbar has no gradient, its plain colour separates
  // them.
  const area = { x: toolbar.box.x, y: Math.round(box.y + box.height * 0.3), width: box.x - toolbar.box.x, height: Math.round(box.height * 0.4) };
  const inked = inkClusters(pixels, area, { background: pack(surround), threshold: 12, gap: 1 }).map((cluster) => cluster.box.width);
  return { icons: iconsAmong(inked, box), wide: inked.some((width) => width > box.height * 2.6) };
}

function iconsAmong(widths: readonly number[], { height }: Box): number {
  return widths.filter((width) => width >= height * 0.15).length;
}

/** Widths of the stretches left of the field that the toolbar's colour doesn't fill from top to bottom. */
function uncoveredStretches(toolbar: FlatRegion, box: Box): number[] {
  const covered = new Uint16Array(Math.max(0, box.x - toolbar.box.x));
  const rows = new Set<number>();
  for (const run of toolbar.runs) {
    if (run.y < box.y + box.height * 0.3 || run.y > box.y + box.height * 0.7) continue;
    rows.add(run.y);
    for (let x = run.left; x < Math.min(run.right, box.x); x++) covered[x - toolbar.box.x] = (covered[x - toolbar.box.x] ?? 0) + 1;
  }
  const widths: number[] = [];
  let start = -1;
  for (let x = 0; x <= covered.length; x++) {
    const bare = x < covered.length && (covered[x] ?? 0) < rows.size;
    if (bare && start < 0) start = x;
    if (bare || start < 0) continue;
    // Anything that touches the field is its rounded end, unless it's as wide as a button.
    if (x < covered.length || x - start > box.height * 0.6) widths.push(x - start);
    start = -1;
  }
  return widths;
}
