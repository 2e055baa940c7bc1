import type { AddressBar, Box, Picture } from '../address-bar.js';
import type { DisplayedAddress } from '../../policy/displayed-address.js';
import { backgroundLuma, lumaPlane } from '../pixels/luma.js';
import type { Plane } from '../pixels/luma.js';

/**
 * Whether a point is inside a mark. Marks are drawn in a square of 960 units, like Material Symbols,
 * and are 16 CSS pixels wide in the bar, as measured in pictures.
 */
type Shape = (x: number, y: number) => boolean;

/** Site settings: two sliders. Chromium shows them only for a committed https page. */
const sliders: Shape = (x, y) => {
  const ring = (atX: number, atY: number): boolean => {
    const distance = Math.hypot(x - atX, y - atY);
    return distance <= 148 && distance >= 68;
  };
  const line = (from: number, atY: number): boolean => x >= from && x <= from + 328 && Math.abs(y - atY) <= 40;
  return ring(260, 280) || ring(700, 680) || line(480, 280) || line(152, 680);
};

/** A warning triangle. Chromium shows it before the words "Not secure". */
const warning: Shape = (x, y) => {
  const within = (apex: number, base: number, half: number): boolean => y >= apex && y <= base && Math.abs(x - 480) <= (half * (y - apex)) / (base - apex);
  if (!within(80, 840, 440)) return false;
  if (!within(240, 760, 302)) return true;
  return (Math.abs(x - 480) <= 40 && y >= 400 && y <= 600) || Math.hypot(x - 480, y - 680) <= 40;
};

const units = 960;
const cssSize = 16;
/** Samples per pixel in each direction. */
const samples = 4;
/** Maximum difference, relative to the mark's own ink. Measured: at most 0.05 for the same mark, at least 0.8 for others. */
const accepted = 0.12;

interface Ink {
  /** Coverage of the mark's ink, row by row. */
  readonly at: (x: number, y: number) => number;
  readonly box: Box;
}

/**
 * What the mark beside the address says: `secure` for Chromium's site-settings mark, `not-secure` for
 * its warning chip, and `unknown` for any other mark (the "i" of a local or failed page, a magnifier,
 * an extension's name) or no mark.
 */
export function readSecurityMark(picture: Picture, bar: AddressBar): DisplayedAddress['security'] {
  if (!bar.markBox) return 'unknown';
  const area = around(bar.markBox, bar);
  const plane = lumaPlane(picture, area);
  const icon = inkOf(plane, Infinity);
  if (!icon) return 'unknown';
  const size = cssSize * bar.scale;
  if (icon.box.width <= size && icon.box.height <= size) return resembles(sliders, icon, size) ? 'secure' : 'unknown';
  const first = inkOf(plane, icon.box.x + Math.round(size * 1.05));
  return first && resembles(warning, first, size) ? 'not-secure' : 'unknown';
}

/** The inside of a chip or disc, or an icon with a little room around it. */
function around({ x, y, width, height }: Box, { box, scale }: AddressBar): Box {
  const room = height < 20 * scale ? Math.round(2 * scale) : 0;
  const left = Math.max(box.x, x - room);
  const top = Math.max(box.y, y - room);
  return { x: left, y: top, width: width + 2 * room, height: height + 2 * room };
}

/** The ink of a mark left of a column, relative to its strongest contrast, and its box. */
function inkOf(plane: Plane, before: number): Ink | null {
  const fill = backgroundLuma(plane);
  const strongest = plane.values.reduce((most, value) => (Math.abs(value - fill) > Math.abs(most) ? value - fill : most), 0);
  if (Math.abs(strongest) < 40) return null;
  const at = (x: number, y: number): number => ((plane.values[x * plane.rows + y] ?? fill) - fill) / strongest;
  let [left, right, top, bottom] = [plane.columns, 0, plane.rows, 0];
  for (let x = 0; x < Math.min(before, plane.columns); x++) {
    for (let y = 0; y < plane.rows; y++) {
      if (at(x, y) < 0.3) continue;
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x + 1), Math.min(top, y), Math.max(bottom, y + 1)];
    }
  }
  return right > left ? { at, box: { x: left, y: top, width: right - left, height: bottom - top } } : null;
}

/** Whether the ink has this shape, drawn `size` pixels wide and roughly centred on it. */
function resembles(shape: Shape, { at, box }: Ink, size: number): boolean {
  const extent = extentOf(shape);
  if (Math.abs(box.width - (extent.width * size) / units) > 1.6 || Math.abs(box.height - (extent.height * size) / units) > 1.6) return false;
  const originX = box.x + box.width / 2 - ((extent.x + extent.width / 2) * size) / units;
  const originY = box.y + box.height / 2 - ((extent.y + extent.height / 2) * size) / units;
  for (let shiftX = -0.75; shiftX <= 0.75; shiftX += 0.25) {
    for (let shiftY = -0.75; shiftY <= 0.75; shiftY += 0.25) {
      const place = { x: Math.round((originX + shiftX) * 4) / 4, y: Math.round((originY + shiftY) * 4) / 4, size };
      if (mismatch(shape, at, place) < accepted) return true;
    }
  }
  return false;
}

/** Squared difference of coverage between ink and shape, relative to the shape's own. */
function mismatch(shape: Shape, at: Ink['at'], { x, y, size }: { x: number; y: number; size: number }): number {
  const [left, top, columns] = [Math.floor(x), Math.floor(y), Math.ceil(size) + 1];
  const drawn = drawnShape(shape, { x: x - left, y: y - top, size });
  let off = 0;
  let own = 0;
  for (let row = 0; row < columns; row++) {
    for (let column = 0; column < columns; column++) {
      const value = drawn[row * columns + column] ?? 0;
      const seen = Math.max(0, at(left + column, top + row));
      off += (seen - value) ** 2;
      own += value * value;
    }
  }
  return off / own;
}

const drawnShapes = new Map<Shape, Map<string, Float32Array>>();

function drawnShape(shape: Shape, place: { x: number; y: number; size: number }): Float32Array {
  const known = drawnShapes.get(shape) ?? new Map<string, Float32Array>();
  drawnShapes.set(shape, known);
  const key = `${place.x} ${place.y} ${place.size}`;
  const drawn = known.get(key) ?? rasterise(shape, place);
  known.set(key, drawn);
  return drawn;
}

function rasterise(shape: Shape, { x, y, size }: { x: number; y: number; size: number }): Float32Array {
  const columns = Math.ceil(size) + 1;
  const drawn = new Float32Array(columns * columns);
  for (let row = 0; row < columns * samples; row++) {
    for (let column = 0; column < columns * samples; column++) {
      const inside = shape((((column + 0.5) / samples - x) * units) / size, (((row + 0.5) / samples - y) * units) / size);
      const index = Math.floor(row / samples) * columns + Math.floor(column / samples);
      if (inside) drawn[index] = (drawn[index] ?? 0) + 1 / samples ** 2;
    }
  }
  return drawn;
}

const extents = new Map<Shape, Box>();

function extentOf(shape: Shape): Box {
  const known = extents.get(shape);
  if (known) return known;
  let [left, right, top, bottom] = [units, 0, units, 0];
  for (let x = 0; x <= units; x += 4) {
    for (let y = 0; y <= units; y += 4) {
      if (shape(x, y)) [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    }
  }
  const extent = { x: left, y: top, width: right - left, height: bottom - top };
  extents.set(shape, extent);
  return extent;
}
