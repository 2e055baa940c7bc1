import type { AddressBar, Box, Picture } from '../../address-bar.js';
import { pack, packedDistance, packedPixels } from '../../pixels/flat-regions.js';

/** A grey picture suited for OCR: dark letters of a good size on white. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  /** From 0, black, to 255, white, row by row. */
  readonly data: Uint8Array;
}

/** White on all sides, because letters at the very edge are misread. */
const MARGIN = 16;
/** A pixel that differs from the background by this much or more is part of a letter. */
const INK = 40;

/**
 * The address prepared for OCR: cut out, dark on light whatever the theme, greys stretched to full
 * contrast, and enlarged until its letters are `letterHeight` pixels high from the top of an ascender
 * to the bottom of a descender. Null if there's no ink.
 */
export function ocrPicture(picture: Picture, bar: AddressBar, letterHeight: number): { grey: GreyPicture; ink: Box } | null {
  const ink = inkBox(picture, bar);
  if (!ink || ink.height < 4) return null;
  const strength = inkStrength(picture, ink, paperOf(picture, ink, bar));
  const factor = letterHeight / Math.max(ink.height, bar.box.height * 0.38);
  return { grey: enlarge(strength, ink, factor), ink };
}

/** The smallest box around the address itself: the ink from the left up to the first wide gap. */
function inkBox(picture: Picture, { textBox, background, box }: AddressBar): Box | null {
  const packed = packedPixels(picture);
  const paper = pack(background);
  const columns = new Uint8Array(textBox.width);
  let top = Infinity;
  let bottom = -1;
  for (let y = textBox.y; y < textBox.y + textBox.height; y++) {
    for (let x = 0; x < textBox.width; x++) {
      if (packedDistance(packed[y * picture.width + textBox.x + x] ?? paper, paper) <= INK) continue;
      columns[x] = 1;
      top = Math.min(top, y);
      bottom = y;
    }
  }
  const first = columns.indexOf(1);
  if (first < 0) return null;
  let last = first;
  for (let x = first; x < columns.length && x - last <= box.height * 0.6; x++) if (columns[x]) last = x;
  return { x: textBox.x + first, y: top, width: last - first + 1, height: bottom - top + 1 };
}

/** The colour behind the letters: the bar's own, or that of a selection. */
function paperOf(picture: Picture, ink: Box, { background }: AddressBar): number {
  const packed = packedPixels(picture);
  const counts = new Map<number, number>();
  for (let y = ink.y; y < ink.y + ink.height; y++) {
    for (let x = ink.x; x < ink.x + ink.width; x++) {
      const pixel = packed[y * picture.width + x] ?? 0;
      counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
    }
  }
  const [colour, count] = [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most));
  return count > ink.width * ink.height * 0.4 ? colour : pack(background);
}

/** How much each pixel differs from the bar's colour, relative to the strongest ink there, 0 to 1. */
function inkStrength(picture: Picture, ink: Box, paper: number): Float32Array {
  const packed = packedPixels(picture);
  const out = new Float32Array(ink.width * ink.height);
  const histogram = new Uint32Array(256);
  for (let y = 0, at = 0; y < ink.height; y++) {
    for (let x = 0; x < ink.width; x++, at++) {
      const difference = packedDistance(packed[(ink.y + y) * picture.width + ink.x + x] ?? paper, paper);
      out[at] = difference;
      histogram[difference] = (histogram[difference] ?? 0) + 1;
    }
  }
  const strongest = strongestOf(histogram, out.length * 0.02);
  for (let at = 0; at < out.length; at++) out[at] = Math.min(1, (out[at] ?? 0) / strongest);
  return out;
}

function strongestOf(histogram: Uint32Array, enough: number): number {
  let seen = 0;
  for (let level = 255; level > INK; level--) {
    seen += histogram[level] ?? 0;
    if (seen >= enough) return level;
  }
  return 255;
}

/** Enlarged by cubic interpolation, with white around it. */
function enlarge(strength: Float32Array, ink: Box, factor: number): GreyPicture {
  const width = Math.round(ink.width * factor) + 2 * MARGIN;
  const height = Math.round(ink.height * factor) + 2 * MARGIN;
  const columns = resample(strength, { length: ink.width, lines: ink.height, step: 1, stride: ink.width }, { size: width, factor });
  const both = resample(columns, { length: ink.height, lines: width, step: width, stride: 1 }, { size: height, factor });
  const data = new Uint8Array(width * height);
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      data[y * width + x] = Math.round(255 * (1 - Math.min(1, Math.max(0, both[x * height + y] ?? 0))));
    }
  }
  return { width, height, data };
}

interface Lines {
  readonly length: number;
  readonly lines: number;
  /** From one sample of a line to the next, and from one line to the next. */
  readonly step: number;
  readonly stride: number;
}

/** Resamples each line to `size` samples, with its own ones `MARGIN` away from both ends. The lines follow each other. */
function resample(from: Float32Array, { length, lines, step, stride }: Lines, { size, factor }: { size: number; factor: number }): Float32Array {
  const out = new Float32Array(size * lines);
  for (let to = 0; to < size; to++) {
    const centre = (to - MARGIN + 0.5) / factor - 0.5;
    const base = Math.floor(centre);
    for (let tap = base - 1; tap <= base + 2; tap++) {
      if (tap < 0 || tap >= length) continue;
      const weight = cubic(Math.abs(centre - tap));
      for (let line = 0; line < lines; line++) {
        const at = line * size + to;
        out[at] = (out[at] ?? 0) + weight * (from[line * stride + tap * step] ?? 0);
      }
    }
  }
  return out;
}

/** The Catmull-Rom kernel. */
function cubic(distance: number): number {
  if (distance >= 2) return 0;
  if (distance >= 1) return ((-0.5 * distance + 2.5) * distance - 4) * distance + 2;
  return (1.5 * distance - 2.5) * distance * distance + 1;
}
