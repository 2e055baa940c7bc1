import type { AddressBar, Box, Picture } from '../address-bar.js';
import { packedDistance, packedPixels } from '../pixels/flat-regions.js';
import { DEEPEST_ROWS, locateLikelyBar } from './locate-address-bar.js';
import { toPlainColours } from '../pixels/plain-colours.js';

/** A bar found in the unprocessed picture is accepted at this confidence, which excludes toolbars without a field. */
const SURE = 0.8;
/** How much a margin's colour may vary: it may have been compressed. */
const MARGIN_TOLERANCE = 8;
/** A margin takes no more of a picture's width or height than this. */
const MOST_MARGIN = 0.25;

/**
 * Finds the address bar in a picture from any source. The picture may have been scaled or compressed,
 * may have a margin around the window, or may be cut off above the toolbar; then the bar is `unframed`.
 * For captured windows, use `locateAddressBar`, which is strict.
 */
export function locateInPicture(picture: Picture): AddressBar | null {
  // Remove the margin first, because a white toolbar would merge with a white margin.
  const inner = withoutMargin(picture);
  const bar = (inner && locateWithin(picture, inner)) ?? locateLikelyBar(picture);
  if (bar && bar.confidence >= SURE) return bar;
  const plain = toPlainColours(picture, DEEPEST_ROWS);
  return locateWithin(plain, wholeOf(plain)) ?? (inner && locateWithin(plain, inner)) ?? bar;
}

function locateWithin(picture: Picture, within: Box): AddressBar | null {
  const part = cutOut(picture, within);
  const bar = part && locateLikelyBar(part);
  // Anything less than a complete toolbar may be a page's, because noise hides the difference.
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

/** What is inside an even margin of one colour at the top, left and right. Null if there's no margin. */
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
