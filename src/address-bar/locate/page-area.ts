import type { AddressBar, Box, Picture } from '../address-bar.js';
import { packedPixels } from '../pixels/flat-regions.js';
import { sameColour } from '../pixels/same-colour.js';

/** CSS pixels from the window's top to the page in a pop-up: the strip and two lines. */
const POPUP_TOP = 35;
/** CSS pixels from the field's bottom to the page if no other bar is in between: the toolbar's lower edge and a line. */
const TOOLBAR_FOOT = 7;
/** The toolbar, including bookmarks, ends within this many CSS pixels below the field. */
const MOST_TOOLBAR = 60;
/** Maximum height of a bar below the toolbar, CSS pixels. Measured: 57. */
export const MOST_INFO_BAR = 66;
const MOST_INFO_BARS = 5;
/** The line below a bar and its shadow, CSS pixels. */
const MOST_LINE = 6;
/** Columns at each end that aren't compared: in a scaled frame, the window's border blurs into them. */
const BLURRED = 2;
/** Columns at each end of a row that show whether it belongs to an info bar, whose text and buttons are further in. */
const END_COLUMNS = 4;

interface Rows {
  readonly picture: Picture;
  readonly packed: Uint32Array;
  readonly left: number;
  readonly right: number;
  /** Packed colour of the toolbar. */
  readonly paper: number;
  readonly scale: number;
}

/**
 * The rectangle of a window that contains the page, in the frame's pixels: below the toolbar with its
 * bookmarks and any info bars, within the window's border.
 *
 * If a page begins with a bar in the toolbar's colour and a line below it, that bar is left out,
 * because it might be one of the browser's.
 *
 * @param picture the window's top rows, to at least 200 CSS pixels below the bar if the window is that
 * high
 * @param height of the whole window
 * @returns null if it isn't certain, as beside a side panel or while something covers the toolbar's
 * lower edge
 */
export function findPageArea(picture: Picture, bar: AddressBar, height: number): Box | null {
  const isPopup = isPopupBar(bar, picture.width);
  const rows = isPopup ? popupRows(picture, bar) : toolbarRows(picture, bar);
  const first = rows && (isPopup ? popupTop(rows) : toolbarTop(rows, bar));
  const top = first === null || rows === null ? null : belowInfoBars(rows, first, isPopup);
  if (top === null || rows === null) return null;
  const border = Math.max(0, picture.width - rows.right);
  return { x: rows.left, y: top, width: rows.right - rows.left, height: Math.max(0, height - border - top) };
}

/** Whether a bar is the strip of a pop-up, which has no toolbar. */
export function isPopupBar({ box }: AddressBar, width: number): boolean {
  return box.width >= width * 0.98;
}

function popupRows(picture: Picture, { box, scale }: AddressBar): Rows | null {
  return rowsAround(picture, { x: picture.width >> 1, y: Math.round(box.y + box.height * 0.12) }, scale);
}

function toolbarRows(picture: Picture, { box, scale }: AddressBar): Rows | null {
  const rows = rowsAround(picture, { x: box.x, y: box.y + box.height + Math.round(2 * scale) }, scale);
  return rows && rows.right >= box.x + box.width ? rows : null;
}

/** The toolbar's columns, which the page below it also has: those around a position that shows only its colour. */
function rowsAround(picture: Picture, { x, y }: { x: number; y: number }, scale: number): Rows | null {
  if (y >= picture.height) return null;
  const packed = packedPixels(picture);
  const at = (column: number): number => packed[y * picture.width + column] ?? 0;
  const paper = at(x);
  let [left, right] = [x, x];
  while (left > 0 && sameColour(at(left - 1), paper)) left--;
  while (right < picture.width && sameColour(at(right), paper)) right++;
  return { picture, packed, left, right, paper, scale };
}

/** The colour of a row from end to end. Null if it has several, or isn't in the picture. */
function colourOf({ picture: { width, height }, packed, left, right }: Rows, y: number): number | null {
  if (y < 0 || y >= height) return null;
  const first = packed[y * width + left + BLURRED] ?? 0;
  for (let x = left + BLURRED + 1; x < right - BLURRED; x++) {
    const pixel = packed[y * width + x] ?? 0;
    if (!sameColour(pixel, first)) return null;
  }
  return first;
}

/**
 * The first of these rows that is a line: none of its pixels has the toolbar's colour. The line may
 * have several colours, because a scaled frame blends it with the page's first row.
 */
function firstLine(rows: Rows, from: number, to: number): number | null {
  for (let y = from; y < Math.min(to, rows.picture.height); y++) if (isLine(rows, y)) return y;
  return null;
}

function isLine({ picture: { width }, packed, left, right, paper }: Rows, y: number): boolean {
  for (let x = left + BLURRED; x < right - BLURRED; x++) if (sameColour(packed[y * width + x] ?? 0, paper)) return false;
  return true;
}

function thickness({ scale }: Rows): number {
  return Math.max(1, Math.round(scale));
}

function popupTop(rows: Rows): number | null {
  // If the strip doesn't end on a whole pixel, the line below it is on the next one.
  const tops = [Math.floor(POPUP_TOP * rows.scale), Math.ceil(POPUP_TOP * rows.scale)];
  const isLineAbove = (top: number): boolean => {
    const line = colourOf(rows, top - 1);
    return line !== null && !sameColour(line, rows.paper);
  };
  return tops.find(isLineAbove) ?? null;
}

function toolbarTop(rows: Rows, { box }: AddressBar): number | null {
  const bottom = box.y + box.height;
  const line = firstLine(rows, bottom + 1, Math.round(bottom + MOST_TOOLBAR * rows.scale));
  if (line === null) return null;
  const top = line + thickness(rows);
  const expected = Math.round(bottom + TOOLBAR_FOOT * rows.scale);
  // At some scales, a row of the toolbar's edge comes before the line.
  return expected - top === 1 ? expected : top;
}

/** Whether a row has this colour at both ends, as every row of an info bar has, also while it slides in or out. */
function hasEnds({ picture: { width, height }, packed, left, right }: Rows, y: number, colour: number): boolean {
  if (y >= height) return false;
  for (let n = 0; n < END_COLUMNS; n++) {
    for (const x of [left + BLURRED + n, right - BLURRED - 1 - n]) if (!sameColour(packed[y * width + x] ?? 0, colour)) return false;
  }
  return true;
}

/** Skips info bars. */
function belowInfoBars(rows: Rows, first: number, isPopup: boolean): number | null {
  let top = first;
  for (let bars = 0; bars <= MOST_INFO_BARS; bars++) {
    const line = isPopup ? popupBarEnd(rows, top) : toolbarBarEnd(rows, top);
    if (line === null) return top;
    top = line + thickness(rows);
  }
  return null;
}

/** The line below an info bar under a toolbar, whose colour it has, or null if there is none. */
function toolbarBarEnd(rows: Rows, top: number): number | null {
  return hasEnds(rows, top, rows.paper) ? firstLine(rows, top + 1, Math.round(top + MOST_INFO_BAR * rows.scale)) : null;
}

/**
 * The line below an info bar in a pop-up, or null if there is none. The bar has the colour of toolbars,
 * which isn't anywhere else in a pop-up: it's a band of one colour at both ends, with a thin line of one
 * colour below it. A page's own header that looks so is left out too.
 */
function popupBarEnd(rows: Rows, top: number): number | null {
  const colour = rows.packed[top * rows.picture.width + rows.left + BLURRED] ?? 0;
  for (let y = top; y < Math.round(top + MOST_INFO_BAR * rows.scale); y++) {
    if (hasEnds(rows, y, colour)) continue;
    const line = colourOf(rows, y);
    return y > top && line !== null && isThin(rows, y, line) ? y : null;
  }
  return null;
}

/** Whether a line ends soon. While a bar slides, the line lies on a fraction of a pixel, with a shadow below it. */
function isThin(rows: Rows, y: number, line: number): boolean {
  for (let n = 1; n <= Math.round(MOST_LINE * rows.scale); n++) {
    const colour = colourOf(rows, y + n);
    if (colour === null || !sameColour(colour, line)) return true;
  }
  return false;
}
