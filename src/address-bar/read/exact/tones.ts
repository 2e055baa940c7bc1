import type { AddressBar, Box, Picture } from '../../address-bar.js';
import { lumaOf } from '../../pixels/luma.js';
import type { Plane, Rgb } from '../../pixels/luma.js';

/** Chromium shows the host in full tone, and what is before and after it in a weaker one. */
export type Tone = 'host' | 'path';

export interface Tones {
  readonly background: Rgb;
  readonly host: Rgb;
  readonly path: Rgb;
}

/** Contrast of the path's tone relative to the host's in Chromium's plain themes, for texts without a path to measure. */
const plainPathContrast = 0.81;

const grey = (value: number): Rgb => [value, value, value];

/** The tones of Chromium's plain themes, measured. */
export function plainTones(theme: AddressBar['theme']): Tones {
  return theme === 'light' ? { background: [237, 242, 250], host: grey(31), path: grey(71) } : { background: grey(40), host: grey(227), path: grey(199) };
}

/** How far an estimate may be from a plain theme's colour and still be taken for it, per channel. Scaled frames have pixels stronger than any ink. */
const nearPlain = { background: 3, ink: 20 } as const;

/** The estimated tones, or the exactly known ones of a plain theme if the estimate matches it. */
export function settledTones(estimated: Tones, theme: AddressBar['theme']): Tones {
  const plain = plainTones(theme);
  const isNear = (part: keyof Tones, most: number): boolean => estimated[part].every((value, channel) => Math.abs(value - (plain[part][channel] ?? 0)) <= most);
  const isPlain = isNear('background', nearPlain.background) && isNear('host', nearPlain.ink) && isNear('path', nearPlain.ink);
  return isPlain ? { ...plain, background: estimated.background } : estimated;
}

/** Mean colour of the pixels of `box` whose luma is in a range. */
function meanColour({ width, data }: Picture, box: Box, within: (luma: number, x: number) => boolean): Rgb | null {
  const sum = [0, 0, 0];
  let count = 0;
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      const at = (y * width + x) * 4;
      const colour: Rgb = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
      if (!within(lumaOf(colour), x)) continue;
      colour.forEach((value, channel) => (sum[channel] = (sum[channel] ?? 0) + value));
      count++;
    }
  }
  if (count === 0) return null;
  return [(sum[0] ?? 0) / count, (sum[1] ?? 0) / count, (sum[2] ?? 0) / count];
}

function strongestPerColumn({ columns, rows, values }: Plane, background: number): Float32Array {
  const strongest = new Float32Array(columns);
  for (let x = 0; x < columns; x++) {
    for (let index = x * rows; index < (x + 1) * rows; index++) {
      strongest[x] = Math.max(strongest[x] ?? 0, Math.abs((values[index] ?? 0) - background));
    }
  }
  return strongest;
}

export interface ToneSource {
  readonly picture: Picture;
  /** Where the text is, in whole pixels within the picture. */
  readonly box: Box;
  /** The luma of `box`. */
  readonly plane: Plane;
  /** The luma behind the text. */
  readonly background: number;
}

/**
 * Estimates the colours of a text from its pixels. A pixel fully covered by ink has the ink's colour.
 * The strongest contrast is the host's; the strongest one to the right of the last such pixel is the
 * path's.
 */
export function estimateTones({ picture, box, plane, background }: ToneSource): Tones {
  const strongest = strongestPerColumn(plane, background);
  const most = Math.max(...strongest);
  const hostEnd = strongest.findLastIndex((contrast) => contrast > 0.93 * most) + 1;
  const pathMost = Math.max(0, ...strongest.subarray(hostEnd));
  const behind = meanColour(picture, box, (luma) => Math.abs(luma - background) <= 1.5) ?? [background, background, background];
  const host = meanColour(picture, box, (luma) => Math.abs(luma - background) >= 0.98 * most) ?? [0, 0, 0];
  const path = pathMost > 0.3 * most
    ? meanColour(picture, box, (luma, x) => x >= box.x + hostEnd && Math.abs(luma - background) >= 0.97 * pathMost)
    : null;
  const blend = (channel: 0 | 1 | 2): number => behind[channel] + (host[channel] - behind[channel]) * plainPathContrast;
  return { background: behind, host, path: path ?? [blend(0), blend(1), blend(2)] };
}
