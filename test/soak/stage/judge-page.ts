import { locateAddressBar } from '../../../src/address-bar/locate/locate-address-bar.js';
import { ExactReader } from '../../../src/address-bar/read/exact/exact-reader.js';
import { AddressJudge } from '../../../src/guard/evidence/address-judge.js';
import { VideoFrameCopies } from '../../../src/guard/worker/video-frame-copies.js';

/** Milliseconds: the fastest, the median, and what one in twenty exceeds. */
export interface Spread {
  readonly least: number;
  readonly median: number;
  readonly p95: number;
}

export interface JudgeCost {
  /** What the judge said, so that it is known to have read. */
  readonly verdict: string;
  readonly shown: string | undefined;
  /** A frame whose bar is the one verified last. */
  readonly unchanged: Spread;
  /** A copy of the whole frame for the line. */
  readonly copied: Spread;
  /** A frame whose bar has to be found and read: all of it, and its two large parts. */
  readonly changed: Spread;
  readonly located: Spread;
  readonly read: Spread;
}

function spreadOf(times: number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number): number => Number((sorted[Math.floor(sorted.length * part)] ?? NaN).toFixed(3));
  return { least: at(0), median: at(0.5), p95: at(0.95) };
}

async function timed<R>(into: number[], work: () => R | Promise<R>): Promise<R> {
  const since = performance.now();
  const result = await work();
  into.push(performance.now() - since);
  return result;
}

function timedNow<R>(into: number[], work: () => R): R {
  const since = performance.now();
  const result = work();
  into.push(performance.now() - since);
  return result;
}

/** A window's picture, made as wide as asked by repeating a column of it where nothing stands. */
async function widened(url: string, width: number, height: number): Promise<Uint8ClampedArray> {
  const picture = await createImageBitmap(await (await fetch(url)).blob());
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  const left = picture.width / 2;
  context.drawImage(picture, 0, 0);
  context.drawImage(picture, left, 0, 1, picture.height, left, 0, width - picture.width, picture.height);
  context.drawImage(picture, left, 0, left, picture.height, width - left, 0, left, picture.height);
  return context.getImageData(0, 0, width, height).data;
}

/** As the window capturer has it: I420 by BT.601 in the limited range. */
function toI420(rgba: Uint8ClampedArray, width: number, height: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array((width * height * 3) / 2);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [r, g, b] = rgba.subarray((y * width + x) * 4) as unknown as [number, number, number];
      out[y * width + x] = ((66 * r + 129 * g + 25 * b + 128) >> 8) + 16;
      if (x & 1 || y & 1) continue;
      const at = width * height + (y >> 1) * (width >> 1) + (x >> 1);
      out[at] = ((-38 * r - 74 * g + 112 * b + 128) >> 8) + 128;
      out[at + (width * height) / 4] = ((112 * r - 94 * g - 18 * b + 128) >> 8) + 128;
    }
  }
  return out;
}

/** Judges frames of a still window, and of one whose bar has just changed. */
async function measure({ url, width, height, frames }: { url: string; width: number; height: number; frames: number }): Promise<JudgeCost> {
  const i420 = toI420(await widened(url, width, height), width, height);
  const exact = new ExactReader();
  const [unchanged, copied, changed, located, read]: number[][] = [[], [], [], [], []] as const;
  const judge = new AddressJudge(
    { allowedSites: ['https://example.test/first/*'] },
    { locate: (picture) => timedNow(located!, () => locateAddressBar(picture)), read: (picture, bar) => timedNow(read!, () => exact.read(picture, bar)) },
  );
  const copies = new VideoFrameCopies();
  let judgement = null;
  for (let i = 0; i < frames; i++) {
    const frame = new VideoFrame(i420, { format: 'I420', codedWidth: width, codedHeight: height, timestamp: i * 33_333 });
    if (i % 10 === 0) {
      judge.forget();
      // The first few compile what runs.
      judgement = await timed(i < 100 ? [] : changed!, () => judge.judge(copies.view(frame)));
      copies.free(await timed(copied!, () => copies.copy(frame)));
    } else await timed(i < 100 ? [] : unchanged!, () => judge.judge(copies.view(frame)));
    frame.close();
  }
  return {
    verdict: judgement?.verdict ?? 'none',
    shown: judgement?.shown,
    unchanged: spreadOf(unchanged!),
    copied: spreadOf(copied!),
    changed: spreadOf(changed!),
    located: spreadOf(located!),
    read: spreadOf(read!),
  };
}

declare global {
  interface Window {
    measureJudge: typeof measure;
  }
}
window.measureJudge = measure;
