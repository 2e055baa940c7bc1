import type { FrameSource } from '../decide/frame-store.js';
import { contextOf } from './canvas-store.js';
import type { CanvasStore, DrawnFrame } from './canvas-store.js';

/**
 * A hidden video that plays the capture. Each of its frames is drawn on a canvas.
 *
 * If a frame arrives while another is judged, it's skipped, and the newest one comes next. Browsers
 * stop frame callbacks in hidden pages (HTMLVideoElement, `requestVideoFrameCallback`), so no frames
 * come then.
 */
export class CanvasSource implements FrameSource<DrawnFrame> {
  readonly #store: CanvasStore;
  readonly #video = document.createElement('video');
  #request = 0;
  #captured = 0;
  #ended = false;
  /** The next call gets the current picture, because it hasn't been delivered yet or is wanted again. */
  #due = false;
  #give: ((frame: DrawnFrame | null) => void) | null = null;

  constructor(store: CanvasStore) {
    this.#store = store;
  }

  /** Starts playing. */
  async play(track: MediaStreamTrack): Promise<void> {
    this.#video.muted = true;
    this.#video.playsInline = true;
    this.#video.srcObject = new MediaStream([track]);
    await this.#video.play();
    this.#ask();
  }

  next(): Promise<DrawnFrame | null> {
    return new Promise((resolve) => {
      if (this.#ended) {
        resolve(null);
        return;
      }
      this.#give = resolve;
      if (this.#due) this.again();
    });
  }

  /** Delivers the current picture again on the next request. A window that doesn't change yields no new frames by itself. */
  again(): void {
    this.#due = true;
    if (this.#give && this.#video.videoWidth > 0 && !document.hidden) this.#draw(this.#give);
  }

  capturedAt({ captured }: DrawnFrame): number {
    return captured;
  }

  close(frame: DrawnFrame): void {
    this.#store.release(frame);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#video.cancelVideoFrameCallback(this.#request);
    this.#video.srcObject = null;
    this.#give?.(null);
    this.#give = null;
  }

  #ask(): void {
    if (this.#ended) return;
    this.#request = this.#video.requestVideoFrameCallback((_, { captureTime, mediaTime }) => {
      this.#captured = captureTime ?? mediaTime * 1_000;
      this.again();
      this.#ask();
    });
  }

  #draw(give: (frame: DrawnFrame) => void): void {
    this.#give = null;
    this.#due = false;
    const { videoWidth: width, videoHeight: height } = this.#video;
    const frame = this.#store.take(width, height, this.#captured);
    contextOf(frame.canvas).drawImage(this.#video, 0, 0, width, height);
    give(frame);
  }
}
