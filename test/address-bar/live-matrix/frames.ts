import type { Picture } from '../../../src/address-bar/address-bar.js';
import { readBarcode } from './barcode.js';

/** Rows at the top of a window in which its address bar is, in CSS pixels. */
const toolbarHeight = 120;
/** Frames in a row whose top must be alike before a page counts as settled. */
const settledFrames = 3;
/** Without a frame for so long, nothing in the window changes; milliseconds. */
const stillMs = 1_000;

async function copyRows(frame: VideoFrame, top: number, rows: number): Promise<Picture> {
  const { width = 0, height = 0, x = 0, y = 0 } = frame.visibleRect ?? {};
  const rect = { x, y: y + Math.min(top, height - rows), width, height: rows };
  const data = new Uint8ClampedArray(width * rows * 4);
  await frame.copyTo(data, { rect, format: 'RGBA' } as VideoFrameCopyToOptions);
  return { width, height: rows, data, wholeHeight: height };
}

function sameBytes(one: Picture, other: Picture): boolean {
  if (one.data.length !== other.data.length) return false;
  for (let index = 0; index < one.data.length; index++) if (one.data[index] !== other.data[index]) return false;
  return true;
}

async function codeOf(frame: VideoFrame, scale: number): Promise<number | null> {
  const height = frame.visibleRect?.height ?? 0;
  const depth = Math.min(height, Math.ceil(60 * scale) & ~1);
  const bottom = await copyRows(frame, (height - depth) & ~1, depth);
  return readBarcode((x, y) => bottom.data[(y * bottom.width + x) * 4 + 1] ?? 0, depth, scale);
}

/** Frames of a captured window, read until the page with a certain barcode has settled. */
export class Frames {
  readonly #reader: ReadableStreamDefaultReader<VideoFrame>;
  readonly #scale: number;
  #reading: Promise<ReadableStreamReadResult<VideoFrame>> | null = null;
  #top: Picture | null = null;

  constructor(stream: ReadableStream<VideoFrame>, scale: number) {
    this.#reader = stream.getReader();
    this.#scale = scale;
  }

  /** The top of the window once it shows the page with this code (null: any page) and has stopped changing. */
  async settledTop(code: number | null): Promise<Picture> {
    let alike = 0;
    for (;;) {
      const frame = await this.#next();
      if (!frame) {
        // A page with a code never stands still: its frames are only late.
        if (code === null && this.#top) return this.#top;
        continue;
      }
      try {
        if (code !== null && (await codeOf(frame, this.#scale)) !== code) continue;
        const top = await copyRows(frame, 0, Math.ceil(toolbarHeight * this.#scale) & ~1);
        alike = this.#top && sameBytes(this.#top, top) ? alike + 1 : 1;
        this.#top = top;
        if (alike === settledFrames) return top;
      } finally {
        frame.close();
      }
    }
  }

  /** The next frame, or null where none comes: of a window that stands still the capturer may send no other. */
  async #next(): Promise<VideoFrame | null> {
    this.#reading ??= this.#reader.read();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const still = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), stillMs)));
    const next = await Promise.race([this.#reading, still]);
    clearTimeout(timer);
    if (!next) return null;
    this.#reading = null;
    if (next.done) throw new Error('The captured window has closed.');
    return next.value;
  }
}
