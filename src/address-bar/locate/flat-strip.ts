import type { Box } from '../address-bar.js';
import { pack, type FlatRegion } from '../pixels/flat-regions.js';
import { layOutField, type FieldLayout } from './field-layout.js';
import type { Pixels } from '../pixels/ink-clusters.js';

/** A strip across the whole width that contains an address but no separate field. */
export interface FlatStrip {
  readonly region: FlatRegion;
  readonly box: Box;
  readonly layout: FieldLayout;
  /** Whether it lies below a title bar. Default false. */
  readonly below?: boolean;
}

/** Pixels at the picture's top that may belong to the window's border. */
const BORDER = 3;
/** How many empty rows separate two strips. There may be fewer between the rows of one text. */
const LEAST_GAP = 10;

/** The strip in which a pop-up shows its address: at the window's top, or right below an unmistakable title bar. Null if there's none. */
export function popupStrip(pixels: Pixels, regions: readonly FlatRegion[]): FlatStrip | null {
  const rows = lanes(regions, pixels.width * 0.97);
  const first = rows[0];
  if (!first || first.box.y > BORDER) return null;
  if (!isTitleBar(pixels, first)) return stripOf(pixels, first);
  const second = rows.find((lane) => lane.box.y > first.box.y + first.box.height / 2);
  if (!second || second.box.y - first.box.y - first.box.height > BORDER || second.box.height > first.box.height * 1.7) return null;
  const strip = isTitleBar(pixels, second) ? null : stripOf(pixels, second);
  return strip && { ...strip, below: true };
}

function stripOf(pixels: Pixels, lane: Lane): FlatStrip | null {
  const layout = layOutField(pixels, lane.box, pack(lane.region.colour));
  if (!layout || layout.before.length > 4) return null;
  const { height, x } = lane.box;
  // A mark and then the address are at the left end, and small buttons at the right end.
  if (!layout.markBox || layout.markBox.x - x > height * 0.8 || layout.ink.x - layout.markBox.x - layout.markBox.width > height * 0.7) return null;
  return crowdAtTheEnd(layout.after, lane.box) ? { ...lane, layout } : null;
}

/** Whether these are a pop-up's few buttons: small, side by side, at the right end. Tabs and window buttons are further apart. */
function crowdAtTheEnd(boxes: readonly Box[], strip: Box): boolean {
  let left = strip.x + strip.width;
  for (const box of [...boxes].reverse()) {
    if (box.width > strip.height || left - box.x - box.width > strip.height * 0.65) return false;
    left = box.x;
  }
  return boxes.length <= 6;
}

/**
 * Buttons on both sides of the address and no field: this is how Opera draws its toolbar.
 *
 * @param above only rows above this one are searched
 */
export function openToolbar(pixels: Pixels, regions: readonly FlatRegion[], above = Infinity): FlatStrip | null {
  for (const lane of lanes(regions, pixels.width * 0.8)) {
    const { height, x, y, width } = lane.box;
    // Tabs are above a toolbar, so a strip at the very top of the picture is a row of tabs.
    if (y < height * 0.7 || y > height * 3.6 || y + height > above) continue;
    const layout = layOutField(pixels, lane.box, pack(lane.region.colour));
    if (!layout?.markBox || layout.before.length < 3 || layout.after.length < 3) continue;
    const buttons = layout.after.filter((box) => box.width < height && box.x > x + width * 0.6).length;
    if (buttons < 3 || layout.ink.x - x > height * 12) continue;
    const mark = layout.before[layout.before.length - 1] ?? null;
    return { ...lane, layout: { ...layout, markBox: mark } };
  }
  return null;
}

interface Lane {
  readonly region: FlatRegion;
  readonly box: Box;
}

/** The strips of flat regions that contain something, with empty rows above and below it, from the top down. */
function lanes(regions: readonly FlatRegion[], leastWidth: number): Lane[] {
  return regions
    .filter(({ box }) => box.width >= leastWidth)
    .flatMap((region) => lanesOf(region))
    .filter(({ box }) => box.height >= 18 && box.height <= 120)
    .sort((a, b) => a.box.y - b.box.y);
}

function lanesOf(region: FlatRegion): Lane[] {
  const empty = new Set(region.runs.filter((run) => run.right - run.left >= region.box.width * 0.95).map((run) => run.y));
  const { x, y: top, width, height } = region.box;
  const found: Lane[] = [];
  let above = 0;
  let inked = 0;
  let below = 0;
  let bottom = 0;
  const close = (): void => {
    const pad = Math.min(above, below);
    if (pad > 0 && inked > 0) found.push({ region, box: { x, y: bottom - below - inked - pad, width, height: inked + 2 * pad } });
  };
  for (let y = top; y < top + height; y++) {
    if (empty.has(y)) {
      if (inked > 0) below++;
      else above++;
      bottom = y + 1;
    } else {
      if (below >= LEAST_GAP) {
        close();
        above = below;
        inked = below = 0;
      }
      if (above > 0) inked += below + 1;
      below = 0;
    }
  }
  close();
  // If a region contains only one strip, the whole region is its lane, even if an icon is taller than
  // the letters.
  const isWhole = found.length === 1 && height <= 120 && !region.cut && hasRowNear(empty, top) && hasRowNear(empty, top + height - 1);
  return isWhole ? [{ region, box: region.box }] : found;
}

function hasRowNear(rows: ReadonlySet<number>, row: number): boolean {
  return Array.from({ length: 2 * BORDER + 1 }, (_, at) => row - BORDER + at).some((near) => rows.has(near));
}

/** Widely spaced window buttons at the right end, or three equal discs at the left end. */
function isTitleBar(pixels: Pixels, { region, box }: Lane): boolean {
  const layout = titleInk(pixels, box, region);
  const last = layout.slice(-3);
  const first = layout.slice(0, 3);
  return areEven(last, box, { least: 1.15, most: 2.2 }) || areEven(first, box, { least: 0.5, most: 0.95 });
}

function titleInk(pixels: Pixels, box: Box, region: FlatRegion): Box[] {
  const layout = layOutField(pixels, box, pack(region.colour));
  return layout ? [...layout.before, layout.ink, ...layout.after] : [];
}

function areEven(boxes: readonly Box[], strip: Box, pitch: { least: number; most: number }): boolean {
  const [a, b, c] = boxes.map((box) => box.x + box.width / 2);
  if (a === undefined || b === undefined || c === undefined) return false;
  const small = boxes.every((box) => box.width < strip.height * 0.55);
  const first = b - a;
  return small && Math.abs(c - b - first) < first * 0.12 && first > strip.height * pitch.least && first < strip.height * pitch.most;
}
