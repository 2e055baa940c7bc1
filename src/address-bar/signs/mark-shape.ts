import type { AddressBar, Box, Picture } from '../address-bar.js';
import { pack, packedDistance, packedPixels, unpack } from '../pixels/flat-regions.js';
import { inkClusters, type Pixels } from '../pixels/ink-clusters.js';

/** The kind of mark beside an address, judged by its outline. */
export type MarkShape = 'lock' | 'tune' | 'words' | 'warning' | 'other';

/**
 * Recognises the mark by its outline: a lock is a box under a narrower shackle, Chromium's tune mark is
 * the same when turned upside down, and words ("Not secure", "File") make a wide chip. A mark in a
 * strong colour is a warning.
 */
export function markShape(picture: Picture, bar: AddressBar): MarkShape {
  const { markBox, box, textBox } = bar;
  if (!markBox) return 'other';
  const pixels = { width: picture.width, height: picture.height, packed: packedPixels(picture) };
  // On a chip, the background is the chip's own colour, next to the icon.
  const middle = markBox.y + (markBox.height >> 1);
  const isChip = markBox.height > box.height * 0.7;
  const paper = isChip
    ? (pixels.packed[middle * picture.width + markBox.x + Math.round(box.height * 0.12)] ?? 0)
    : pack(bar.background);
  const inset = isChip ? Math.round(box.height * 0.1) : 0;
  const area = { x: markBox.x + inset, y: markBox.y + inset, width: markBox.width - 2 * inset, height: markBox.height - 2 * inset };
  const icons = inkClusters(pixels, area, { background: paper, threshold: 60, gap: Math.max(1, Math.round(box.height * 0.08)) });
  const width = icons.reduce((sum, icon) => sum + icon.box.width, 0);
  if (icons.length === 0) return 'other';
  if (width > box.height * 1.5) return 'words';
  const last = icons[icons.length - 1]?.box;
  if (!last || last.x + last.width > textBox.x) return 'other';
  const isInk = (x: number, y: number): boolean => packedDistance(pixels.packed[y * picture.width + x] ?? paper, paper) > 60;
  if (isColoured(last, pixels, paper)) return 'warning';
  if (isLock(last, isInk)) return 'lock';
  return icons.length === 1 && isTune(last, isInk) ? 'tune' : 'other';
}

/**
 * Red and yellow locks and triangles are warnings; a mark that vouches for a page is as grey as the
 * address. A theme may colour the background of either.
 */
function isColoured(box: Box, { width, packed }: Pixels, paper: number): boolean {
  const warmthOf = (pixel: number): number => {
    const [red, , blue] = unpack(pixel);
    return red - blue;
  };
  const least = Math.max(0, warmthOf(paper)) + 90;
  let coloured = 0;
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) if (warmthOf(packed[y * width + x] ?? paper) > least) coloured++;
  }
  return coloured > box.width * box.height * 0.06;
}

type Ink = (x: number, y: number) => boolean;

/** First and last column with ink in each row, relative to the box's left. Null for an empty row. */
function extents(box: Box, isInk: Ink): ([first: number, last: number] | null)[] {
  return Array.from({ length: box.height }, (_, row) => {
    let first = -1;
    let last = -1;
    for (let x = 0; x < box.width; x++) {
      if (!isInk(box.x + x, box.y + row)) continue;
      if (first < 0) first = x;
      last = x;
    }
    return first < 0 ? null : [first, last];
  });
}

/** A box over the lower half, as wide as the whole mark, and a narrower, centred shackle over the upper third. */
function isLock(box: Box, isInk: Ink): boolean {
  const { width, height } = box;
  if (height < 8 || width < height * 0.5 || width > height * 0.95) return false;
  const rows = extents(box, isInk);
  const wide = (row: [number, number] | null | undefined): boolean => !!row && row[1] - row[0] + 1 >= width * 0.8;
  const body = rows.slice(Math.ceil(height * 0.55), height - 1);
  const shackle = rows.slice(0, Math.floor(height * 0.25));
  const isShackle = (row: [number, number] | null): boolean =>
    !!row && row[1] - row[0] + 1 <= width * 0.8 && Math.abs(row[0] + row[1] + 1 - width) <= Math.max(2, width * 0.2);
  return body.every(wide) && shackle.length > 0 && shackle.every(isShackle) && isSymmetric(box, isInk, { how: 'mirrored', least: 0.78 });
}

/** Two sliders with their knobs at opposite ends: the mark is the same when turned upside down, but not when mirrored. */
function isTune(box: Box, isInk: Ink): boolean {
  const { width, height } = box;
  if (height < 7 || width < height * 0.85 || width > height * 1.25) return false;
  // At 125 %, the two halves fall on the pixels differently.
  const nearInk: Ink = (x, y) => isInk(x, y) || isInk(x - 1, y) || isInk(x + 1, y) || isInk(x, y - 1) || isInk(x, y + 1);
  return isSymmetric(box, isInk, { how: 'turned', against: nearInk, least: 0.9 }) && !isSymmetric(box, isInk, { how: 'mirrored', least: 0.7 });
}

interface Symmetry {
  readonly how: 'mirrored' | 'turned';
  /** Where the counterpart is looked up. Default: the exact pixels. */
  readonly against?: Ink;
  /** The fraction of the ink that must have a counterpart. */
  readonly least: number;
}

function isSymmetric(box: Box, isInk: Ink, { how, against = isInk, least }: Symmetry): boolean {
  let same = 0;
  let ink = 0;
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      if (!isInk(box.x + x, box.y + y)) continue;
      ink++;
      if (against(box.x + box.width - 1 - x, how === 'turned' ? box.y + box.height - 1 - y : box.y + y)) same++;
    }
  }
  return ink > 0 && same >= ink * least;
}
