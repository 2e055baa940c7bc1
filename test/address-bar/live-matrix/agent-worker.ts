import { ExactReader } from '../../../src/address-bar/read/exact/exact-reader.js';
import { locateAddressBar } from '../../../src/address-bar/locate/locate-address-bar.js';
import type { Seen } from './attempt.js';
import { Frames } from './frames.js';

type Request =
  | { readonly kind: 'frames'; readonly stream: ReadableStream<VideoFrame>; readonly scale: number }
  | { readonly kind: 'read'; readonly code: number | null };

const reader = new ExactReader();
let frames: Frames | undefined;

async function read(source: Frames, code: number | null): Promise<Seen> {
  const top = await source.settledTop(code);
  const started = performance.now();
  const bar = locateAddressBar(top);
  const located = performance.now();
  const reading = bar && reader.read(top, bar);
  return { located: bar !== null, reading, locateMs: located - started, readMs: performance.now() - located };
}

async function answer(request: Request): Promise<Seen | null> {
  if (request.kind === 'read') {
    if (!frames) throw new Error('Nothing is being captured yet.');
    return read(frames, request.code);
  }
  frames = new Frames(request.stream, request.scale);
  return null;
}

self.addEventListener('message', ({ data }: MessageEvent<{ id: number; request: Request }>) => {
  answer(data.request).then(
    (result) => self.postMessage({ id: data.id, result }),
    (error: unknown) => self.postMessage({ id: data.id, error: String(error) }),
  );
});
