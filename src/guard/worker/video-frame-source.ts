import type { FrameSource } from '../decide/frame-store.js';

/** The frames of a captured track, read from a stream. */
export class VideoFrameSource implements FrameSource<VideoFrame> {
  readonly #reader: ReadableStreamDefaultReader<VideoFrame>;

  constructor(readable: ReadableStream<VideoFrame>) {
    this.#reader = readable.getReader();
  }

  async next(): Promise<VideoFrame | null> {
    const { done, value } = await this.#reader.read();
    return done ? null : value;
  }

  capturedAt({ timestamp }: VideoFrame): number {
    return timestamp / 1_000;
  }

  close(frame: VideoFrame): void {
    frame.close();
  }

  end(): void {
    this.#reader.cancel().catch(() => undefined);
  }
}
