/** The parts of a track that sessions and elements use. */
class FakeTrack extends EventTarget {
  readonly kind = 'video';
  readonly id = `track-${Math.random().toString(36).slice(2)}`;
  readonly label = 'A window';
  readonly muted = false;
  enabled = true;
  contentHint = '';
  readyState: 'live' | 'ended' = 'live';
  readonly #settings: MediaTrackSettings;

  constructor(settings: MediaTrackSettings) {
    super();
    this.#settings = settings;
  }

  getSettings(): MediaTrackSettings {
    return { ...this.#settings };
  }

  clone(): FakeTrack {
    return new FakeTrack(this.#settings);
  }

  stop(): void {
    this.readyState = 'ended';
  }
}

/** A list of tracks, for environments without `MediaStream`. */
class FakeStream extends EventTarget {
  readonly id = `stream-${Math.random().toString(36).slice(2)}`;
  #tracks: MediaStreamTrack[];

  constructor(tracks: readonly MediaStreamTrack[] = []) {
    super();
    this.#tracks = [...tracks];
  }

  get active(): boolean {
    return this.#tracks.some(({ readyState }) => readyState === 'live');
  }

  getTracks(): MediaStreamTrack[] {
    return [...this.#tracks];
  }

  getVideoTracks(): MediaStreamTrack[] {
    return this.getTracks();
  }

  getAudioTracks(): MediaStreamTrack[] {
    return [];
  }

  addTrack(track: MediaStreamTrack): void {
    if (!this.#tracks.includes(track)) this.#tracks.push(track);
  }

  removeTrack(track: MediaStreamTrack): void {
    this.#tracks = this.#tracks.filter((each) => each !== track);
  }
}

/** jsdom and happy-dom don't render anything and have no media. */
const hasMedia = (): boolean => typeof RTCPeerConnection === 'function' && typeof MediaStream === 'function';

/** Restores the previous value of a property of a global or a prototype. */
type Undo = () => void;

function replace(holder: object, name: string, value: unknown): Undo {
  const before = Object.getOwnPropertyDescriptor(holder, name);
  Object.defineProperty(holder, name, { value, configurable: true, writable: true });
  return () => {
    if (before) Object.defineProperty(holder, name, before);
    else Reflect.deleteProperty(holder, name);
  };
}

/**
 * Replaces the media that jsdom and happy-dom lack: `MediaStream`, and `play` and
 * `pause` of videos. Does nothing in a browser.
 *
 * @returns A function that undoes it.
 */
export function standInForMedia(): Undo {
  if (hasMedia()) return () => undefined;
  const undos = [replace(globalThis, 'MediaStream', FakeStream)];
  if (typeof HTMLMediaElement === 'function') {
    undos.push(replace(HTMLMediaElement.prototype, 'play', () => Promise.resolve()));
    undos.push(replace(HTMLMediaElement.prototype, 'pause', () => undefined));
    undos.push(replace(HTMLMediaElement.prototype, 'srcObject', null));
  }
  return () => {
    for (const undo of undos.reverse()) undo();
  };
}

/**
 * A stream like one from the browser's picker. In a browser it's a canvas that
 * `draw` can change, so that a view shows a picture; elsewhere it has no picture.
 */
export function fakeCapture(displaySurface: string): { readonly stream: MediaStream; readonly track: MediaStreamTrack } {
  if (!hasMedia()) {
    const track = new FakeTrack({ displaySurface, width: 1_280, height: 720, frameRate: 15 }) as unknown as MediaStreamTrack;
    return { stream: new MediaStream([track]), track };
  }
  const canvas = Object.assign(document.createElement('canvas'), { width: 1_280, height: 720 });
  const context = canvas.getContext('2d', { alpha: false });
  if (context) {
    context.fillStyle = '#dfe7f2';
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  const stream = canvas.captureStream(15);
  const [track] = stream.getVideoTracks();
  if (!track) throw new Error('This browser can’t capture a canvas.');
  const settings = track.getSettings.bind(track);
  track.getSettings = () => ({ ...settings(), displaySurface });
  // A canvas that doesn't change produces a single frame, which a video that starts later would miss.
  const timer = setInterval(() => context?.fillRect(0, 0, canvas.width, canvas.height), 100);
  const stop = track.stop.bind(track);
  track.stop = () => {
    clearInterval(timer);
    stop();
  };
  return { stream, track };
}
