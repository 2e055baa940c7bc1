import type { Box } from '../address-bar.js';
import { packedDistance } from './flat-regions.js';

/** A picture's pixels, each packed into one number, see `packedPixels`. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly packed: Uint32Array;
}

/** A group of neighbouring columns with ink: a word, an icon, a chip. `box` is tight around the ink. */
export interface InkCluster {
  readonly box: Box;
  /** The fraction of the box's pixels that are ink, 0 to 1. */
  readonly fill: number;
}

interface InkOptions {
  /** The packed background colour. */
  readonly background: number;
  /** A pixel that differs by more than this in any channel is ink. */
  readonly threshold: number;
  /** Clusters closer together than this, in pixels, are merged. */
  readonly gap: number;
}

/** The clusters in `area`, from left to right. */
export function inkClusters(pixels: Pixels, area: Box, options: InkOptions): InkCluster[] {
  const counts = inkPerColumn(pixels, area, options);
  const clusters: InkCluster[] = [];
  let start = -1;
  let last = -1;
  for (let x = 0; x <= area.width; x++) {
    const ink = x < area.width && (counts[x] ?? 0) > 0;
    if (ink && start < 0) start = x;
    if (start >= 0 && !ink && (x === area.width || x - last > options.gap)) {
      clusters.push(clusterOf(pixels, { ...area, x: area.x + start, width: last + 1 - start }, options));
      start = -1;
    }
    if (ink) last = x;
  }
  return clusters;
}

function inkPerColumn(pixels: Pixels, area: Box, { background, threshold }: InkOptions): Uint16Array {
  const counts = new Uint16Array(area.width);
  for (let y = area.y; y < area.y + area.height; y++) {
    const row = y * pixels.width + area.x;
    for (let x = 0; x < area.width; x++) {
      const pixel = pixels.packed[row + x] ?? background;
      if (pixel !== background && packedDistance(pixel, background) > threshold) counts[x] = (counts[x] ?? 0) + 1;
    }
  }
  return counts;
}

function clusterOf(pixels: Pixels, columns: Box, { background, threshold }: InkOptions): InkCluster {
  let top = Infinity;
  let bottom = -1;
  let ink = 0;
  for (let y = columns.y; y < columns.y + columns.height; y++) {
    const row = y * pixels.width;
    for (let x = columns.x; x < columns.x + columns.width; x++) {
      if (packedDistance(pixels.packed[row + x] ?? background, background) <= threshold) continue;
      ink++;
      top = Math.min(top, y);
      bottom = y;
    }
  }
  const height = bottom - top + 1;
  return { box: { ...columns, y: top, height }, fill: ink / (columns.width * height) };
}
