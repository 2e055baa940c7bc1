import type { BrightPlane } from './paint-watch.js';
import { Strip } from './strip.js';
import type { FrameView, Plane, StripFormat } from './strip.js';

/** A frame's pixels in memory of the guard's own. */
export interface FrameCopy {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly size: number;
  readonly init: Omit<VideoFrameBufferInit, 'timestamp'>;
  /** The frame's own timestamp, microseconds. */
  readonly timestamp: number;
}

/** The brightness in a copy, its green channel where it has no other. */
export function brightnessOf({ bytes, init }: FrameCopy): BrightPlane {
  const { codedWidth: width, codedHeight: height, layout } = init;
  const [{ offset, stride }] = layout as [PlaneLayout];
  const isYuv = init.format === 'I420' || init.format === 'NV12';
  return { width, height, bytes, stride, offset: isYuv ? offset : offset + 1, step: isYuv ? 1 : 4 };
}

/** What is asked of `copyTo` and of a frame built from it. */
const COPYABLE: readonly string[] = ['I420', 'NV12', 'RGBA', 'RGBX', 'BGRA', 'BGRX'] satisfies StripFormat[];

/** Into which format a frame is copied: its own where that is a common one. */
function formatFor(frame: VideoFrame): StripFormat {
  return frame.format !== null && COPYABLE.includes(frame.format) ? (frame.format as StripFormat) : 'RGBA';
}

/** Left out where it is the frame's own: older browsers copy in no other. */
function conversion(frame: VideoFrame, format: StripFormat): VideoFrameCopyToOptions {
  return frame.format === format ? {} : ({ format });
}

/**
 * Copies of frames in reused memory. Captured frames come from a small pool of
 * the capturer's; holding more than a few starves it, so that what waits has to
 * be copied, and new memory for each copy would cost twice the copy itself.
 */
export class FrameCopies {
  readonly #free: Uint8Array<ArrayBuffer>[] = [];
  #bytes = 0;
  /** How large the copies are at present. Memory of another size is of a window before it was resized. */
  #size = 0;

  /** Bytes of all memory held, in use or free. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Gives up what is free in another size. @returns bytes that a copy of this frame needs beyond the memory that is free */
  shortage(frame: VideoFrame): number {
    const size = sizeOf(frame);
    this.#turnTo(size);
    return this.#free.length > 0 ? 0 : size;
  }

  async copy(frame: VideoFrame): Promise<FrameCopy> {
    const format = formatFor(frame);
    const size = sizeOf(frame);
    const bytes = this.#take(size);
    try {
      const layout = await frame.copyTo(bytes, conversion(frame, format));
      const { width, height } = visible(frame);
      const { displayWidth, displayHeight, timestamp } = frame;
      const init = { format, codedWidth: width, codedHeight: height, displayWidth, displayHeight, layout, colorSpace: frame.colorSpace.toJSON() };
      return { bytes, size, init, timestamp };
    } catch (error) {
      this.#giveBack(bytes);
      throw error;
    }
  }

  /** A frame of its own from a copy, which stays. */
  build({ bytes, init }: FrameCopy, timestamp: number): VideoFrame {
    return new VideoFrame(bytes, { ...init, timestamp });
  }

  /** The copy's memory may be used again. */
  free({ bytes }: FrameCopy): void {
    this.#giveBack(bytes);
  }

  #take(size: number): Uint8Array<ArrayBuffer> {
    this.#turnTo(size);
    const found = this.#free.pop();
    if (found) return found;
    this.#bytes += size;
    return new Uint8Array(size);
  }

  #turnTo(size: number): void {
    if (size === this.#size) return;
    this.#size = size;
    for (const old of this.#free.splice(0)) this.#bytes -= old.byteLength;
  }

  #giveBack(bytes: Uint8Array<ArrayBuffer>): void {
    if (bytes.byteLength === this.#size) this.#free.push(bytes);
    else this.#bytes -= bytes.byteLength;
  }
}

function visible(frame: VideoFrame): { width: number; height: number } {
  const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
  return { width, height };
}

function sizeOf(frame: VideoFrame): number {
  return frame.allocationSize(conversion(frame, formatFor(frame)));
}

/** Looks at frames through one piece of reused memory. */
export class FrameViewer {
  #memory = new Uint8Array(0);

  view(frame: VideoFrame): FrameView {
    const { width, height } = visible(frame);
    return { width, height, strip: (rows) => this.#strip(frame, rows) };
  }

  async #strip(frame: VideoFrame, rows: number): Promise<Strip> {
    const format = formatFor(frame);
    const { width, height } = visible(frame);
    const { x, y } = frame.visibleRect ?? { x: 0, y: 0 };
    const rect = { x, y, width, height: Math.min(height, Math.ceil(rows / 2) * 2) };
    const options = { rect, ...conversion(frame, format) };
    const size = frame.allocationSize(options);
    if (this.#memory.byteLength < size) this.#memory = new Uint8Array(size);
    const planes: Plane[] = await frame.copyTo(this.#memory.subarray(0, size), options);
    return new Strip({ width, height: rect.height, format, data: this.#memory, planes });
  }
}
