import { playing } from '../built-ins/playing.js';

/** How often a still picture is sent again, so that a visitor who joins late sees it too. */
const REPEAT_MS = 500;

/**
 * Watches a track so that its picture can be frozen at any moment: exactly the picture shown when
 * {@link StillPicture.freeze} is called, not a later one.
 */
export class StillPicture {
  readonly #video = document.createElement('video');
  #timer: ReturnType<typeof setInterval> | undefined;
  #frozen: CanvasCaptureMediaStreamTrack | null = null;

  constructor(track: MediaStreamTrack) {
    this.#video.muted = true;
    this.#video.srcObject = new MediaStream([track]);
    // A page that isn't allowed to play yet has no picture to freeze either. `freeze()` then returns
    // null.
    playing(this.#video).catch(() => undefined);
  }

  /** Returns a track that shows only the current picture. Null before the first picture. */
  freeze(): MediaStreamTrack | null {
    this.#video.pause();
    const { videoWidth: width, videoHeight: height } = this.#video;
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = width > 0 && height > 0 ? canvas.getContext('2d', { alpha: false }) : null;
    if (!context) return null;
    context.drawImage(this.#video, 0, 0);
    const [track] = canvas.captureStream(0).getVideoTracks() as CanvasCaptureMediaStreamTrack[];
    if (!track) return null;
    track.contentHint = 'text';
    this.#frozen = track;
    const repeat = (): void => {
      // A frame only counts as new after something has been drawn.
      context.drawImage(canvas, 0, 0);
      track.requestFrame();
    };
    repeat();
    this.#timer = setInterval(repeat, REPEAT_MS);
    return track;
  }

  /** Ends the frozen track and follows the source again. */
  thaw(): void {
    clearInterval(this.#timer);
    this.#frozen?.stop();
    this.#frozen = null;
    playing(this.#video).catch(() => undefined);
  }

  close(): void {
    this.thaw();
    this.#video.pause();
    this.#video.srcObject = null;
  }
}
