import { Frames } from './frames.js';

type Request =
  | { readonly kind: 'frames'; readonly stream: ReadableStream<VideoFrame>; readonly scale: number }
  | { readonly kind: 'top'; readonly code: number };

let frames: Frames | undefined;

async function answer(request: Request): Promise<unknown> {
  if (request.kind === 'frames') {
    frames = new Frames(request.stream, request.scale);
    return null;
  }
  if (!frames) throw new Error('Nothing is being captured yet.');
  return frames.settledTop(request.code);
}

self.addEventListener('message', ({ data }: MessageEvent<{ id: number; request: Request }>) => {
  answer(data.request).then(
    (result) => self.postMessage({ id: data.id, result }),
    (error: unknown) => self.postMessage({ id: data.id, error: String(error) }),
  );
});
