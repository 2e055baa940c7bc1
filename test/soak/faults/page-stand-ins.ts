/** A track, a stream and a page as small as sessions need them where there is no browser. */

class StandInTrack extends EventTarget {
  readonly kind = 'video';
  readonly muted = false;
  contentHint = '';
  readyState: 'live' | 'ended' = 'live';

  getSettings(): object {
    return { displaySurface: 'window' };
  }

  requestFrame(): void {
    // There is no picture.
  }

  stop(): void {
    this.readyState = 'ended';
  }
}

class StandInStream {
  readonly #tracks: Set<unknown>;

  constructor(tracks: readonly unknown[] = []) {
    this.#tracks = new Set(tracks);
  }

  getTracks = (): unknown[] => [...this.#tracks];
  getVideoTracks = (): unknown[] => [...this.#tracks];
  addTrack = (track: unknown): unknown => this.#tracks.add(track);
  removeTrack = (track: unknown): unknown => this.#tracks.delete(track);
}

/** What the picker of the next start does: gives the source that was picked, or throws as browsers do. */
export interface Picker {
  pick(): Promise<void>;
}

/** A captured window that can be closed. */
export function endSource(stream: unknown): void {
  for (const track of (stream as StandInStream).getTracks() as StandInTrack[]) {
    if (track.readyState === 'ended') continue;
    track.readyState = 'ended';
    track.dispatchEvent(new Event('ended'));
  }
}

export function newStream(): MediaStream {
  return new StandInStream([new StandInTrack()]) as unknown as MediaStream;
}

/** Puts them where sessions look for them. @returns where a test says how the picker goes, and finds what was picked last */
export function standInForPage(): { picker: Picker; picked: MediaStream | null } {
  const page: { picker: Picker; picked: MediaStream | null } = { picker: { pick: () => Promise.resolve() }, picked: null };
  const canvas = { getContext: () => ({ drawImage: () => undefined }), captureStream: () => newStream() };
  const video = { play: () => Promise.resolve(), pause: () => undefined, videoWidth: 800, videoHeight: 600 };
  const mediaDevices = {
    getSupportedConstraints: () => ({ displaySurface: true }),
    getDisplayMedia: async () => {
      await page.picker.pick();
      page.picked = newStream();
      return page.picked;
    },
  };
  const globals = { MediaStream: StandInStream, document: { createElement: (tag: string) => (tag === 'video' ? { ...video } : { ...canvas }) }, navigator: { mediaDevices } };
  for (const [name, value] of Object.entries(globals)) Object.defineProperty(globalThis, name, { value, configurable: true });
  return page;
}
