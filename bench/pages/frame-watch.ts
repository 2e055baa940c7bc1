import { readBarcode } from '../../test/address-bar/live-matrix/barcode.js';

/** A picture file as text. */
export type Base64 = string;

/** One frame with a number in it. */
export interface NumberedFrame {
  readonly code: number;
  /** When it came, milliseconds since the epoch. */
  readonly at: number;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One frame as it is seen. */
export interface Shot {
  /** The number in it; null where none can be read. */
  readonly code: number | null;
  readonly plain: Base64;
  readonly enlarged: Base64;
}

async function pictureOf(frame: VideoFrame, box: Box, factor: number, enlarged: number): Promise<Base64> {
  const canvas = new OffscreenCanvas(box.width * enlarged, box.height * enlarged);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('No canvas to be had.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(frame, box.x * factor, box.y * factor, box.width * factor, box.height * factor, 0, 0, canvas.width, canvas.height);
  const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8_192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8_192)));
  return btoa(parts.join(''));
}

/** Device pixels at the bottom in which a page's barcode stands. */
const BARCODE_ROWS = 60;

/** The frames that a track delivers: how many, the newest, and the numbers in them. */
export class FrameWatch {
  count = 0;
  /** When the first one came; null before. */
  firstAt: number | null = null;
  readonly numbered: NumberedFrame[] = [];
  readonly #reader: ReadableStreamDefaultReader<VideoFrame>;
  readonly #sourceWidth: number;
  #newest: VideoFrame | null = null;

  /** @param sourceWidth The width of the picture before it was sent; a sender may have made it smaller. */
  constructor(track: MediaStreamTrack, sourceWidth: number) {
    const Processor = (globalThis as unknown as { MediaStreamTrackProcessor: new (init: object) => { readable: ReadableStream<VideoFrame> } }).MediaStreamTrackProcessor;
    this.#reader = new Processor({ track, maxBufferSize: 8 }).readable.getReader();
    this.#sourceWidth = sourceWidth;
    void this.#read();
  }

  /** A part of the newest frame, as if it were shown in its source's size, once plain and once enlarged so many times. */
  async shot(box: Box, enlarged: number): Promise<Shot> {
    const frame = this.#newest?.clone();
    if (!frame) throw new Error('No frame has come yet.');
    try {
      const factor = frame.displayWidth / this.#sourceWidth;
      return { code: await this.#codeOf(frame), plain: await pictureOf(frame, box, factor, 1), enlarged: await pictureOf(frame, box, factor, enlarged) };
    } finally {
      frame.close();
    }
  }

  /** The number in the newest frame; null where none can be read. */
  code(): Promise<number | null> {
    return this.#newest ? this.#codeOf(this.#newest) : Promise.resolve(null);
  }

  async close(): Promise<void> {
    await this.#reader.cancel();
    this.#newest?.close();
    this.#newest = null;
  }

  async #read(): Promise<void> {
    for (;;) {
      const { value: frame, done } = await this.#reader.read();
      if (done) return;
      const at = performance.timeOrigin + performance.now();
      this.count++;
      this.firstAt ??= at;
      const code = await this.#codeOf(frame);
      if (code !== null) this.numbered.push({ code, at });
      this.#newest?.close();
      this.#newest = frame;
    }
  }

  async #codeOf(frame: VideoFrame): Promise<number | null> {
    const { x = 0, y = 0, width = 0, height = 0 } = frame.visibleRect ?? {};
    const rows = Math.min(BARCODE_ROWS, height) & ~1;
    const rect = { x, y: (y + height - rows) & ~1, width, height: rows };
    const luma = new Uint8Array(frame.allocationSize({ rect }));
    const [plane] = await frame.copyTo(luma, { rect });
    if (!plane) return null;
    return readBarcode((column, row) => luma[plane.offset + row * plane.stride + column] ?? 0, rows, width / this.#sourceWidth);
  }
}
