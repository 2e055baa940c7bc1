import type { AddressBar, Box, Picture } from '../../address-bar.js';
import type { FrameScaling } from './frame-scaling.js';
import { interfaceSize } from './glyph-atlas.js';
import type { Antialiasing } from './glyph-atlas.js';
import { backgroundLuma, lumaOf, lumaPlane } from '../../pixels/luma.js';
import type { Plane } from '../../pixels/luma.js';
import { estimateTones, settledTones } from './tones.js';
import type { Tones } from './tones.js';

/** How much the red and blue of a pixel may differ from the blend of the tones, if letters have grey antialiasing. */
const tintRounding = 6;
/** How many steps of luma the background may vary: capturing rounds by one or two. */
const rounding = 4;

/** The minimum difference between ink and the background, in steps of luma. */
const faintestInk = 28;

/** How a bar draws its text: everything needed to draw it again. */
export interface TextStyle {
  readonly family: string;
  /** Size of the text in device pixels. */
  readonly size: number;
  readonly antialiasing: Antialiasing;
  /** Whether letters are only on whole pixels, as without sub-pixel positioning. */
  readonly wholePixels: boolean;
  /** Rows, as drawn, from the top of the bar's box to the baseline of the letters. */
  readonly baseline: number;
  /** How the frame was scaled. Null if it has the window's own pixels. */
  readonly scaling: FrameScaling | null;
  /** Colours that the glyphs are drawn in. */
  readonly tones: Tones;
  /** Luma of the two tones, as measured on text that was read. */
  readonly hostLuma: number;
  readonly pathLuma: number;
}

/** The part of a picture that contains the text. */
export interface Line {
  readonly picture: Picture;
  readonly box: Box;
  readonly plane: Plane;
  /** Luma behind the text. */
  readonly background: number;
}

/** The text area of a bar, or null if it's outside the picture. */
export function lineOf(picture: Picture, { textBox }: AddressBar): Line | null {
  const box = { x: Math.round(textBox.x), y: Math.round(textBox.y), width: Math.round(textBox.width), height: Math.round(textBox.height) };
  const plane = lumaPlane(picture, box);
  if (plane.columns === 0 || plane.rows === 0) return null;
  return { picture, box, plane, background: backgroundLuma(plane) };
}

/**
 * Whether the text may be exactly as a browser drew it. In a compressed or scaled picture, the rows
 * right above and below the letters are never even.
 */
export function mayBeDrawn({ plane: { columns, rows, values }, background }: Line): boolean {
  for (let x = 0; x < columns; x++) {
    for (const y of [0, rows - 1]) if (Math.abs((values[x * rows + y] ?? 0) - background) > rounding) return false;
  }
  return true;
}

/** Whether all ink has the same tint, which rules out sub-pixel antialiasing with its coloured fringes. */
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
  return interfaceSize * scale;
}

/** Device pixels per CSS pixel. */
export function scaleOf({ size }: Pick<TextStyle, 'size'>): number {
  return size / interfaceSize;
}

export interface GuessOptions {
  readonly family: string;
  readonly size: number;
  /** Kinds of antialiasing that this browser supports, the likelier first. */
  readonly antialiasings: readonly Antialiasing[];
  /** Ways in which the frame may have been scaled, the likelier first. Null means not at all. */
  readonly scalings: readonly (FrameScaling | null)[];
  /** Whether letters may be on whole pixels at any size, as in pictures from any source. Chromium itself does that at only one size. */
  readonly anyPosition: boolean;
}

/** How many rows to try as the baseline. */
const mostBaselines = 4;

/** Every style in which the text may be drawn at this size, the likeliest first. */
export function* guessTextStyles(line: Line, bar: AddressBar, { family, size, antialiasings, scalings, anyPosition }: GuessOptions): Generator<TextStyle> {
  const tones = settledTones(estimateTones(line), bar.theme);
  const baselines = likelyBaselines(line, bar);
  const common = { family, size, tones, hostLuma: lumaOf(tones.host), pathLuma: lumaOf(tones.path) };
  const positions = size === interfaceSize ? [true, false] : anyPosition ? [false, true] : [false];
  for (const baseline of baselines) {
    for (const scaling of scalings) {
      for (const wholePixels of positions) {
        for (const antialiasing of antialiasings) yield { ...common, antialiasing, wholePixels, baseline, scaling };
      }
    }
  }
}

/** The picture's first column with ink of the text. */
export function inkStartOf({ plane: { columns, rows, values }, box, background }: Line): number {
  const isInk = (value: number): boolean => Math.abs(value - background) > faintestInk;
  for (let x = 0; x < columns; x++) if (values.subarray(x * rows, (x + 1) * rows).some(isInk)) return box.x + x;
  return box.x + columns;
}

/**
 * Whether the pen starts exactly on a letter position, as it does if the scale is a whole number of
 * quarters. Otherwise it may start anywhere between two.
 */
export function startsOnPosition({ size, wholePixels }: TextStyle): boolean {
  return wholePixels || Number.isInteger((size / interfaceSize) * 4);
}

/** Likely baselines, counted from the bar's top: rows with much more ink above than below. The text is in the middle of the bar's height. */
function likelyBaselines({ plane: { columns, rows, values }, box: { y: top }, background }: Line, { box, scale }: AddressBar): number[] {
  const ink = new Float64Array(rows);
  for (let index = 0; index < columns * rows; index++) ink[index % rows] = (ink[index % rows] ?? 0) + Math.abs((values[index] ?? 0) - background);
  const drop = (row: number): number => (ink[row - 1] ?? 0) - (ink[row] ?? 0);
  const middle = Math.round(box.height * 0.66);
  return Array.from({ length: rows }, (_, row) => row)
    .filter((row) => Math.abs(row + top - box.y - middle) < 4 * scale + 1)
    .sort((one, other) => drop(other) - drop(one))
    .slice(0, mostBaselines)
    .map((row) => row + top - box.y);
}

/**
 * The style with its tones corrected by how much stronger the ink turned out to be. Null if they were
 * right, or so wrong that the tones can't be the cause.
 */
export function tuneTextStyle(style: TextStyle, gain: { host: number; path: number }, background: number): TextStyle | null {
  const far = Math.max(Math.abs(gain.host - 1), Math.abs(gain.path - 1));
  if (far < 0.01 || far > 0.3) return null;
  return {
    ...style,
    hostLuma: background + (style.hostLuma - background) * gain.host,
    pathLuma: background + (style.pathLuma - background) * gain.path,
  };
}

/** Contrast of the path's tone relative to the host's, over this background. */
export function pathContrastOf({ hostLuma, pathLuma }: TextStyle, background: number): number {
  return (pathLuma - background) / (hostLuma - background);
}
