import { expect, test } from '@playwright/test';
import { Strip } from '../../../src/guard/evidence/strip.js';
import type { StripFormat, StripPixels } from '../../../src/guard/evidence/strip.js';

type Rgb = readonly [number, number, number];

/** BT.601, limited range, as Chromium's window capturers turn the screen into YUV. */
function toYuv([r, g, b]: Rgb): Rgb {
  return [16 + (65.481 * r + 128.553 * g + 24.966 * b) / 255, 128 + (-37.797 * r - 74.203 * g + 112 * b) / 255, 128 + (112 * r - 93.786 * g - 18.214 * b) / 255].map(Math.round) as unknown as Rgb;
}

/** A strip of one colour, its rows padded. */
function strip(format: StripFormat, colour: Rgb, width = 7, height = 6): Strip {
  const half = Math.ceil(width / 2);
  const stride = width + 5;
  const bytes = { I420: stride * height + 2 * half * 3, NV12: stride * height + half * 2 * 3 }[format as string] ?? width * 4 * height;
  const data = new Uint8Array(bytes).fill(99);
  const fill = (offset: number, step: number, rows: number, values: readonly number[]): void => {
    for (let y = 0; y < rows; y++) for (let x = 0; x < step / values.length; x++) data.set(values, offset + y * step + x * values.length);
  };
  let planes: StripPixels['planes'];
  const [y, u, v] = toYuv(colour);
  const chroma = stride * height;
  if (format === 'I420') {
    fill(0, stride, height, [y]);
    fill(chroma, half, 3, [u]);
    fill(chroma + half * 3, half, 3, [v]);
    planes = [{ offset: 0, stride }, { offset: chroma, stride: half }, { offset: chroma + half * 3, stride: half }];
  } else if (format === 'NV12') {
    fill(0, stride, height, [y]);
    fill(chroma, half * 2, 3, [u, v]);
    planes = [{ offset: 0, stride }, { offset: chroma, stride: half * 2 }];
  } else {
    const [r, g, b] = colour;
    fill(0, width * 4, height, format.startsWith('BGR') ? [b, g, r, 255] : [r, g, b, 255]);
    planes = [{ offset: 0, stride: width * 4 }];
  }
  return new Strip({ width, height, format, data, planes });
}

const FORMATS: readonly StripFormat[] = ['I420', 'NV12', 'RGBA', 'RGBX', 'BGRA', 'BGRX'];
const COLOURS: readonly Rgb[] = [[255, 255, 255], [0, 0, 0], [237, 242, 250], [31, 31, 31], [11, 87, 208], [255, 0, 255], [0, 160, 0]];

for (const format of FORMATS) {
  test(`${format} gives the colours that were on the screen`, () => {
    for (const colour of COLOURS) {
      const { data, width, height } = strip(format, colour).picture();
      expect([width, height]).toEqual([7, 6]);
      for (const at of [0, (width * height - 1) * 4]) {
        colour.forEach((value, channel) => expect(Math.abs(data[at + channel]! - value), `${colour} at ${at}`).toBeLessThanOrEqual(3));
        expect(data[at + 3]).toBe(255);
      }
    }
  });

  test(`${format}: rows are the same only if every pixel of them is`, () => {
    const one = strip(format, [10, 200, 30]);
    expect(one.sameRows(strip(format, [10, 200, 30]), 0, 6)).toBe(true);
    expect(one.sameRows(strip(format, [10, 201, 30]), 0, 6)).toBe(false);
    expect(one.sameRows(strip(format, [10, 200, 30], 8), 0, 6)).toBe(false);
    const copy = one.upTo(6);
    copy.pixels.data[copy.pixels.planes[0]!.offset + 3 * copy.pixels.planes[0]!.stride + 6] = 0;
    expect(one.sameRows(copy, 0, 3)).toBe(true);
    expect(one.sameRows(copy, 3, 4)).toBe(false);
  });

  test(`${format}: the upper rows alone are a strip of their own`, () => {
    const one = strip(format, [90, 20, 200]);
    const part = one.upTo(4);
    expect(part.height).toBe(4);
    expect(part.sameRows(one, 0, 4)).toBe(true);
    expect(part.picture().data).toEqual(one.picture(4).data);
  });
}

test('padding at the end of a row is no part of it', () => {
  const [one, other] = [strip('I420', [1, 2, 3]), strip('I420', [1, 2, 3])];
  other.pixels.data[8] = 255;
  expect(one.sameRows(other, 0, 6)).toBe(true);
});

test('strips of different formats are never the same', () => {
  expect(strip('RGBA', [5, 5, 5]).sameRows(strip('BGRA', [5, 5, 5]), 0, 6)).toBe(false);
});
