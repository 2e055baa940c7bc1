import type { AddressBar, Picture } from '../address-bar.js';
import { lumaAt } from '../pixels/luma.js';

/** How far left of the field the reload button may be, CSS pixels: a home button may be between them. */
const REACH = 110;
/** Size of the button's icon, CSS pixels. */
const SMALLEST = 8;
const LARGEST = 20;
/** The difference in luma between ink and the toolbar. */
const INK = 40;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Strength of the ink at a position in an icon. Each coordinate goes from 0 to 1. */
type InkAt = (u: number, v: number) => number;

/**
 * Whether the window's reload button shows that the page is loading: it's a cross then, and a round
 * arrow otherwise. While a page loads, the previous page may still be painted.
 *
 * @returns undefined if there's no such button, as in a pop-up
 */
export function isLoading(picture: Picture, bar: AddressBar): boolean | undefined {
  const shapes = iconsLeftOf(picture, bar).slice(-2).map(shapeOf);
  if (shapes.includes('cross')) return true;
  return shapes.includes('round-arrow') ? false : undefined;
}

/** The icons left of the field, from left to right. */
function iconsLeftOf(picture: Picture, { box, scale }: AddressBar): InkAt[] {
  const middle = Math.round(box.y + box.height / 2);
  const paper = lumaAt(picture, box.x - Math.round(6 * scale), middle);
  const rows: Span = { from: box.y, to: box.y + box.height };
  const inked = (x: number): boolean => {
    for (let y = rows.from; y < rows.to; y++) if (Math.abs(lumaAt(picture, x, y) - paper) > INK) return true;
    return false;
  };
  const columns = { from: Math.max(0, Math.round(box.x - REACH * scale)), to: Math.round(box.x - 4 * scale) };
  return spans(columns, inked, 4 * scale)
    .map((across) => boxOf(picture, across, rows, paper))
    .filter(({ across, down }) => isIconSized(across, scale) && isIconSized(down, scale))
    .map(({ across, down }) => inkOf(picture, across, down, paper));
}

/** Stretches of `range` where `holds` is true. Gaps shorter than `gap` are bridged. */
function spans({ from, to }: Span, holds: (at: number) => boolean, gap: number): Span[] {
  const found: { from: number; to: number }[] = [];
  for (let at = from; at < to; at++) {
    if (!holds(at)) continue;
    const last = found.at(-1);
    if (last && at - last.to < gap) last.to = at + 1;
    else found.push({ from: at, to: at + 1 });
  }
  return found;
}

function boxOf(picture: Picture, across: Span, rows: Span, paper: number): { across: Span; down: Span } {
  const inked = (y: number): boolean => {
    for (let x = across.from; x < across.to; x++) if (Math.abs(lumaAt(picture, x, y) - paper) > INK) return true;
    return false;
  };
  const lines = spans(rows, inked, rows.to - rows.from);
  return { across, down: lines[0] ?? { from: 0, to: 0 } };
}

function isIconSized({ from, to }: Span, scale: number): boolean {
  return to - from >= SMALLEST * scale && to - from <= LARGEST * scale;
}

/** Ink relative to the icon's strongest. Each value is the strongest within a tenth of the icon around a position. */
function inkOf(picture: Picture, across: Span, down: Span, paper: number): InkAt {
  const [width, height] = [across.to - across.from, down.to - down.from];
  const reach = Math.max(1, Math.round(width / 12));
  const near = (x0: number, y0: number): number => {
    let most = 0;
    for (let y = Math.max(down.from, y0 - reach); y <= Math.min(down.to - 1, y0 + reach); y++) {
      for (let x = Math.max(across.from, x0 - reach); x <= Math.min(across.to - 1, x0 + reach); x++) {
        most = Math.max(most, Math.abs(lumaAt(picture, x, y) - paper));
      }
    }
    return most;
  };
  let strongest = 1;
  for (let y = down.from; y < down.to; y++) for (let x = across.from; x < across.to; x++) strongest = Math.max(strongest, Math.abs(lumaAt(picture, x, y) - paper));
  return (u, v) => near(Math.round(across.from + u * (width - 1)), Math.round(down.from + v * (height - 1))) / strongest;
}

function shapeOf(ink: InkAt): 'cross' | 'round-arrow' | null {
  const has = (places: readonly (readonly [number, number])[]): boolean => places.every(([u, v]) => ink(u, v) > 0.5);
  const lacks = (places: readonly (readonly [number, number])[]): boolean => places.every(([u, v]) => ink(u, v) < 0.3);
  const corners = [[0.1, 0.1], [0.9, 0.1], [0.1, 0.9], [0.9, 0.9]] as const;
  const edges = [[0.5, 0], [0.5, 1], [0, 0.5], [1, 0.5]] as const;
  if (has([...corners, [0.5, 0.5]]) && lacks(edges)) return 'cross';
  const ring = [[0.5, 0.05], [0.05, 0.5], [0.5, 0.95], [0.95, 0.05]] as const;
  return has(ring) && lacks([[0.5, 0.5], [0, 0], [0, 1], [1, 1]]) ? 'round-arrow' : null;
}
