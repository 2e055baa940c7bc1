import type { Picture } from './address-bar/address-bar.js';

/** One plane of a picture in memory, as `VideoFrame.copyTo` tells it. */
export interface Plane {
  /** Bytes before its first. */
  readonly offset: number;
  /** Bytes from one row to the next. */
  readonly stride: number;
}

/** The pixel formats in which captured frames come, or into which they are turned. */
export type StripFormat = 'I420' | 'NV12' | 'RGBA' | 'RGBX' | 'BGRA' | 'BGRX';

export interface StripPixels {
  readonly width: number;
  readonly height: number;
  readonly format: StripFormat;
  readonly data: Uint8Array;
  readonly planes: readonly Plane[];
}

/** A rectangle of rows of a plane: bytes `from` until before `to` of the rows `top` until before `bottom`. */
interface Rows {
  readonly plane: Plane;
  readonly top: number;
  readonly bottom: number;
  readonly from: number;
  readonly to: number;
}

/** One frame as a judge sees it: its size, and as many of its rows from the top as the judge asks for. */
export interface FrameView {
  readonly width: number;
  readonly height: number;
  /** Strips share memory: one is valid until the next is asked for. */
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

  /** The rows from the top until before `bottom`, in memory of their own. */
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

  /** Whether the rows `top` until before `bottom` hold the very same pixels as another strip's. */
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

  /** The strip as red, green, blue and alpha; `rows` from the top, all by default. */
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

/** Compares four bytes at a time where both rows begin alike in their memory, as those of strips of one height do. */
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

/**
 * Chromium's window capturers turn the screen's RGB into YUV by BT.601 in the
 * limited range (libyuv's ARGBToI420), whatever the frame's own `colorSpace`
 * says; the way back must be the same one for the tones to come out right.
 */
const FROM_YUV = { luma: table(1.164383, 16), redOfV: table(1.596027), greenOfU: table(-0.391762), greenOfV: table(-0.812968), blueOfU: table(2.017232) };

/** A factor times each byte less `zero`, in 65,536ths. */
function table(factor: number, zero = 128): Int32Array {
  return Int32Array.from({ length: 256 }, (_, byte) => Math.round(factor * (byte - zero) * 65_536));
}

function fromYuv({ format, width, data, planes }: StripPixels, height: number, out: Uint8ClampedArray): void {
  const [luma, u, v] = planes;
  if (!luma || !u) throw new TypeError(`A frame in ${format} without its planes.`);
  const [chromaV, step] = format === 'NV12' || !v ? [{ ...u, offset: u.offset + 1 }, 2] : [v, 1];
  const pixels = new Uint32Array(out.buffer, out.byteOffset, width * height);
  for (let y = 0; y < height; y++) {
    const row = y >> 1;
    fromYuvRow(data, { y: luma.offset + y * luma.stride, u: u.offset + row * u.stride, v: chromaV.offset + row * chromaV.stride, step }, pixels.subarray(y * width, (y + 1) * width));
  }
}

function fromYuvRow(data: Uint8Array, at: { y: number; u: number; v: number; step: number }, out: Uint32Array): void {
  const { luma, redOfV, greenOfU, greenOfV, blueOfU } = FROM_YUV;
  let { u, v } = at;
  let [last, pixel] = [-1, 0];
  for (let x = 0; x < out.length; x++) {
    const byteY = data[at.y + x] ?? 16;
    const byteU = data[u] ?? 128;
    const byteV = data[v] ?? 128;
    const yuv = byteY | (byteU << 8) | (byteV << 16);
    // A browser's toolbar is mostly of one colour.
    if (yuv !== last) {
      last = yuv;
      // Half a step more, so that cutting off rounds.
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

function toByte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

function fromRgb({ format, width, data, planes }: StripPixels, height: number, out: Uint8ClampedArray): void {
  const [plane] = planes;
  if (!plane) throw new TypeError(`A frame in ${format} without its plane.`);
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
