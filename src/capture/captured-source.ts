import { ScreenShareError, surfaceNotAllowed } from '../policy/screen-share-error.js';
import type { Surface } from '../policy/surface.js';
import { isEverything } from './capture-support.js';
import { canControl, TabControl, type SurfaceController } from './tab-control.js';
import { DISPLAY_SURFACE } from './display-media-options.js';

export interface SourceHandlers {
  /** The source has changed into something that may not be shared, and has been stopped. */
  readonly onRefused: (error: ScreenShareError) => void;
  /** The source has ended: it was closed, or stopped in the browser's own bar. */
  readonly onEnded: () => void;
}

/** The source that the agent picked. */
export class CapturedSource {
  readonly track: MediaStreamTrack;
  readonly #stream: MediaStream;
  readonly #watching = new AbortController();
  readonly #control: TabControl | null;
  #surface: Surface | undefined;

  /** @throws ScreenShareError `capture-failed` for a stream without a picture. */
  constructor(stream: MediaStream, controller?: SurfaceController) {
    const [track] = stream.getVideoTracks();
    if (!track) throw new ScreenShareError('capture-failed');
    this.#stream = stream;
    this.#control = canControl(controller) ? new TabControl(controller) : null;
    this.track = track;
    this.#surface = surfaceOf(track);
    // Tells encoders to keep edges sharp rather than motion smooth.
    track.contentHint = 'text';
  }

  /** What was picked, also after the end. Undefined if the browser doesn't report it. */
  get surface(): Surface | undefined {
    // A track that has ended no longer reports it.
    if (this.track.readyState === 'live') this.#surface = surfaceOf(this.track);
    return this.#surface;
  }

  /** Scrolls and zooms the shared tab. Null if the source isn't a tab, or the browser doesn't support it. */
  get control(): TabControl | null {
    return this.surface === 'tab' ? this.#control : null;
  }

  /**
   * Checks the source against the surfaces that may be shared, and stops it if it isn't one of them.
   * @throws ScreenShareError `surface-not-allowed`, or `surface-unverifiable` if the browser doesn't
   * report what was picked.
   */
  check(allowed: readonly Surface[]): void {
    const refusal = this.#refusal(allowed);
    if (!refusal) return;
    this.stop();
    throw refusal;
  }

  /** Reports when the source ends, and checks it again whenever it may have changed. */
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

  /** Ends the capture. The browser's bar disappears. */
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
