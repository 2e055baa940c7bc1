import { ScreenShareError, surfaceNotAllowed } from '../policy/screen-share-error.js';
import type { Surface } from '../policy/surface.js';
import { isEverything } from './capture-support.js';
import { DISPLAY_SURFACE } from './display-media-options.js';

export interface SourceHandlers {
  /** The source has changed into something that may not be shared; it has been stopped. */
  readonly onRefused: (error: ScreenShareError) => void;
  /** The source is gone: closed, or stopped in the browser's own bar. */
  readonly onEnded: () => void;
}

/** What the agent picked. */
export class CapturedSource {
  readonly track: MediaStreamTrack;
  readonly #stream: MediaStream;
  readonly #watching = new AbortController();
  #surface: Surface | undefined;

  /** @throws ScreenShareError `capture-failed` for a stream without a picture. */
  constructor(stream: MediaStream) {
    const [track] = stream.getVideoTracks();
    if (!track) throw new ScreenShareError('capture-failed');
    this.#stream = stream;
    this.track = track;
    this.#surface = surfaceOf(track);
    // Encoders keep edges sharp rather than motion smooth.
    track.contentHint = 'text';
  }

  /** What was picked, after its end too; undefined where the browser doesn't say. */
  get surface(): Surface | undefined {
    // A track that has ended tells nothing any more.
    if (this.track.readyState === 'live') this.#surface = surfaceOf(this.track);
    return this.#surface;
  }

  /**
   * Checks what was picked against the surfaces that may be shared, and stops it if it isn't one of them.
   * @throws ScreenShareError `surface-not-allowed`, or `surface-unverifiable` where the browser doesn't say what it is.
   */
  check(allowed: readonly Surface[]): void {
    const refusal = this.#refusal(allowed);
    if (!refusal) return;
    this.stop();
    throw refusal;
  }

  /** Tells of the end of the source, and checks it again whenever it may have changed. */
  watch(allowed: () => readonly Surface[], { onRefused, onEnded }: SourceHandlers): void {
    const { signal } = this.#watching;
    this.track.addEventListener('ended', onEnded, { signal });
    this.track.addEventListener(
      'configurationchange',
      () => {
        const refusal = this.#refusal(allowed());
        if (!refusal) return;
        this.stop();
        onRefused(refusal);
      },
      { signal },
    );
  }

  /** Ends the capture; the browser's bar goes away. */
  stop(): void {
    this.#watching.abort();
    for (const track of this.#stream.getTracks()) track.stop();
  }

  #refusal(allowed: readonly Surface[]): ScreenShareError | null {
    if (isEverything(allowed)) return null;
    const { surface } = this;
    if (surface === undefined) return new ScreenShareError('surface-unverifiable');
    return allowed.includes(surface) ? null : surfaceNotAllowed(allowed, surface);
  }
}

function surfaceOf(track: MediaStreamTrack): Surface | undefined {
  const { displaySurface } = track.getSettings();
  return (Object.keys(DISPLAY_SURFACE) as Surface[]).find((surface) => DISPLAY_SURFACE[surface] === displaySurface);
}
