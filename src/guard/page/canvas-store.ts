import type { Box } from '../../address-bar/address-bar.js';
import type { FrameStore } from '../decide/frame-store.js';
import { Strip } from '../evidence/strip.js';
import type { FrameView, StripPixels } from '../evidence/strip.js';

/** A frame drawn on a canvas. */
export interface DrawnFrame {
  readonly canvas: OffscreenCanvas;
  /** Capture time, milliseconds. */
  captured: number;
  /** How many hold the frame: the judge, the delay line, the outlet. */
  holders: number;
}

/** The part of a frame that is kept. */
export interface DrawnPart {
  readonly frame: DrawnFrame;
  readonly part: Box;
}

/** A pool of canvases with captured frames. Keeping a frame doesn't copy it: its canvas is kept. */
export class CanvasStore implements FrameStore<DrawnFrame, DrawnPart> {
  readonly #unused: DrawnFrame[] = [];
  #made = 0;
  #size = 0;

  get bytes(): number {
    return this.#made * this.#size;
  }

  /** Takes a canvas of this size for a frame with this capture time. The caller holds it. */
  take(width: number, height: number, captured: number): DrawnFrame {
    this.#turnTo(width * height * 4);
    const frame = this.#unused.pop() ?? this.#make(width, height);
    const { canvas } = frame;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    return Object.assign(frame, { captured, holders: 1 });
  }

  /** The frame already has its memory; the next one will need as much. */
  shortage(): number {
    return this.#unused.length > 0 ? 0 : this.#size;
  }

  view(frame: DrawnFrame): FrameView {
    const { width, height } = frame.canvas;
    return { width, height, strip: (rows) => Promise.resolve(new Strip(pixelsOf(frame, { x: 0, y: 0, width, height: Math.min(rows, height) }))) };
  }

  copy(frame: DrawnFrame, part?: Box): Promise<DrawnPart> {
    const { width, height } = frame.canvas;
    frame.holders++;
    return Promise.resolve({ frame, part: part ?? { x: 0, y: 0, width, height } });
  }

  pixels({ frame, part }: DrawnPart): StripPixels {
    return pixelsOf(frame, part);
  }

  free({ frame }: DrawnPart): void {
    this.release(frame);
  }

  /** Removes one holder. A frame without holders returns to the pool. */
  release(frame: DrawnFrame): void {
    frame.holders--;
    if (frame.holders > 0) return;
    const { width, height } = frame.canvas;
    if (width * height * 4 === this.#size) this.#unused.push(frame);
    else this.#made--;
  }

  #make(width: number, height: number): DrawnFrame {
    this.#made++;
    return { canvas: new OffscreenCanvas(width, height), captured: 0, holders: 0 };
  }

  /** Drops canvases of another size: the window was resized. */
  #turnTo(size: number): void {
    if (size === this.#size) return;
    this.#size = size;
    this.#made -= this.#unused.splice(0).length;
  }
}

/** The context for pictures that are read back. */
export function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new TypeError('This browser has no 2D context for an OffscreenCanvas.');
  return context;
}

function pixelsOf({ canvas }: DrawnFrame, { x, y, width, height }: Box): StripPixels {
  const { data } = contextOf(canvas).getImageData(x, y, width, height);
  return { width, height, format: 'RGBA', data: new Uint8Array(data.buffer), planes: [{ offset: 0, stride: width * 4 }] };
}
