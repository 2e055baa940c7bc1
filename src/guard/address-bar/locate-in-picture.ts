import type { AddressBar, Box, Picture } from './address-bar.js';
import { packedDistance, packedPixels } from './flat-regions.js';
import { DEEPEST_ROWS, locateAddressBar } from './locate-address-bar.js';
import { toPlainColours } from './plain-colours.js';

/** What the picture shows as it is, unless it is a toolbar without a field, counts from this confidence on. */
const SURE = 0.8;
/** How much a margin may vary: it may have been compressed. */
const MARGIN_TOLERANCE = 8;
/** A margin takes no more of a picture's width or height than this. */
const MOST_MARGIN = 0.25;

/**
 * Finds the address bar in a picture from anywhere: also one that was scaled or
 * compressed, and one with a margin around the window. For windows that were
 * captured there is {@link locateAddressBar}, which takes no such liberties.
 */
export function locateInPicture(picture: Picture): AddressBar | null {
  // A white toolbar would run into a white margin.
  const inner = withoutMargin(picture);
  const bar = (inner && locateWithin(picture, inner)) ?? locateAddressBar(picture);
  if (bar && bar.confidence >= SURE) return bar;
  const plain = toPlainColours(picture, DEEPEST_ROWS);
  return locateWithin(plain, wholeOf(plain)) ?? (inner && locateWithin(plain, inner)) ?? bar;
}

function locateWithin(picture: Picture, within: Box): AddressBar | null {
  const part = cutOut(picture, within);
  const bar = part && locateAddressBar(part);
  // Less than a whole toolbar with all that belongs to one may be a page's: its noise hides what would tell.
  if (!bar || bar.confidence < 1) return null;
  return { ...bar, box: moved(bar.box, within), textBox: moved(bar.textBox, within), markBox: bar.markBox && moved(bar.markBox, within) };
}

function wholeOf({ width, height }: Picture): Box {
  return { x: 0, y: 0, width, height };
}

function moved(box: Box, { x, y }: Box): Box {
  return { ...box, x: box.x + x, y: box.y + y };
}

function cutOut(picture: Picture, { x, y, width, height }: Box): Picture | null {
  const rows = Math.min(height, picture.height - y);
  if (width === picture.width && x === 0 && y === 0) return picture;
  if (rows <= 0) return null;
  const data = new Uint8ClampedArray(width * rows * 4);
  for (let row = 0; row < rows; row++) {
    const from = ((y + row) * picture.width + x) * 4;
    data.set(picture.data.subarray(from, from + width * 4), row * width * 4);
  }
  return { width, height: rows, data };
}

/** What an even margin of one colour surrounds, at the top, the left and the right; null where there is none. */
function withoutMargin(picture: Picture): Box | null {
  const { width } = picture;
  const height = Math.min(picture.height, DEEPEST_ROWS);
  const pixels = packedPixels(picture);
  const colour = pixels[0] ?? 0;
  const isMargin = (x: number, y: number): boolean => packedDistance(pixels[y * width + x] ?? 0, colour) <= MARGIN_TOLERANCE;
  const isEmptyRow = (y: number): boolean => range(width).every((x) => isMargin(x, y));
  const isEmptyColumn = (x: number): boolean => range(height).every((y) => isMargin(x, y));
  const top = range(height).findIndex((y) => !isEmptyRow(y));
  const left = range(width).findIndex((x) => !isEmptyColumn(x));
  const right = range(width).findIndex((x) => !isEmptyColumn(width - 1 - x));
  if (top < 1 || left < 1 || right < 1 || top > picture.height * MOST_MARGIN || left + right > width * MOST_MARGIN) return null;
  return { x: left, y: top, width: width - left - right, height: picture.height - top };
}

function range(length: number): number[] {
  return Array.from({ length }, (_, at) => at);
}
