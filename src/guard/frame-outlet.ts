import type { FrameCopies, FrameCopy } from './frame-copies.js';

/** Without a new frame for this long, the last one is shown again, so that whoever comes late gets a picture. */
const REPEAT_MS = 1_000;
/** Frames that were handed to the outgoing track and not taken yet; more are left out rather than piled up. */
const MOST_UNDER_WAY = 4;

/** Writes released frames to the outgoing track, and the last one again while nothing new comes. */
export class FrameOutlet {
  readonly #copies: FrameCopies;
  readonly #writer: WritableStreamDefaultWriter<VideoFrame>;
  #last: FrameCopy | null = null;
  #lastTimestamp = 0;
  #lastWritten = -Infinity;
  #underWay = 0;
  #written = 0;

  constructor(writable: WritableStream<VideoFrame>, copies: FrameCopies) {
    this.#copies = copies;
    this.#writer = writable.getWriter();
    // A track that was stopped takes no more frames; that is no failure of the guard's.
    this.#writer.closed.catch(() => undefined);
  }

  /** What is shown at the moment; null before the first frame. */
  get shown(): FrameCopy | null {
    return this.#last;
  }

  /** Frames written so far, repetitions included. */
  get written(): number {
    return this.#written;
  }

  /** Shows a frame; its memory is freed once another takes its place. */
  show(copy: FrameCopy, now: number): void {
    if (this.#last) this.#copies.free(this.#last);
    this.#last = copy;
    this.#write(copy, Math.max(copy.timestamp, this.#lastTimestamp + 1), now);
  }

  /** The last frame isn't shown again: other rules hold than those by which it was let out. */
  forget(): void {
    if (this.#last) this.#copies.free(this.#last);
    this.#last = null;
  }

  /** Shows the last frame again where nothing was shown for a while. */
  tick(now: number): void {
    if (now - this.#lastWritten >= REPEAT_MS) this.repeat(now);
  }

  /** Shows the last frame again at once. */
  repeat(now: number): void {
    if (this.#last) this.#write(this.#last, this.#lastTimestamp + Math.max(1, Math.round((now - this.#lastWritten) * 1_000)), now);
  }

  /** Nothing is shown any more. The track stays with its last picture until it is stopped. */
  close(): void {
    this.#last = null;
    this.#writer.close().catch(() => undefined);
  }

  #write(copy: FrameCopy, timestamp: number, now: number): void {
    this.#lastWritten = now;
    if (this.#underWay >= MOST_UNDER_WAY) return;
    this.#lastTimestamp = timestamp;
    const frame = this.#copies.build(copy, timestamp);
    this.#underWay++;
    this.#written++;
    const done = (): void => {
      this.#underWay--;
      // The track closes what it takes; what it refuses is still open.
      frame.close();
    };
    this.#writer.write(frame).then(done, done);
  }
}
