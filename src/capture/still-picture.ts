/** How often a still picture is sent again, so that a visitor who comes late sees it too. */
const REPEAT_MS = 500;

/**
 * Watches a track so that its picture can be frozen at any moment: the one that
 * was shown when {@link StillPicture.freeze} is called, not one that came later.
 */
export class StillPicture {
  readonly #video = document.createElement('video');
  #timer: ReturnType<typeof setInterval> | undefined;
  #frozen: CanvasCaptureMediaStreamTrack | null = null;

  constructor(track: MediaStreamTrack) {
    this.#video.muted = true;
    this.#video.srcObject = new MediaStream([track]);
    // A page that may not play yet has no picture to freeze either; freeze() says so.
    this.#video.play().catch(() => undefined);
  }

  /** A track that shows the present picture and nothing else; null before there has been a picture. */
  freeze(): MediaStreamTrack | null {
    this.#video.pause();
    const { videoWidth: width, videoHeight: height } = this.#video;
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d', { alpha: false });
    if (width === 0 || height === 0 || !context) return null;
    context.drawImage(this.#video, 0, 0);
    const [track] = canvas.captureStream(0).getVideoTracks() as CanvasCaptureMediaStreamTrack[];
    if (!track) return null;
    track.contentHint = 'text';
    this.#frozen = track;
    const repeat = (): void => {
      // A frame counts as new only when something has been drawn.
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
    this.#video.play().catch(() => undefined);
  }

  close(): void {
    this.thaw();
    this.#video.pause();
    this.#video.srcObject = null;
  }
}
