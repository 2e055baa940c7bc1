import type { AddressBar, Box, Picture } from '../address-bar.js';
import type { Rgb } from '../pixels/luma.js';

/** How far a colour must be outside the range of what two others can blend to. */
const ringContrast = 24;
/** How much of a row below the field must have the toolbar's colour. A list of suggestions covers all of it, a dialog rarely does. */
const toolbarPart = 0.25;

/**
 * Whether a bar shows that it's being edited. Chromium draws a ring of the accent colour around a
 * focused field, and a field with an open list of suggestions has no lower edge.
 */
export function isBeingEdited(picture: Picture, { box, scale }: AddressBar): boolean {
  const reach = Math.ceil(4 * scale);
  const outsideTop = rowColour(picture, box, box.y - reach);
  const inside = rowColour(picture, box, box.y + reach);
  // A pop-up's strip reaches from the window's upper edge to the page. Nothing in it can have a focus
  // ring.
  if (!outsideTop || !inside || box.width >= picture.width * 0.98) return false;
  const bottom = box.y + box.height;
  // A dialog may cover the toolbar right below the field. Anything below the toolbar's own colour
  // doesn't belong to the field.
  const below = range(bottom, Math.min(bottom + reach, picture.height));
  const toolbar = below.findIndex((y) => partOfRow(picture, box, y, outsideTop) >= toolbarPart);
  if (toolbar < 0 && below.length > 0) return true;
  const rows = [...range(box.y - reach, box.y + reach), ...range(bottom - reach, bottom + toolbar)];
  return rows.some((y) => {
    const colour = rowColour(picture, box, y);
    return colour !== null && isBeyond(colour, outsideTop, inside);
  });
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

/** The commonest colour (to a step of 8) in the middle part of a row, or null if the row is outside the picture. */
function rowColour(picture: Picture, box: Box, y: number): Rgb | null {
  const counts = new Map<number, { count: number; colour: Rgb }>();
  for (const colour of middlePart(picture, box, y)) {
    const key = (colour[0] >> 3) * 1024 + (colour[1] >> 3) * 32 + (colour[2] >> 3);
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { count: 1, colour });
  }
  const [commonest] = [...counts.values()].sort((one, other) => other.count - one.count);
  return commonest?.colour ?? null;
}

/** How much of the middle part of a row has about this colour, 0 to 1. */
function partOfRow(picture: Picture, box: Box, y: number, colour: Rgb): number {
  const row = middlePart(picture, box, y);
  return row.filter((pixel) => distance(pixel, colour) <= ringContrast).length / row.length;
}

function middlePart({ width, height, data }: Picture, box: Box, y: number): Rgb[] {
  const row: Rgb[] = [];
  if (y < 0 || y >= height) return row;
  for (let x = Math.round(box.x + box.width * 0.2); x < box.x + box.width * 0.8; x += 2) {
    const at = (y * width + x) * 4;
    row.push([data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]);
  }
  return row;
}

function distance(one: Rgb, other: Rgb): number {
  return Math.max(...one.map((value, channel) => Math.abs(value - (other[channel] ?? 0))));
}

/** Whether a colour can't be a blend of two others, as a smoothed edge is. */
function isBeyond(colour: Rgb, one: Rgb, other: Rgb): boolean {
  return colour.some((value, channel) => {
    const [low, high] = [Math.min(one[channel] ?? 0, other[channel] ?? 0), Math.max(one[channel] ?? 0, other[channel] ?? 0)];
    return value < low - ringContrast || value > high + ringContrast;
  });
}
