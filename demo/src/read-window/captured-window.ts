/** A window picked by the administrator, as pictures of its top rows. */
export class CapturedWindow {
  readonly #stream: MediaStream;
  readonly #video: HTMLVideoElement;
  readonly #rows: number;

  private constructor(stream: MediaStream, video: HTMLVideoElement, rows: number) {
    this.#stream = stream;
    this.#video = video;
    this.#rows = rows;
  }

  static async open(rows: number): Promise<CapturedWindow> {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: { displaySurface: 'window' }, audio: false });
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = stream;
    await video.play();
    return new CapturedWindow(stream, video, rows);
  }

  get ended(): boolean {
    return !this.#stream.active;
  }

  /** The top of the window's current frame; null before the first frame. */
  picture(): ImageData | null {
    const { videoWidth: width, videoHeight } = this.#video;
    const height = Math.min(videoHeight, this.#rows);
    if (width === 0 || height === 0) return null;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) return null;
    context.drawImage(this.#video, 0, 0);
    return context.getImageData(0, 0, width, height);
  }

  stop(): void {
    for (const track of this.#stream.getTracks()) track.stop();
  }
}
