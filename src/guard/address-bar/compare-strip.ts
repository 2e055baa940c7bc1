import type { AddressBar, Box, Picture } from './address-bar.js';

/** The pixels of a verified address bar, its mark included, to compare later frames with. */
export interface VerifiedStrip {
  /** Where in the frame the pixels were. */
  readonly box: Box;
  /** Size of the picture they were taken from; a window of another size has its bar elsewhere. */
  readonly width: number;
  readonly pixels: Uint32Array;
}

/** Keeps a copy of the bar's pixels. The mark lies within the bar or reaches out of it to the left. */
export function keepStrip(picture: Picture, bar: AddressBar): VerifiedStrip {
  const box = clip(bar.markBox ? union(bar.box, bar.markBox) : bar.box, picture);
  const source = asWords(picture);
  const pixels = new Uint32Array(box.width * box.height);
  for (let row = 0; row < box.height; row++) {
    const from = (box.y + row) * picture.width + box.x;
    pixels.set(source.subarray(from, from + box.width), row * box.width);
  }
  return { box, width: picture.width, pixels };
}

/**
 * Whether a picture shows the very pixels that were verified, at the same
 * place. Costs a few hundredths of a millisecond; a changed bar costs less.
 */
export function sameStrip(picture: Picture, { box, width, pixels }: VerifiedStrip): boolean {
  if (picture.width !== width || box.y + box.height > picture.height) return false;
  const source = asWords(picture);
  let at = 0;
  for (let y = box.y; y < box.y + box.height; y++) {
    const start = y * width + box.x;
    for (let from = start; from < start + box.width; from++) if (source[from] !== pixels[at++]) return false;
  }
  return true;
}

function asWords({ data }: Picture): Uint32Array {
  if (data.byteOffset % 4 === 0) return new Uint32Array(data.buffer, data.byteOffset, data.length >> 2);
  return new Uint32Array(data.slice().buffer);
}

function union(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return { x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y };
}

function clip(box: Box, picture: Picture): Box {
  const x = Math.max(0, box.x);
  const y = Math.max(0, box.y);
  return {
    x,
    y,
    width: Math.min(box.x + box.width, picture.width) - x,
    height: Math.min(box.y + box.height, picture.height) - y,
  };
}
