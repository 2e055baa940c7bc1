/** Reads frames from a track (W3C MediaStreamTrack Insertable Media Processing; Chromium also offers it on the main thread). */
interface FrameSource {
  readonly readable: ReadableStream<VideoFrame>;
}

/** A track made of frames: Chromium's older form of `VideoTrackGenerator`. */
export interface FrameTrack extends MediaStreamTrack {
  readonly writable: WritableStream<VideoFrame>;
}

interface StreamsGlobals {
  readonly MediaStreamTrackProcessor?: new (init: { track: MediaStreamTrack; maxBufferSize?: number }) => FrameSource;
  readonly MediaStreamTrackGenerator?: new (init: { kind: 'video' }) => FrameTrack;
}

/**
 * How the guard can work in this browser.
 *
 * - `streams`: frames go through a worker; also works in hidden pages
 * - `canvas`: this page draws the frames; while the page is hidden, no frame leaves
 * - `none`: neither works; nothing may be shared under Allowed Sites
 */
export type GuardSupport = 'streams' | 'canvas' | 'none';

/** How the guard can work here. Ask before the picker opens. */
export function guardSupport(): GuardSupport {
  if (typeof document === 'undefined' || typeof Worker === 'undefined') return 'none';
  const { MediaStreamTrackProcessor, MediaStreamTrackGenerator } = globalThis as StreamsGlobals;
  if (MediaStreamTrackProcessor && MediaStreamTrackGenerator && typeof VideoFrame !== 'undefined') return 'streams';
  const frameCallback = 'requestVideoFrameCallback' in HTMLVideoElement.prototype;
  const canvasTrack = 'captureStream' in HTMLCanvasElement.prototype && 'CanvasCaptureMediaStreamTrack' in globalThis;
  return frameCallback && canvasTrack ? 'canvas' : 'none';
}

/**
 * How many frames may wait while the guard is busy. The browser's default is one: it discards the
 * others, and with them any address that was visible for only an instant.
 */
const MOST_UNREAD = 4;

/** The frames of a captured track. */
export function framesOf(track: MediaStreamTrack): ReadableStream<VideoFrame> {
  const { MediaStreamTrackProcessor } = globalThis as StreamsGlobals;
  if (!MediaStreamTrackProcessor) throw new TypeError('This browser has no MediaStreamTrackProcessor.');
  return new MediaStreamTrackProcessor({ track, maxBufferSize: MOST_UNREAD }).readable;
}

/** A track that shows what is written to it. */
export function createFrameTrack(): FrameTrack {
  const { MediaStreamTrackGenerator } = globalThis as StreamsGlobals;
  if (!MediaStreamTrackGenerator) throw new TypeError('This browser has no MediaStreamTrackGenerator.');
  return new MediaStreamTrackGenerator({ kind: 'video' });
}
