import type { Box } from '../../address-bar/address-bar.js';
import type { FrameStore } from '../decide/frame-store.js';
import { Strip } from '../evidence/strip.js';
import type { FrameView, Plane, StripFormat, StripPixels } from '../evidence/strip.js';

/** A frame's pixels in the guard's own memory. */
export interface FrameCopy {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly size: number;
  readonly init: Omit<VideoFrameBufferInit, 'timestamp'>;
  /** The frame's own timestamp, microseconds. */
  readonly timestamp: number;
}

/** Formats that are requested from `copyTo` and used to build frames. */
const COPYABLE: readonly string[] = ['I420', 'NV12', 'RGBA', 'RGBX', 'BGRA', 'BGRX'] satisfies StripFormat[];

/** The format in which a frame is copied: its own if that's a common one. */
function formatFor(frame: VideoFrame): StripFormat {
  return frame.format !== null && COPYABLE.includes(frame.format) ? (frame.format as StripFormat) : 'RGBA';
}

/** Omitted if the format is the frame's own: older browsers can't convert. */
function conversion(frame: VideoFrame, format: StripFormat): VideoFrameCopyToOptions {
  return frame.format === format ? {} : ({ format });
}

/**
 * Copies of frames in reused memory. Captured frames come from the capturer's small pool, and holding
 * more than a few starves it. Waiting frames therefore have to be copied, and allocating memory for
 * each copy would cost twice as much as the copy itself.
 */
export class VideoFrameCopies implements FrameStore<VideoFrame, FrameCopy> {
  readonly #viewer = new FrameViewer();
  readonly #free: Uint8Array<ArrayBuffer>[] = [];
  #bytes = 0;
  /** The current size of a copy. Memory of another size is left over from before the window was resized. */
  #size = 0;

  get bytes(): number {
    return this.#bytes;
  }

  /** Discards free memory of another size. @returns bytes that a copy needs beyond the free memory */
  shortage(frame: VideoFrame, part?: Box): number {
    const size = sizeOf(frame, part);
    this.#turnTo(size);
    return this.#free.length > 0 ? 0 : size;
  }

  async copy(frame: VideoFrame, part?: Box): Promise<FrameCopy> {
    const format = formatFor(frame);
    const rect = rectOf(frame, part);
    const size = sizeOf(frame, part);
    const bytes = this.#take(size);
    try {
      const layout = await frame.copyTo(bytes, { rect, ...conversion(frame, format) });
      const { width, height } = rect;
      const init = { format, codedWidth: width, codedHeight: height, layout, colorSpace: frame.colorSpace.toJSON() };
      return { bytes, size, init, timestamp: frame.timestamp };
    } catch (error) {
      this.#giveBack(bytes);
      throw error;
    }
  }

  view(frame: VideoFrame): FrameView {
    return this.#viewer.view(frame);
  }

  pixels({ bytes, init: { format, codedWidth: width, codedHeight: height, layout = [] } }: FrameCopy): StripPixels {
    return { width, height, format: format as StripFormat, data: bytes, planes: layout };
  }

  /** Builds a new frame from a copy, which remains valid. */
  build({ bytes, init }: FrameCopy, timestamp: number): VideoFrame {
    return new VideoFrame(bytes, { ...init, timestamp });
  }

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

function visible(frame: VideoFrame): { x: number; y: number; width: number; height: number } {
  const { x, y, width, height } = frame.visibleRect ?? { x: 0, y: 0, width: frame.codedWidth, height: frame.codedHeight };
  return { x, y, width, height };
}

/**
 * The rectangle of a part of the visible frame. If colours are stored for two by two pixels, only even
 * edges can be cut, so the rectangle is rounded inwards.
 */
function rectOf(frame: VideoFrame, part: Box | undefined): DOMRectInit & { width: number; height: number } {
  const { x, y, width, height } = visible(frame);
  if (!part) return { x, y, width, height };
  const [left, top] = [even(x + part.x + 1), even(y + part.y + 1)];
  const [right, bottom] = [even(x + Math.min(width, part.x + part.width)), even(y + Math.min(height, part.y + part.height))];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function even(value: number): number {
  return Math.floor(value / 2) * 2;
}

function sizeOf(frame: VideoFrame, part: Box | undefined): number {
  return frame.allocationSize({ rect: rectOf(frame, part), ...conversion(frame, formatFor(frame)) });
}

/** Reads frames through a single buffer that is reused. */
class FrameViewer {
  #memory = new Uint8Array(0);

  view(frame: VideoFrame): FrameView {
    const { width, height } = visible(frame);
    return { width, height, strip: (rows) => this.#strip(frame, rows) };
  }

  async #strip(frame: VideoFrame, rows: number): Promise<Strip> {
    const format = formatFor(frame);
    const { x, y, width, height } = visible(frame);
    const rect = { x, y, width, height: Math.min(height, Math.ceil(rows / 2) * 2) };
    const options = { rect, ...conversion(frame, format) };
    const size = frame.allocationSize(options);
    if (this.#memory.byteLength < size) this.#memory = new Uint8Array(size);
    const planes: Plane[] = await frame.copyTo(this.#memory.subarray(0, size), options);
    return new Strip({ width, height: rect.height, format, data: this.#memory, planes });
  }
}
