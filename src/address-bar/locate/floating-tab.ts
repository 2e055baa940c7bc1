import { packedDistance } from '../pixels/flat-regions.js';
import type { Pixels } from '../pixels/ink-clusters.js';
import { sameColour } from '../pixels/same-colour.js';
import { areBareRows, mostBorder } from './bare-rows.js';

/** In field heights. Firefox's tab is 36 CSS pixels high and 4 above the toolbar; its field is 32 high. */
const TAB = { least: 0.95, most: 1.25, gap: 0.25, leastWidth: 1, padding: 0.15 } as const;
/** Rows at the window's top that may be its border. */
const BORDER_ROWS = 3;
/** The minimum difference between a tab's colour and the frame's. */
const CONTRAST = 4;

interface Place {
  /** First row of the toolbar. */
  readonly toolbarTop: number;
  /** Height of the field, in pixels. */
  readonly height: number;
  /** Maximum rows above the tabs, in field heights. */
  readonly mostAbove: number;
}

/** Whether an active tab is above the toolbar as a separate button, with empty frame all around it, as in Firefox. */
export function hasFloatingTab(pixels: Pixels, place: Place): boolean {
  const { toolbarTop, height } = place;
  const row = Math.round(toolbarTop - height * (TAB.least + 0.1));
  if (row < 0) return false;
  return stretches(pixels, row, height * TAB.leastWidth).some((left) => isTab(pixels, left + Math.round(height * TAB.padding), row, place));
}

/** Where the row's stretches of a single colour start, if they're at least this long. The frame's own stretches at the row's ends aren't included. */
function stretches({ width, packed }: Pixels, y: number, least: number): number[] {
  const found: number[] = [];
  const at = (x: number): number => packed[y * width + x] ?? 0;
  for (let left = 1; left < width; ) {
    let right = left + 1;
    while (right < width && sameColour(at(right), at(left))) right++;
    if (right - left >= least && right < width) found.push(left);
    left = right;
  }
  return found;
}

/** Whether a column runs through a tab from its top to its bottom. */
function isTab(pixels: Pixels, x: number, row: number, { toolbarTop, height, mostAbove }: Place): boolean {
  const { width, packed } = pixels;
  const colour = packed[row * width + x] ?? 0;
  const isOwn = (y: number): boolean => sameColour(packed[y * width + x] ?? 0, colour);
  let [top, bottom] = [row, row];
  while (top > 0 && isOwn(top - 1)) top--;
  while (bottom < toolbarTop && isOwn(bottom)) bottom++;
  const tall = bottom - top;
  if (tall < height * TAB.least || tall > height * TAB.most || top > Math.ceil(height * mostAbove)) return false;
  if (top < 1 || bottom >= toolbarTop || toolbarTop - bottom > Math.ceil(height * TAB.gap)) return false;
  if (packedDistance(packed[(top - 1) * width + x] ?? 0, colour) < CONTRAST) return false;
  // A line separates the tabs from the button that lists all tabs, and the rows next to the tab contain
  // its shadow.
  const frame = { border: mostBorder(height), lines: Math.ceil(height / 16) };
  return areBareRows(pixels, { ...frame, from: BORDER_ROWS, to: top - 2 }) && areBareRows(pixels, { ...frame, from: bottom + 2, to: toolbarTop - 1 });
}
