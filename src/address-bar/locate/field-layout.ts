import type { Box } from '../address-bar.js';
import { packedDistance } from '../pixels/flat-regions.js';
import { inkClusters, type InkCluster, type Pixels } from '../pixels/ink-clusters.js';

/** The contents of an address field: the mark, the address, and the room for it. */
export interface FieldLayout {
  /** The box around the ink of the address. */
  readonly ink: Box;
  /** The room for the address: from the mark to the field's buttons. */
  readonly textBox: Box;
  readonly markBox: Box | null;
  /** Whether the text is centred: Safari shows only the host, in the middle of its field. */
  readonly centred: boolean;
  /** What is left of the address, and right of it. */
  readonly before: readonly Box[];
  readonly after: readonly Box[];
  /** Whether the boxes right of the address may not be buttons: they could be the rest of the address, after a wide space. */
  readonly mayGoOn: boolean;
}

/** Anything that differs this much from the bar is ink. The grey of a path differs by 80 or more. */
const INK = 28;
/** A chip's fill may differ from the bar by as little as this. */
const CHIP = 4;

/**
 * Tells the mark, the address and the buttons of a field apart by their shape and position: marks are
 * as wide as they're high, the address is the first thing that isn't, and buttons follow after a gap.
 * Null if there's no text where an address belongs.
 */
export function layOutField(pixels: Pixels, box: Box, background: number): FieldLayout | null {
  const inset = Math.round(box.height * 0.14);
  const ends = Math.round(box.height * 0.17);
  const area = { x: box.x + ends, y: box.y + inset, width: box.width - 2 * ends, height: box.height - 2 * inset };
  const chip = findChip(pixels, box, background);
  const clusters = inkClusters(pixels, area, { background, threshold: INK, gap: Math.max(3, Math.round(box.height * 0.15)) });
  const start = textStart(clusters, box, chip);
  const first = clusters[start];
  if (!first) return null;
  const end = textEnd(clusters, start, box);
  const ink = around(clusters.slice(start, end + 1));
  if (!looksLikeText(ink, box)) return null;
  const centred = Math.abs(ink.x + ink.width / 2 - box.x - box.width / 2) < box.width * 0.1;
  if (ink.x - box.x > box.width * 0.45 && !centred) return null;
  const before = clusters.slice(0, start).map((cluster) => cluster.box);
  const after = clusters.slice(end + 1).map((cluster) => cluster.box);
  const marks = chip ? [chip] : before.filter((mark) => ink.x - mark.x < box.height * 7);
  return {
    ink,
    textBox: roomFor(ink, { box, mark: chip ?? before[start - 1], button: clusters[end + 1]?.box }),
    markBox: marks.length > 0 ? boxAround(marks) : null,
    centred,
    before,
    after,
    mayGoOn: !areButtons(after, box),
  };
}

/** Index of the first cluster of the address. */
function textStart(clusters: readonly InkCluster[], box: Box, chip: Box | null): number {
  if (chip) return clusters.findIndex((cluster) => cluster.box.x >= chip.x + chip.width - 1);
  const divider = clusters.findIndex((cluster) => isDivider(cluster, box));
  if (divider > 0 && (clusters[divider]?.box.x ?? Infinity) - box.x < box.height * 6) return behindIcons(clusters, divider + 1, box);
  return behindIcons(clusters, 0, box);
}

function behindIcons(clusters: readonly InkCluster[], from: number, box: Box): number {
  let start = from;
  while (start < clusters.length && start < 9 && isIcon(clusters[start], box)) start++;
  return start;
}

/**
 * The filled disc or pill that holds the mark in newer Chromium ("Not secure" is in a pill). It reaches
 * higher and lower than any letter, so two rows are enough to find it.
 */
function findChip(pixels: Pixels, box: Box, background: number): Box | null {
  const upper = chipRow(pixels, box, { y: Math.round(box.y + box.height * 0.22), background });
  const lower = chipRow(pixels, box, { y: Math.round(box.y + box.height * 0.78), background });
  if (!upper || !lower || Math.abs(upper.x - lower.x) > box.height * 0.1 || Math.abs(upper.width - lower.width) > box.height * 0.2) return null;
  const round = Math.round(box.height * 0.16);
  const x = Math.max(box.x, Math.min(upper.x, lower.x) - round);
  const right = Math.max(upper.x + upper.width, lower.x + lower.width) + round;
  const y = Math.round(box.y + box.height * 0.1);
  return { x, y, width: right - x, height: Math.round(box.height * 0.8) };
}

/** The first stretch of this row that doesn't have the bar's colour, if it's at the bar's left end. */
function chipRow(pixels: Pixels, box: Box, { y, background }: { y: number; background: number }): Box | null {
  const row = y * pixels.width;
  const differs = (x: number): boolean => packedDistance(pixels.packed[row + x] ?? background, background) > CHIP;
  const from = box.x + Math.round(box.height * 0.15);
  let x = from;
  while (x < box.x + box.height && !differs(x)) x++;
  if (x === box.x + box.height) return null;
  let right = x;
  while (right < box.x + box.height * 7 && differs(right)) right++;
  return right - x >= box.height * 0.25 && right < box.x + box.height * 7 ? { x, y, width: right - x, height: 1 } : null;
}

/** The thin upright bar between "Not secure" and the address. */
function isDivider({ box: at, fill }: InkCluster, box: Box): boolean {
  return at.width <= Math.max(2, box.height * 0.08) && at.height >= box.height * 0.42 && fill > 0.9;
}

function isIcon(cluster: InkCluster | undefined, box: Box): boolean {
  if (!cluster) return false;
  const { width, height } = cluster.box;
  return width <= box.height * 0.78 && height >= width * 0.55 && width >= height * 0.3;
}

/** Index of the last cluster of the address. Decoded spaces are narrow; the gap before the buttons is wider. */
function textEnd(clusters: readonly InkCluster[], start: number, box: Box): number {
  let end = start;
  for (let next = start + 1; next < clusters.length; next++) {
    const gap = gapBefore(clusters, next);
    if (gap > box.height * 0.3) break;
    end = next;
  }
  return end;
}

/** Buttons are in a row that starts at the field's right end. They're about as wide as they're high, except for the lines between them. */
function areButtons(after: readonly Box[], box: Box): boolean {
  let right = box.x + box.width;
  for (const { x, width, height } of [...after].reverse()) {
    const isLine = width <= Math.max(2, box.height * 0.08) && height >= box.height * 0.42;
    const isSquare = width <= box.height * 0.8 && width >= box.height * 0.25 && height >= box.height * 0.2 && height <= box.height * 0.8;
    if (!(isLine || isSquare) || right - x - width > box.height * 1.3) return false;
    right = x;
  }
  return true;
}

function gapBefore(clusters: readonly InkCluster[], index: number): number {
  const before = clusters[index - 1]?.box;
  return before ? (clusters[index]?.box.x ?? 0) - before.x - before.width : Infinity;
}

function looksLikeText(ink: Box, box: Box): boolean {
  const middle = ink.y + ink.height / 2 - box.y - box.height / 2;
  return (
    ink.height >= box.height * 0.18 &&
    ink.height <= box.height * 0.76 &&
    Math.abs(middle) <= box.height * 0.17 &&
    ink.width >= ink.height * 1.2
  );
}

function roomFor(ink: Box, field: { box: Box; mark: Box | undefined; button: Box | undefined }): Box {
  const { box, mark, button } = field;
  const slack = Math.round(box.height * 0.06);
  const left = Math.max(ink.x - slack, mark ? mark.x + mark.width : box.x);
  const right = button ? button.x - slack : box.x + box.width - Math.round(box.height * 0.2);
  const inset = Math.max(1, Math.round(box.height * 0.1));
  return { x: left, y: box.y + inset, width: Math.max(right, ink.x + ink.width) - left, height: box.height - 2 * inset };
}

function around(clusters: readonly InkCluster[]): Box {
  return boxAround(clusters.map(({ box }) => box));
}

/** The smallest box that contains all of these. There must be at least one. */
function boxAround(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}
