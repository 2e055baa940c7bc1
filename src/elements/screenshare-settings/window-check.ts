import type { DisplayedAddress } from '../../policy/displayed-address.js';

/** The part of `glance-screenshare/window-reader` that the panel uses. */
export interface WindowReaderModule {
  readonly WindowReader: new () => {
    read(picture: ImageData): Promise<{ readonly bar: unknown; readonly reading: ReadAddress | null }>;
    close(): Promise<void>;
  };
}

/** An address read from a window. */
export type ReadAddress = DisplayedAddress & { readonly engine: 'exact' | 'ocr' };

/** Loads the reader once somebody wants to read a window. */
export type LoadWindowReader = () => Promise<WindowReaderModule>;

/** The result of reading the window once. */
export type WindowLook =
  | { readonly kind: 'off' | 'starting' | 'no-bar' | 'unreadable' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'read'; readonly address: ReadAddress };

/** How many rows of the window are read. No browser's address bar is lower than this. */
const ROWS = 400;

/** Milliseconds between two readings. During a share, every frame is read. */
const EVERY_MS = 500;

/** Repeatedly reads the address bar of a window picked by the administrator, like the guard would. Nothing leaves the page. */
export class WindowCheck {
  readonly #onChange: () => void;
  #look: WindowLook = { kind: 'off' };
  #stream: MediaStream | null = null;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get look(): WindowLook {
    return this.#look;
  }

  /** Whether a window is being read. */
  get running(): boolean {
    return this.#stream !== null;
  }

  /** Lets the person pick a window, and reads it until they stop. Call it during a click, as browsers require. */
  async start(load: LoadWindowReader): Promise<void> {
    this.stop();
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getDisplayMedia({ video: { displaySurface: 'window' }, audio: false });
    } catch (error) {
      // Closing the picker isn't an error.
      if (!(error instanceof DOMException && error.name === 'NotAllowedError')) this.#say({ kind: 'failed', message: messageOf(error) });
      return;
    }
    this.#stream = stream;
    this.#say({ kind: 'starting' });
    try {
      await this.#follow(stream, load);
    } catch (error) {
      if (this.#stream === stream) this.#say({ kind: 'failed', message: messageOf(error) });
    } finally {
      for (const track of stream.getTracks()) track.stop();
      if (this.#stream === stream) {
        this.#stream = null;
        this.#onChange();
      }
    }
  }

  /** Stops capturing the window. The last result stays. */
  stop(): void {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.#onChange();
  }

  async #follow(stream: MediaStream, load: LoadWindowReader): Promise<void> {
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = stream;
    const [{ WindowReader }] = await Promise.all([load(), video.play()]);
    const reader = new WindowReader();
    try {
      while (this.#stream === stream && stream.active) {
        const picture = topOf(video);
        if (picture) {
          const { bar, reading } = await reader.read(picture);
          if (this.#stream === stream) this.#say(reading ? { kind: 'read', address: reading } : { kind: bar ? 'unreadable' : 'no-bar' });
        }
        await new Promise((done) => setTimeout(done, EVERY_MS));
      }
    } finally {
      await reader.close();
    }
  }

  #say(look: WindowLook): void {
    if (JSON.stringify(look) === JSON.stringify(this.#look)) return;
    this.#look = look;
    this.#onChange();
  }
}

/** The top of the window's current frame; null before the first frame. */
function topOf(video: HTMLVideoElement): ImageData | null {
  const { videoWidth: width, videoHeight } = video;
  const height = Math.min(videoHeight, ROWS);
  if (width === 0 || height === 0) return null;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(video, 0, 0);
  return context?.getImageData(0, 0, width, height) ?? null;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
