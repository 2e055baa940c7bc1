import type { AddressBar, Picture } from '../address-bar.js';
import { lumaAt } from '../pixels/luma.js';
import { sameLuma } from '../pixels/same-colour.js';

/** Rows below the bar that certainly show the pages, CSS pixels from its bottom. A bookmarks bar may come first. */
const FIRST_ROW = 56;
const LAST_ROW = 96;
/** Width of the gap between the two pages' frames, CSS pixels. */
const LEAST_GAP = 6;
const MOST_GAP = 14;
/** Width of a frame's line, and of the space inside it that belongs to the browser. */
const MOST_LINE = 2;
const INSIDE = 2;
/** The minimum difference in luma between a line and the toolbar. */
const LINE = 5;

interface Rows {
  readonly from: number;
  readonly to: number;
}

/**
 * Whether the window shows two pages side by side, as in Chromium's split view, where the bar shows the
 * address of only one. Each page has a frame, and between the frames is a strip of the toolbar's
 * colour. No page can draw there. In any other window, a line all the way across separates the toolbar
 * from the page.
 */
export function isSplitView(picture: Picture, { box, scale }: AddressBar): boolean {
  const bottom = box.y + box.height;
  const rows = { from: Math.round(bottom + FIRST_ROW * scale), to: Math.min(picture.height, Math.round(bottom + LAST_ROW * scale)) };
  if (rows.to - rows.from < 8) return false;
  const paper = lumaAt(picture, Math.max(0, box.x - Math.round(6 * scale)), Math.round(box.y + box.height / 2));
  if (hasDivider(picture, { from: bottom, to: rows.from }, paper)) return false;
  return hasGap(picture, rows, paper, scale);
}

/** Whether there's a row across the window with a single colour other than the toolbar's. */
function hasDivider(picture: Picture, { from, to }: Rows, paper: number): boolean {
  const [left, right] = [Math.round(picture.width * 0.1), Math.round(picture.width * 0.9)];
  for (let y = from; y < Math.min(to, picture.height); y++) {
    const first = lumaAt(picture, left, y);
    if (Math.abs(first - paper) < LINE) continue;
    let x = left;
    while (x < right && sameLuma(lumaAt(picture, x, y), first)) x++;
    if (x === right) return true;
  }
  return false;
}

/** Whether there's a line, a strip of the toolbar's colour, and another line, the same in all rows. */
function hasGap(picture: Picture, rows: Rows, paper: number, scale: number): boolean {
  const [line, inside] = [Math.ceil(MOST_LINE * scale), Math.round(INSIDE * scale)];
  const isPaper = (x: number): boolean => sameLuma(lumaAt(picture, x, rows.from), paper);
  const isLine = (x: number): boolean => Math.abs(lumaAt(picture, x, rows.from) - paper) >= LINE;
  for (let x = Math.round(picture.width * 0.05); x < picture.width * 0.95; x++) {
    if (!isPaper(x) || isPaper(x - 1)) continue;
    let end = x;
    while (end < picture.width && isPaper(end)) end++;
    const width = end - x;
    const isFramed = width >= LEAST_GAP * scale && width <= MOST_GAP * scale && isLine(x - 1) && isLine(end);
    const isAlone = isPaper(x - 1 - line) && isPaper(end + line);
    if (isFramed && isAlone && isSteady(picture, rows, { from: x - line - inside, to: end + line + inside })) return true;
    x = end;
  }
  return false;
}

/** Whether each of these columns has a single colour in all rows. */
function isSteady(picture: Picture, rows: Rows, columns: Rows): boolean {
  for (let x = columns.from; x < columns.to; x++) {
    const first = lumaAt(picture, x, rows.from);
    for (let y = rows.from + 1; y < rows.to; y++) if (!sameLuma(lumaAt(picture, x, y), first)) return false;
  }
  return true;
}
