import type { BrightPlane } from './paint-watch.js';
import type { StripPixels } from './strip.js';

/** The context for pictures whose top is read back. */
export function contextOf(picture: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = picture.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new TypeError('This browser gives no canvas to draw frames on.');
  return context;
}

/** The green channel of what a canvas shows. */
export function brightnessOf(context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null, { width, height }: { width: number; height: number }): BrightPlane | null {
  if (!context || width === 0 || height === 0) return null;
  return { width, height, bytes: context.getImageData(0, 0, width, height).data, offset: 1, stride: width * 4, step: 4 };
}

/** The rows from the top until before `rows`. */
export function rowsOf(picture: OffscreenCanvas, rows: number): StripPixels {
  const height = Math.min(rows, picture.height);
  const { width } = picture;
  const { data } = contextOf(picture).getImageData(0, 0, width, height);
  return { width, height, format: 'RGBA', data: new Uint8Array(data.buffer), planes: [{ offset: 0, stride: width * 4 }] };
}
