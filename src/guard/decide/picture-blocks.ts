import type { StripPixels } from '../evidence/strip.js';

/** Side of the squares in which pictures are compared, pixels. */
const BLOCK = 16;

/**
 * One number for each square below row `top`, from the top left. Equal numbers mean that every other
 * pixel of every other row has the same brightness.
 */
export function blocksOf(pixels: StripPixels, top: number): Int32Array {
  const { width, height, data, format, planes: [plane] } = pixels;
  if (!plane) throw new TypeError(`The ${format} frame has no planes.`);
  const isYuv = format === 'I420' || format === 'NV12';
  // Without a luma plane, green comes closest.
  const [first, step] = isYuv ? [plane.offset, 1] : [plane.offset + 1, 4];
  const columns = Math.ceil(width / BLOCK);
  const values = new Int32Array(columns * Math.ceil(Math.max(0, height - top) / BLOCK));
  for (let y = top; y < height; y += 2) {
    const row = Math.floor((y - top) / BLOCK) * columns;
    for (let x = 0, at = first + y * plane.stride; x < width; x += 2, at += 2 * step) {
      const block = row + ((x / BLOCK) | 0);
      values[block] = (Math.imul(values[block] ?? 0, 31) + (data[at] ?? 0)) | 0;
    }
  }
  return values;
}
