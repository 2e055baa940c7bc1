import type { Picture } from '../address-bar.js';
import { packedDistance, packedPixels } from './flat-regions.js';

/** Bits per channel used to count colours. */
const BITS = 6;
const SHIFT = 8 - BITS;
const BINS = 1 << (3 * BITS);
/** A colour with a smaller share of the pixels than this doesn't belong to an area. */
const LEAST_SHARE = 0.002;
const MOST_COLOURS = 32;
/** Colours of areas differ by more than this. A light field differs from a light toolbar by about 8. */
const APART = 6;
/** How far compression shifts a pixel from its area's colour. */
const NOISE = 14;

/**
 * A copy of a picture's top rows in which every pixel close to the colour of a large area gets exactly
 * that colour. This removes the artefacts of compression and scaling around letters and edges. The
 * result is only good for finding areas.
 */
export function toPlainColours({ width, height, data }: Picture, rows: number): Picture {
  const kept = Math.min(rows, height);
  const pixels = smoothed(packedPixels({ width, height: kept, data: data.slice(0, width * kept * 4) }), width);
  const nearest = nearestColours(areaColours(pixels));
  for (let at = 0; at < pixels.length; at++) {
    const colour = nearest[binOf(pixels[at] ?? 0)];
    if (colour) pixels[at] = colour;
  }
  return { width, height: kept, data: new Uint8ClampedArray(pixels.buffer) };
}

/** Each pixel as the mean of the similar pixels among its 3 × 3 neighbours. */
function smoothed(pixels: Uint32Array, width: number): Uint32Array<ArrayBuffer> {
  const out = new Uint32Array(pixels.length);
  const around = [-width - 1, -width, -width + 1, -1, 0, 1, width - 1, width, width + 1];
  for (let at = 0; at < pixels.length; at++) {
    const own = pixels[at] ?? 0;
    let [count, red, green, blue] = [0, 0, 0, 0];
    for (const step of around) {
      const pixel = pixels[at + step] ?? own;
      if (packedDistance(pixel, own) > NOISE) continue;
      count++;
      red += pixel & 255;
      green += (pixel >>> 8) & 255;
      blue += (pixel >>> 16) & 255;
    }
    out[at] = (0xff000000 | Math.round(red / count) | (Math.round(green / count) << 8) | (Math.round(blue / count) << 16)) >>> 0;
  }
  return out;
}

function binOf(pixel: number): number {
  const part = (byte: number): number => ((pixel >>> byte) & 255) >> SHIFT;
  return part(0) | (part(8) << BITS) | (part(16) << (2 * BITS));
}

/** The colour at the centre of a bin. */
function colourOf(bin: number): number {
  const channel = (at: number): number => (((bin >> (at * BITS)) & ((1 << BITS) - 1)) << SHIFT) + (1 << (SHIFT - 1));
  return (0xff000000 | channel(0) | (channel(1) << 8) | (channel(2) << 16)) >>> 0;
}

/** The colours of large areas, the largest first. Colours close to one of them are left out. */
function areaColours(pixels: Uint32Array): number[] {
  const counts = new Uint32Array(BINS);
  const samples = new Uint32Array(BINS);
  for (let at = 0; at < pixels.length; at++) {
    const pixel = pixels[at] ?? 0;
    const bin = binOf(pixel);
    counts[bin] = (counts[bin] ?? 0) + 1;
    // Two equal pixels in a row have the area's true colour; noise rarely repeats itself.
    if (pixel === pixels[at - 1]) samples[bin] = pixel;
  }
  const least = pixels.length * LEAST_SHARE;
  const bins = [...counts.keys()].filter((bin) => (counts[bin] ?? 0) >= least).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
  const colours: number[] = [];
  for (const bin of bins) {
    const colour = (samples[bin] ?? 0) || colourOf(bin);
    if (colours.length < MOST_COLOURS && colours.every((other) => packedDistance(other, colour) > APART)) colours.push(colour);
  }
  return colours;
}

/** The nearest area colour for each bin, or 0 if none is near. */
function nearestColours(colours: readonly number[]): Uint32Array {
  const nearest = new Uint32Array(BINS);
  for (let bin = 0; bin < BINS; bin++) {
    const middle = colourOf(bin);
    let least = NOISE + 1;
    for (const colour of colours) {
      const distance = packedDistance(colour, middle);
      if (distance < least) [least, nearest[bin]] = [distance, colour];
    }
  }
  return nearest;
}
