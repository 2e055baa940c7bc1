import type { AddressBar, Box, Picture } from '../../address-bar/address-bar.js';
import { findPageArea, isPopupBar, MOST_INFO_BAR } from '../../address-bar/locate/page-area.js';
import { packedPixels } from '../../address-bar/pixels/flat-regions.js';
import { sameColour } from '../../address-bar/pixels/same-colour.js';
import type { FrameView, Strip } from './strip.js';

/** How far below the bar the page may begin, CSS pixels. The bookmarks and several info bars may come first. */
const REACH = 200;
/** Columns at each end of the edge that must not be covered: a side panel reaches the window's edge, but dialogs and bubbles don't. */
const ENDS = 4;
/**
 * For how many frames a bar must be gone before the page is shown up to where it was, about a second.
 * While a page is scrolled, what passes its top can look like a bar, and the picture's size mustn't
 * change with every frame.
 */
const STEADY_FRAMES = 15;
/** How much of the edge must be visible while something covers it. */
const LEAST_SEEN = 0.25;

interface Edge {
  readonly area: Box;
  /**
   * The window's rows down to the page's first one. If that row looks like the first row of an info bar,
   * which can appear from one frame to the next, also the rows that the bar would take.
   */
  readonly rows: Strip;
  /** The row of pixels right above the page. */
  readonly line: Uint32Array;
  /** Colour of the toolbar. Null in a pop-up, which has none. */
  readonly paper: number | null;
}

/**
 * Knows which part of a window shows the page, frame by frame. As long as the rows above the page are
 * unchanged, so is the page's position. Otherwise it's located again.
 */
export class PageEdge {
  #edge: Edge | null = null;
  /** The lowest top of the page in recent frames, and for how many more frames it counts. */
  #lowest = { y: 0, frames: 0 };

  /** The page's rectangle in this frame, or null if it isn't certain. */
  async find(frame: FrameView, bar: AddressBar): Promise<Box | null> {
    const area = await this.#find(frame, bar);
    return area && this.#steady(area);
  }

  async #find(frame: FrameView, bar: AddressBar): Promise<Box | null> {
    const known = this.#edge;
    if (known && known.rows.width === frame.width && known.area.y + known.area.height <= frame.height) {
      const strip = await frame.strip(known.rows.height);
      if (strip.sameRows(known.rows, 0, known.rows.height)) return known.area;
      if (isPartlyCovered(strip.brightness(known.area.y + 1), known)) return known.area;
    }
    return this.#search(frame, bar);
  }

  forget(): void {
    this.#edge = null;
    this.#lowest = { y: 0, frames: 0 };
  }

  /** The page's top moves down at once, and up only after a while. */
  #steady(area: Box): Box {
    const { y, frames } = this.#lowest;
    if (area.y >= y || frames === 0 || y >= area.y + area.height) {
      this.#lowest = { y: area.y, frames: STEADY_FRAMES };
      return area;
    }
    this.#lowest = { y, frames: frames - 1 };
    return { ...area, y, height: area.y + area.height - y };
  }

  async #search(frame: FrameView, bar: AddressBar): Promise<Box | null> {
    const { box, scale } = bar;
    const strip = await frame.strip(Math.min(frame.height, Math.ceil(box.y + box.height + REACH * scale)));
    const picture = strip.brightness();
    const area = findPageArea(picture, bar, frame.height);
    if (!area || area.y < 1 || area.y >= picture.height || area.width < 1 || area.height < 1) return null;
    const packed = packedPixels(picture);
    const paper = isPopupBar(bar, picture.width) ? null : (packed[(box.y + box.height + 1) * picture.width + box.x] ?? 0);
    const mayBeBar = paper === null || hasEnds(rowOf(packed, picture, area.y), area, paper);
    const rows = strip.upTo(Math.min(picture.height, area.y + 1 + (mayBeBar ? Math.ceil(MOST_INFO_BAR * scale) + 1 : 0)));
    this.#edge = { area, rows, line: rowOf(packed, picture, area.y - 1), paper };
    return area;
  }
}

function rowOf(packed: Uint32Array, { width }: Picture, y: number): Uint32Array {
  return packed.slice(y * width, (y + 1) * width);
}

/** Whether a row has this colour at both ends of the page. A scroll bar can have the toolbar's colour too, but only at one end. */
function hasEnds(row: Uint32Array, { x, width }: Box, colour: number): boolean {
  return [x + ENDS - 1, x + width - ENDS].every((end) => sameColour(row[end] ?? 0, colour));
}

/**
 * Whether the edge is where it was, although a dialog or a bubble covers part of it or the buttons
 * above it have changed. An info bar that slides in would show the toolbar's colour below the line, at
 * least at its ends. In a pop-up that colour isn't known, so nothing may cover the edge there.
 */
function isPartlyCovered(picture: Picture, { area, line, paper }: Edge): boolean {
  if (paper === null) return false;
  const packed = packedPixels(picture);
  const [above, below] = [rowOf(packed, picture, area.y - 1), rowOf(packed, picture, area.y)];
  if (hasEnds(below, area, paper)) return false;
  let seen = 0;
  for (let x = area.x; x < area.x + area.width; x++) {
    const same = sameColour(above[x] ?? 0, line[x] ?? 0);
    const isEnd = x < area.x + ENDS || x >= area.x + area.width - ENDS;
    if (!same && isEnd) return false;
    if (same) seen++;
  }
  return seen >= area.width * LEAST_SEEN;
}
