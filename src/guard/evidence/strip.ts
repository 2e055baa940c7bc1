import type { Picture } from '../../address-bar/address-bar.js';

/** One plane of a picture in memory, as `VideoFrame.copyTo` reports it. */
export interface Plane {
  /** Bytes before the plane. */
  readonly offset: number;
  /** Bytes from one row to the next. */
  readonly stride: number;
}

/** The pixel formats of captured frames, as they arrive or after conversion. */
export type StripFormat = 'I420' | 'NV12' | 'RGBA' | 'RGBX' | 'BGRA' | 'BGRX';

export interface StripPixels {
  readonly width: number;
  readonly height: number;
  readonly format: StripFormat;
  readonly data: Uint8Array;
  readonly planes: readonly Plane[];
}

/** A rectangle in a plane: bytes `from` up to but excluding `to`, in rows `top` up to but excluding `bottom`. */
interface Rows {
  readonly plane: Plane;
  readonly top: number;
  readonly bottom: number;
  readonly from: number;
  readonly to: number;
}

/** One frame as a judge sees it: its size, and as many rows from the top as the judge asks for. */
export interface FrameView {
  readonly width: number;
  readonly height: number;
  /** Strips share memory: a strip is valid until the next one is requested. */
  strip(rows: number): Promise<Strip>;
}

/** The top rows of a frame, in the frame's own pixel format. */
export class Strip {
  constructor(readonly pixels: StripPixels) {}

  get width(): number {
    return this.pixels.width;
  }

  get height(): number {
    return this.pixels.height;
  }

  /** A copy of the rows from the top up to but excluding `bottom`. */
  upTo(bottom: number): Strip {
    const height = Math.min(this.height, Math.ceil(bottom / 2) * 2);
    const parts = rowsOf(this.pixels, 0, height).map(({ plane, bottom: rows }) => ({
      stride: plane.stride,
      bytes: this.pixels.data.subarray(plane.offset, plane.offset + rows * plane.stride),
    }));
    const data = new Uint8Array(parts.reduce((sum, { bytes }) => sum + bytes.byteLength, 0));
    let offset = 0;
    const planes = parts.map(({ stride, bytes }) => {
      data.set(bytes, offset);
      const plane = { offset, stride };
      offset += bytes.byteLength;
      return plane;
    });
    return new Strip({ ...this.pixels, height, data, planes });
  }

  /** Whether the rows `top` up to but excluding `bottom` are identical to the same rows of another strip. */
  sameRows(other: Strip, top: number, bottom: number): boolean {
    const [mine, theirs] = [this.pixels, other.pixels];
    if (mine.format !== theirs.format || mine.width !== theirs.width || bottom > mine.height || bottom > theirs.height) return false;
    const rows = rowsOf(mine, top, bottom);
    const others = rowsOf(theirs, top, bottom);
    return rows.every((part, i) => {
      const twin = others[i];
      return twin !== undefined && sameBytes({ data: mine.data, ...part }, { data: theirs.data, ...twin });
    });
  }

  /**
   * The strip's brightness as a grey picture. Captured frames have brightness for every pixel, but
   * colours only for squares of four, so a row at an edge picks up colour from the next row. `rows` counts
   * from the top; default: all.
   */
  brightness(rows = this.height): Picture {
    const { width, format } = this.pixels;
    const height = Math.min(rows, this.height);
    if (format !== 'I420' && format !== 'NV12') return greyOf(this.picture(height));
    const data = new Uint8ClampedArray(width * height * 4);
    const [plane] = this.pixels.planes;
    if (!plane) throw new TypeError(`The ${format} frame has no planes.`);
    const pixels = new Uint32Array(data.buffer);
    const { greys } = yuvTables();
    for (let y = 0, to = 0; y < height; y++) {
      for (let from = plane.offset + y * plane.stride, end = from + width; from < end; from++, to++) pixels[to] = greys[this.pixels.data[from] ?? 16] ?? 0;
    }
    return { width, height, data };
  }

  /** The strip as RGBA. `rows` counts from the top; default: all. */
  picture(rows = this.height): Picture {
    const height = Math.min(rows, this.height);
    const data = new Uint8ClampedArray(this.width * height * 4);
    const { format } = this.pixels;
    if (format === 'I420' || format === 'NV12') fromYuv(this.pixels, height, data);
    else fromRgb(this.pixels, height, data);
    return { width: this.width, height, data };
  }
}

function rowsOf({ format, width, planes }: StripPixels, top: number, bottom: number): Rows[] {
  const half = Math.ceil(width / 2);
  const chroma = { top: top >> 1, bottom: (bottom + 1) >> 1, from: 0 };
  return planes.map((plane, i) => {
    if (format === 'I420') return i === 0 ? { plane, top, bottom, from: 0, to: width } : { plane, ...chroma, to: half };
    if (format === 'NV12') return i === 0 ? { plane, top, bottom, from: 0, to: width } : { plane, ...chroma, to: half * 2 };
    return { plane, top, bottom, from: 0, to: width * 4 };
  });
}

type RowsIn = Rows & { readonly data: Uint8Array };

function sameBytes(a: RowsIn, b: RowsIn): boolean {
  for (let row = a.top; row < a.bottom; row++) {
    const [atA, atB] = [a.plane.offset + row * a.plane.stride, b.plane.offset + row * b.plane.stride];
    if (!sameRow(a.data, atA + a.from, b.data, atB + a.from, a.to - a.from)) return false;
  }
  return true;
}

/** Compares four bytes at a time if both rows have the same alignment in memory, as rows of equally high strips do. */
function sameRow(a: Uint8Array, atA: number, b: Uint8Array, atB: number, length: number): boolean {
  const [startA, startB] = [a.byteOffset + atA, b.byteOffset + atB];
  let done = 0;
  if (startA % 4 === startB % 4) {
    const head = Math.min(length, (4 - (startA % 4)) % 4);
    for (; done < head; done++) if (a[atA + done] !== b[atB + done]) return false;
    const words = (length - head) >> 2;
    const wordsA = new Int32Array(a.buffer, startA + head, words);
    const wordsB = new Int32Array(b.buffer, startB + head, words);
    for (let i = 0; i < words; i++) if (wordsA[i] !== wordsB[i]) return false;
    done += words * 4;
  }
  for (; done < length; done++) if (a[atA + done] !== b[atB + done]) return false;
  return true;
}

interface YuvTables {
  readonly luma: Int32Array;
  readonly redOfV: Int32Array;
  readonly greenOfU: Int32Array;
  readonly greenOfV: Int32Array;
  readonly blueOfU: Int32Array;
  /** The grey pixel for each byte of limited-range luma. */
  readonly greys: Uint32Array;
}

let tables: YuvTables | undefined;

/**
 * Chromium's window capturers convert the screen's RGB to YUV with BT.601 in the limited range
 * (libyuv's ARGBToI420), whatever the frame's `colorSpace` says. Only the exact inverse gives the right
 * tones.
 *
 * Created on first use: this module is also loaded into pages whose scripts may have replaced
 * `Math.round`, and loading must not fail there.
 */
const yuvTables = (): YuvTables =>
  (tables ??= {
    luma: table(1.164383, 16),
    redOfV: table(1.596027),
    greenOfU: table(-0.391762),
    greenOfV: table(-0.812968),
    blueOfU: table(2.017232),
    greys: Uint32Array.from({ length: 256 }, (_, byte) => (0xff000000 | (toByte(Math.round(1.164383 * (byte - 16))) * 0x010101)) >>> 0),
  });

/** The factor times each byte minus `zero`, in 65,536ths. */
function table(factor: number, zero = 128): Int32Array {
  return Int32Array.from({ length: 256 }, (_, byte) => Math.round(factor * (byte - zero) * 65_536));
}

function fromYuv({ format, width, data, planes }: StripPixels, height: number, out: Uint8ClampedArray): void {
  const [luma, u, v] = planes;
  if (!luma || !u) throw new TypeError(`The ${format} frame has no planes.`);
  const [chromaV, step] = format === 'NV12' || !v ? [{ ...u, offset: u.offset + 1 }, 2] : [v, 1];
  const pixels = new Uint32Array(out.buffer, out.byteOffset, width * height);
  for (let y = 0; y < height; y++) {
    const row = y >> 1;
    fromYuvRow(data, { y: luma.offset + y * luma.stride, u: u.offset + row * u.stride, v: chromaV.offset + row * chromaV.stride, step }, pixels.subarray(y * width, (y + 1) * width));
  }
}

function fromYuvRow(data: Uint8Array, at: { y: number; u: number; v: number; step: number }, out: Uint32Array): void {
  const { luma, redOfV, greenOfU, greenOfV, blueOfU } = yuvTables();
  let { u, v } = at;
  let [last, pixel] = [-1, 0];
  for (let x = 0; x < out.length; x++) {
    const byteY = data[at.y + x] ?? 16;
    const byteU = data[u] ?? 128;
    const byteV = data[v] ?? 128;
    const yuv = byteY | (byteU << 8) | (byteV << 16);
    // Most of a browser's toolbar has a single colour.
    if (yuv !== last) {
      last = yuv;
      // Half a unit more, so that truncating rounds.
      const bright = (luma[byteY] ?? 0) + 32_768;
      const red = (bright + (redOfV[byteV] ?? 0)) >> 16;
      const green = (bright + (greenOfU[byteU] ?? 0) + (greenOfV[byteV] ?? 0)) >> 16;
      const blue = (bright + (blueOfU[byteU] ?? 0)) >> 16;
      pixel = 0xff000000 | (toByte(blue) << 16) | (toByte(green) << 8) | toByte(red);
    }
    out[x] = pixel;
    if (x & 1) {
      u += at.step;
      v += at.step;
    }
  }
}

function greyOf({ width, height, data }: Picture): Picture {
  const grey = new Uint8ClampedArray(data.length);
  for (let at = 0; at < data.length; at += 4) {
    grey.fill(Math.round(0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0)), at, at + 3);
    grey[at + 3] = 255;
  }
  return { width, height, data: grey };
}

function toByte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

function fromRgb({ format, width, data, planes }: StripPixels, height: number, out: Uint8ClampedArray): void {
  const [plane] = planes;
  if (!plane) throw new TypeError(`The ${format} frame has no plane.`);
  const [r, b] = format.startsWith('BGR') ? [2, 0] : [0, 2];
  for (let y = 0, to = 0; y < height; y++) {
    let at = plane.offset + y * plane.stride;
    for (let x = 0; x < width; x++, at += 4, to += 4) {
      out[to] = data[at + r] ?? 0;
      out[to + 1] = data[at + 1] ?? 0;
      out[to + 2] = data[at + b] ?? 0;
      out[to + 3] = 255;
    }
  }
}
