import type { FrameOutlet } from '../decide/frame-store.js';
import type { CanvasStore, DrawnPart } from './canvas-store.js';

/** If no new frame comes for this long, the last one is shown again. */
const REPEAT_MS = 1_000;

/** Draws released frames on a canvas whose track goes to the visitors. */
export class CanvasOutlet implements FrameOutlet<DrawnPart> {
  readonly track: CanvasCaptureMediaStreamTrack;
  readonly #store: CanvasStore;
  readonly #canvas = document.createElement('canvas');
  #last: DrawnPart | null = null;
  #written = 0;
  #shownAt = -Infinity;
  #closed = false;

  constructor(store: CanvasStore) {
    this.#store = store;
    // In Firefox, the context has to exist before the track does.
    this.#canvas.getContext('2d', { alpha: false });
    const [track] = this.#canvas.captureStream(0).getVideoTracks();
    if (!track) throw new TypeError('This browser returned no track for a canvas.');
    this.track = track as CanvasCaptureMediaStreamTrack;
  }

  get shown(): DrawnPart | null {
    return this.#last;
  }

  get written(): number {
    return this.#written;
  }

  show(drawn: DrawnPart, now: number): void {
    const { frame: { canvas }, part: { x, y, width, height } } = drawn;
    if (this.#canvas.width !== width || this.#canvas.height !== height) Object.assign(this.#canvas, { width, height });
    this.#canvas.getContext('2d', { alpha: false })?.drawImage(canvas, x, y, width, height, 0, 0, width, height);
    if (this.#last) this.#store.free(this.#last);
    this.#last = drawn;
    this.repeat(now);
  }

  tick(now: number): void {
    if (now - this.#shownAt >= REPEAT_MS) this.repeat(now);
  }

  repeat(now: number): void {
    if (this.#closed || !this.#last) return;
    this.#shownAt = now;
    this.#written++;
    this.track.requestFrame();
  }

  /** A canvas track delivers whatever was drawn last, so the canvas has to be cleared. */
  forget(held: boolean): void {
    if (this.#last && held) {
      this.#canvas.getContext('2d', { alpha: false })?.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
      this.track.requestFrame();
    }
    if (this.#last) this.#store.free(this.#last);
    this.#last = null;
  }

  close(): void {
    this.#closed = true;
    this.#last = null;
  }
}
