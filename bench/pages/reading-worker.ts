import type { Picture } from '../../src/address-bar/address-bar.js';
import { ExactReader } from '../../src/address-bar/read/exact/exact-reader.js';
import { locateAddressBar } from '../../src/address-bar/locate/locate-address-bar.js';
import { ocrPicture } from '../../src/address-bar/read/ocr/ocr-picture.js';
import type { Seen } from '../../test/address-bar/live-matrix/attempt.js';
import { Frames } from '../../test/address-bar/live-matrix/frames.js';

/** Bytes as text, to get them out of the browser. */
export interface Bytes {
  readonly width: number;
  readonly height: number;
  readonly base64: string;
}

/** What the exact reader made of a window, and the same picture for an OCR engine. */
export interface SeenWithPictures extends Seen {
  /** The top of the window, RGBA. */
  readonly strip: Bytes;
  /** The address alone, grey, enlarged, dark on white; null where no bar was found. */
  readonly crop: Bytes | null;
}

type Request =
  | { readonly kind: 'frames'; readonly stream: ReadableStream<VideoFrame>; readonly scale: number }
  | { readonly kind: 'read'; readonly code: number | null };

/** The height of letters that Tesseract reads best, pixels; also what the guard's own OCR uses. */
const LETTER_HEIGHT = 40;

const reader = new ExactReader();
let frames: Frames | undefined;

function bytesOf({ width, height, data }: { width: number; height: number; data: Uint8Array | Uint8ClampedArray }): Bytes {
  const parts: string[] = [];
  for (let at = 0; at < data.length; at += 8_192) parts.push(String.fromCharCode(...data.subarray(at, at + 8_192)));
  return { width, height, base64: btoa(parts.join('')) };
}

function read(top: Picture): SeenWithPictures {
  const started = performance.now();
  const bar = locateAddressBar(top);
  const located = performance.now();
  const reading = bar && reader.read(top, bar);
  const readMs = performance.now() - located;
  const crop = bar && ocrPicture(top, bar, LETTER_HEIGHT);
  return { located: bar !== null, reading, locateMs: located - started, readMs, strip: bytesOf(top), crop: crop && bytesOf(crop.grey) };
}

async function answer(request: Request): Promise<SeenWithPictures | null> {
  if (request.kind === 'frames') {
    frames = new Frames(request.stream, request.scale);
    return null;
  }
  if (!frames) throw new Error('Nothing is being captured yet.');
  return read(await frames.settledTop(request.code));
}

self.addEventListener('message', ({ data }: MessageEvent<{ id: number; request: Request }>) => {
  answer(data.request).then(
    (result) => self.postMessage({ id: data.id, result }),
    (error: unknown) => self.postMessage({ id: data.id, error: String(error) }),
  );
});
