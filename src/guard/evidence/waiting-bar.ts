import type { AddressBar, Picture } from '../../address-bar/address-bar.js';
import { backgroundLuma, lumaPlane } from '../../address-bar/pixels/luma.js';
import type { SeenBar } from './hidden-bar.js';

/** A pixel that differs by more than this from the luma behind the text is text or a selection. */
const INK = 24;
/** A selection fills more of the text's area than letters do. */
const SELECTED = 0.5;
/** A placeholder is fainter than an address, whose host has the full text colour. */
const FAINT = 0.9;
/** In heights of the field. */
const RING = 0.1;

/**
 * Whether a bar in use waits for an address, as in a new tab, instead of containing one. This only
 * affects the text on screen; nothing is released because of it.
 *
 * @param seen The bar that was verified last in this window. It shows how dark an address is there.
 */
export function waitsForAddress(picture: Picture, bar: AddressBar, seen: SeenBar | null): boolean {
  // A ring of the accent colour takes a pixel or two from each end of a field in use.
  const most = bar.box.height * RING;
  if (!seen || Math.abs(seen.bar.box.x - bar.box.x) > most || Math.abs(seen.bar.box.width - bar.box.width) > 2 * most) return false;
  const now = inkOf(picture, bar);
  return now.filled < SELECTED && now.contrast < inkOf(seen.strip.picture(), seen.bar).contrast * FAINT;
}

/** How much the text differs from its background in luma, and how much of its area it fills, 0 to 1. */
function inkOf(picture: Picture, { box, textBox }: AddressBar): { contrast: number; filled: number } {
  const inset = Math.round(box.height * 0.25);
  const plane = lumaPlane(picture, { x: textBox.x, width: textBox.width, y: box.y + inset, height: box.height - 2 * inset });
  const { columns, rows, values } = plane;
  const behind = backgroundLuma(plane);
  const inked = Array.from({ length: columns }, (_, x) => values.subarray(x * rows, (x + 1) * rows).reduce((count, value) => count + Number(Math.abs(value - behind) > INK), 0));
  const [first, last] = [inked.findIndex((count) => count > 0), inked.findLastIndex((count) => count > 0)];
  const ink = inked.reduce((sum, count) => sum + count, 0);
  return {
    contrast: values.reduce((most, value) => Math.max(most, Math.abs(value - behind)), 0),
    filled: first < 0 ? 0 : ink / ((last - first + 1) * rows),
  };
}
