import type { AddressBar, Box, Picture } from './address-bar.js';
import { lumaOf } from './luma.js';
import type { Plane, Rgb } from './luma.js';

/** Chromium shows the host in full tone, what is before and after it in a weaker one. */
export type Tone = 'host' | 'path';

export interface Tones {
  readonly background: Rgb;
  readonly host: Rgb;
  readonly path: Rgb;
}

/** Contrast of the path's tone, as a part of the host's, in Chromium's plain themes: where a line has no path to tell. */
const plainPathContrast = 0.81;

const grey = (value: number): Rgb => [value, value, value];

/** The tones of Chromium's plain themes, measured. */
export function plainTones(theme: AddressBar['theme']): Tones {
  return theme === 'light' ? { background: [237, 242, 250], host: grey(31), path: grey(71) } : { background: grey(40), host: grey(227), path: grey(199) };
}

/** Mean colour of those pixels of `box` whose luma is in a range. */
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
  /** Where the text is; whole pixels, inside of the picture. */
  readonly box: Box;
  /** The luma of `box`. */
  readonly plane: Plane;
  /** The luma behind the text. */
  readonly background: number;
}

/**
 * The colours of a line of text from its pixels: where ink covers a pixel
 * wholly the pixel has the ink's colour. The strongest contrast is the host's;
 * the strongest of what is right of the last such pixel is the path's.
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
