import type { AddressBar, Box, Picture } from './address-bar.js';
import type { Antialiasing } from './glyph-atlas.js';
import { backgroundLuma, lumaOf, lumaPlane } from './luma.js';
import type { Plane } from './luma.js';
import { estimateTones } from './tones.js';
import type { Tones } from './tones.js';

/** Size of the address in CSS pixels: Chromium has it the same on every system. */
const chromiumSize = 14;

/** How a bar draws its text: all that has to be known to draw it again. */
export interface Look {
  readonly family: string;
  /** Size of the text in device pixels. */
  readonly size: number;
  readonly antialiasing: Antialiasing;
  /** Letters stand on whole pixels only, as without sub-pixel positioning. */
  readonly wholePixels: boolean;
  /** Rows from the top of the bar's box to the line on which the letters stand. */
  readonly baseline: number;
  /** Colours that the glyphs are drawn in. */
  readonly tones: Tones;
  /** Luma of the two tones, as measured on text that was read. */
  readonly hostLuma: number;
  readonly pathLuma: number;
}

/** The part of a picture in which the text is. */
export interface Line {
  readonly picture: Picture;
  readonly box: Box;
  readonly plane: Plane;
  /** Luma behind the text. */
  readonly background: number;
}

/** The line of text of a bar, or null where the picture has no such part. */
export function lineOf(picture: Picture, { textBox }: AddressBar): Line | null {
  const box = { x: Math.round(textBox.x), y: Math.round(textBox.y), width: Math.round(textBox.width), height: Math.round(textBox.height) };
  const plane = lumaPlane(picture, box);
  if (plane.columns === 0 || plane.rows === 0) return null;
  return { picture, box, plane, background: backgroundLuma(plane) };
}

export function textSizeOf({ scale }: AddressBar): number {
  return chromiumSize * scale;
}

export interface GuessOptions {
  readonly family: string;
  readonly size: number;
  /** Kinds of antialiasing that this browser knows, the likelier first. */
  readonly antialiasings: readonly Antialiasing[];
}

/** Every way in which a line may be drawn, the likeliest first. */
export function* guessLooks(line: Line, bar: AddressBar, { family, size, antialiasings }: GuessOptions): Generator<Look> {
  const tones = estimateTones(line);
  const common = { family, size, tones, hostLuma: lumaOf(tones.host), pathLuma: lumaOf(tones.path) };
  for (const wholePixels of bar.scale === 1 ? [true, false] : [false, true]) {
    for (const antialiasing of antialiasings) {
      for (const baseline of likelyBaselines(bar)) yield { ...common, antialiasing, wholePixels, baseline };
    }
  }
}

/** Rows about where letters stand in a bar: text is in the middle of its height. */
function likelyBaselines({ box, scale }: AddressBar): number[] {
  const middle = Math.round(box.height * 0.66);
  const offsets = Array.from({ length: Math.ceil(4 * scale) }, (_, index) => index);
  return [...new Set(offsets.flatMap((offset) => [middle - offset, middle + offset]))];
}

/**
 * The look with its tones set right by how much stronger the ink proved to be;
 * null where they were right, or so wrong that it is no matter of tones.
 */
export function tuneLook(look: Look, gain: { host: number; path: number }, background: number): Look | null {
  const far = Math.max(Math.abs(gain.host - 1), Math.abs(gain.path - 1));
  if (far < 0.01 || far > 0.3) return null;
  return {
    ...look,
    hostLuma: background + (look.hostLuma - background) * gain.host,
    pathLuma: background + (look.pathLuma - background) * gain.path,
  };
}

/** Contrast of the path's tone as a part of the host's, over this background. */
export function pathContrastOf({ hostLuma, pathLuma }: Look, background: number): number {
  return (pathLuma - background) / (hostLuma - background);
}
