import type { AddressBar, Box, Picture } from './address-bar.js';
import type { Antialiasing } from './glyph-atlas.js';
import { backgroundLuma, lumaOf, lumaPlane } from './luma.js';
import type { Plane } from './luma.js';
import { estimateTones } from './tones.js';
import type { Tones } from './tones.js';

/** Size of the address in CSS pixels: Chromium has it the same on every system. */
const chromiumSize = 14;

/** By how much the red and blue of a pixel may differ from what the tones blend to, where letters are smoothed in grey. */
const tintRounding = 6;
/** By how many steps of luma what is behind the text may differ from itself: a capture rounds by one or two. */
const rounding = 4;

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

/**
 * Whether the line may be just as a browser drew it: what was compressed or
 * scaled is never so even right above and below its letters.
 */
export function mayBeDrawn({ plane: { columns, rows, values }, background }: Line): boolean {
  for (let x = 0; x < columns; x++) {
    for (const y of [0, rows - 1]) if (Math.abs((values[x * rows + y] ?? 0) - background) > rounding) return false;
  }
  return true;
}

/** Whether all ink is of one tint, and so not smoothed by sub-pixels, which leaves coloured fringes. */
export function isOneTint(line: Line): boolean {
  const { host, background } = estimateTones(line);
  const [from, to] = [background[0] - background[2], host[0] - host[2]];
  const ink = lumaOf(host) - lumaOf(background);
  const { picture: { data, width }, box } = line;
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let at = (y * width + box.x) * 4, end = at + box.width * 4; at < end; at += 4) {
      const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
      const part = (lumaOf([red, green, blue]) - lumaOf(background)) / ink;
      if (Math.abs(red - blue - from - part * (to - from)) > tintRounding) return false;
    }
  }
  return true;
}

export function textSizeOf({ scale }: Pick<AddressBar, 'scale'>): number {
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
