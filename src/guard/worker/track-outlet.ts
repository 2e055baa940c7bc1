import type { FrameOutlet } from '../decide/frame-store.js';
import type { FrameCopy, VideoFrameCopies } from './video-frame-copies.js';

/** If no new frame comes for this long, the last one is shown again, so that visitors who join late get a picture. */
const REPEAT_MS = 1_000;
/** How many frames may be waiting in the outgoing track. More are skipped rather than piled up. */
const MOST_UNDER_WAY = 4;

/** Writes released frames to the outgoing track, and repeats the last one while nothing new comes. */
export class TrackOutlet implements FrameOutlet<FrameCopy> {
  readonly #copies: VideoFrameCopies;
  readonly #writer: WritableStreamDefaultWriter<VideoFrame>;
  #last: FrameCopy | null = null;
  #lastTimestamp = 0;
  #lastWritten = -Infinity;
  #underWay = 0;
  #written = 0;

  constructor(writable: WritableStream<VideoFrame>, copies: VideoFrameCopies) {
    this.#copies = copies;
    this.#writer = writable.getWriter();
    // A stopped track accepts no more frames. That isn't a failure of the guard.
    this.#writer.closed.catch(() => undefined);
  }

  get shown(): FrameCopy | null {
    return this.#last;
  }

  get written(): number {
    return this.#written;
  }

  show(copy: FrameCopy, now: number): void {
    if (this.#last) this.#copies.free(this.#last);
    this.#last = copy;
    this.#write(copy, Math.max(copy.timestamp, this.#lastTimestamp + 1), now);
  }

  forget(): void {
    if (this.#last) this.#copies.free(this.#last);
    this.#last = null;
  }

  tick(now: number): void {
    if (now - this.#lastWritten >= REPEAT_MS) this.repeat(now);
  }

  repeat(now: number): void {
    if (this.#last) this.#write(this.#last, this.#lastTimestamp + Math.max(1, Math.round((now - this.#lastWritten) * 1_000)), now);
  }

  /** The track keeps its last picture until it's stopped. */
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
      // The track closes the frames that it accepts. A rejected frame is still open.
      frame.close();
    };
    this.#writer.write(frame).then(done, done);
  }
}
