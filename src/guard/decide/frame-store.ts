import type { Box } from '../../address-bar/address-bar.js';
import type { FrameView, StripPixels } from '../evidence/strip.js';

/** Where captured frames come from, one at a time. */
export interface FrameSource<F> {
  /** The next frame, or null at the end. The source may skip frames that arrive while the previous one is being judged. */
  next(): Promise<F | null>;
  /** The frame's capture time, in milliseconds of the source's own clock. */
  capturedAt(frame: F): number;
  /** Gives a frame back once it's no longer needed. */
  close(frame: F): void;
  /** Stops the source: no more frames are wanted. */
  end(): void;
}

/** Gives access to frames, and keeps copies of them while they wait. */
export interface FrameStore<F, C> {
  /** Bytes of all memory held, in use or free. */
  readonly bytes: number;
  /** Bytes that a copy of this part of the frame needs beyond the free memory. */
  shortage(frame: F, part?: Box): number;
  view(frame: F): FrameView;
  /** @param part which part of the frame to keep, in its own pixels; at odd edges it's a row or column smaller. Default: all of it */
  copy(frame: F, part?: Box): Promise<C>;
  /** A copy's pixels, for comparison. */
  pixels(copy: C): StripPixels;
  /** Marks the copy's memory as free. */
  free(copy: C): void;
}

/** Shows released frames to the visitors. */
export interface FrameOutlet<C> {
  /** The picture shown now. Null before the first frame and after `forget`. */
  readonly shown: C | null;
  /** Frames shown so far, including repetitions. */
  readonly written: number;
  /** Shows a frame. The outlet frees it once another takes its place. */
  show(copy: C, now: number): void;
  /** Call it regularly: shows the last frame again if nothing was shown for a while. */
  tick(now: number): void;
  /** Shows the last frame again at once. */
  repeat(now: number): void;
  /**
   * Stops repeating the last frame, because the rules under which it was released have changed.
   *
   * @param held whether nothing follows for now, so that a visitor who joins late can't get the frame
   * from the track either
   */
  forget(held: boolean): void;
  /** Stops showing anything. */
  close(): void;
}
