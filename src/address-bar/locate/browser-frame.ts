import type { Box } from '../address-bar.js';
import { colourDistance, unpack, type Colour, type FlatRegion, type Run } from '../pixels/flat-regions.js';
import type { Pixels } from '../pixels/ink-clusters.js';
import { areBareRows, isAcross, mostBorder } from './bare-rows.js';
import { hasFloatingTab } from './floating-tab.js';

/**
 * Lengths in field heights, so that all requirements scale with the field. In Chromium, a field is 34
 * CSS pixels high and starts 6 below the toolbar's top; the active tab is 34 high and starts 6 below
 * the window's top.
 */
const HEIGHTS = {
  /** From the toolbar's top to the field. Measured: 0.13, and 0.28 with touch density. */
  mostPadding: 0.32,
  /** A focused field has its ring and glow above it. */
  mostRing: 0.17,
  /** From a tab's top to the toolbar's. Measured: 0.94 to 1.21. */
  leastTab: 0.85,
  mostTab: 1.3,
  /** From the window's top to the tabs. Measured: 0 when maximised, up to 0.33. */
  mostAboveTabs: 0.36,
  /** From the window's top to the field, without tabs. Measured: 0.5 in Safari. */
  mostAboveField: 0.55,
  /** The same beside a column of tabs. Measured: 0.18. */
  mostBesideTabs: 0.25,
  /** An active tab that shows only its icon. */
  leastTabWidth: 0.7,
  /** A tab gets wider towards the bottom if its sides are slanted. */
  mostSlant: 0.55,
  /** Height of a tab's flared feet. */
  feet: 0.25,
} as const;

/** Rows at the window's top that may be its border. */
const BORDER_ROWS = 3;
/** The minimum difference between the frame's colour and the active tab's. */
const LEAST_CONTRAST = 4;

/** A toolbar, and the box of its field or of the row with its address. */
export interface Toolbar {
  readonly region: FlatRegion;
  readonly box: Box;
}

/**
 * Whether everything above a field is the frame of a browser at the field's own scale: an empty band of
 * the toolbar across the whole window, above it the active tab in the toolbar's colour with another
 * colour beside it, and an empty frame from there to the window's top. Some browsers' toolbars start at
 * the window's top, with their tabs in a column beside them or no tabs at all. Only the empty band is
 * above those.
 *
 * A page draws below everything that its own browser draws, which is at least 33 CSS pixels high. So
 * there are rows above a field drawn by a page that the page can't reach, and the requirements fail
 * there at any scale: a toolbar, a title or an address is where the tab should be, or a tab, a window
 * button or letters are where the frame should be empty.
 */
export function isInBrowserFrame(pixels: Pixels, toolbar: Toolbar): boolean {
  const top = topOfBand(pixels, toolbar);
  if (top === null) return false;
  const { height, y } = toolbar.box;
  if (!isAcross(toolbar.region.box, pixels.width, height)) return top <= BORDER_ROWS && isBesideTabs(pixels, toolbar);
  if (top <= BORDER_ROWS) return y <= height * HEIGHTS.mostAboveField;
  if (y - top > Math.ceil(height * HEIGHTS.mostPadding)) return false;
  return hasJoinedTab(pixels, toolbar, top) || hasFloatingTab(pixels, { toolbarTop: top, height, mostAbove: HEIGHTS.mostAboveTabs });
}

/** The first of the toolbar's empty rows right above the field. Null if there are none. */
function topOfBand(pixels: Pixels, { region, box: { y, height } }: Toolbar): number | null {
  const { x, width } = region.box;
  const bare = new Set(region.runs.filter((run) => run.y < y && isAcross(shifted(run, -x), width, height)).map((run) => run.y));
  let top = y;
  while (top > y - height * HEIGHTS.mostRing && !bare.has(top - 1)) top--;
  if (!bare.has(top - 1)) return null;
  while (bare.has(top - 1)) top--;
  return top;
}

function shifted({ left, right }: Run, by: number): { x: number; width: number } {
  return { x: left + by, width: right - left };
}

/** A column of tabs has another colour than the toolbar, which reaches the window's other side. */
function isBesideTabs({ width, packed }: Pixels, { region, box: { y, height } }: Toolbar): boolean {
  const { box, colour } = region;
  const border = mostBorder(height);
  const ends = { left: box.x > border ? box.x - border : null, right: box.x + box.width < width - border ? box.x + box.width + border : null };
  const column = ends.left ?? ends.right;
  if (column === null || (ends.left !== null && ends.right !== null) || y > height * HEIGHTS.mostBesideTabs) return false;
  for (let row = BORDER_ROWS; row < y; row++) if (colourDistance(unpack(packed[row * width + column] ?? 0), colour) < LEAST_CONTRAST) return false;
  return true;
}

/** The active tab is joined to the toolbar, as in Chromium and most other browsers. */
function hasJoinedTab(pixels: Pixels, { region, box: { height } }: Toolbar, toolbarTop: number): boolean {
  const top = region.box.y;
  const tall = toolbarTop - top;
  if (tall < Math.floor(height * HEIGHTS.leastTab) || tall > Math.ceil(height * HEIGHTS.mostTab)) return false;
  if (top > Math.ceil(height * HEIGHTS.mostAboveTabs)) return false;
  const runs = region.runs.filter((run) => run.y < toolbarTop);
  // A tab is empty above its icon and its title.
  const tab = sharedColumns(runs.filter((run) => run.y >= top + height * 0.06 && run.y < top + height * 0.16));
  if (!tab || tab.right - tab.left < height * HEIGHTS.leastTabWidth) return false;
  const slant = height * HEIGHTS.mostSlant;
  const isInTab = (run: Run): boolean => run.left >= tab.left - slant && run.right <= tab.right + slant;
  if (!runs.every((run) => run.y >= toolbarTop - height * HEIGHTS.feet || isInTab(run))) return false;
  const sides = [tab.left, tab.right].map((x, side) => x + Math.round(height * 0.12) * (side === 0 ? -1 : 1));
  return isBesideFrame(pixels, { sides, y: Math.round(top + height * 0.11), colour: region.colour }) && areBareRows(pixels, { from: BORDER_ROWS, to: top - 1, border: mostBorder(height) });
}

/** The columns that all these runs share, if each row has exactly one run; otherwise null. */
function sharedColumns(runs: readonly Run[]): { left: number; right: number } | null {
  if (runs.length === 0 || new Set(runs.map((run) => run.y)).size < runs.length) return null;
  const [left, right] = [Math.max(...runs.map((run) => run.left)), Math.min(...runs.map((run) => run.right))];
  return right > left ? { left, right } : null;
}

/** Whether the colour beside the tab differs from the tab's, wherever its sides are within the window. */
function isBesideFrame({ width, packed }: Pixels, { sides, y, colour }: { sides: readonly number[]; y: number; colour: Colour }): boolean {
  const within = sides.filter((x) => x >= 0 && x < width);
  return within.length > 0 && within.every((x) => colourDistance(unpack(packed[y * width + x] ?? 0), colour) >= LEAST_CONTRAST);
}
