import type { CapturedSource } from '../capture/captured-source.js';
import { StillPicture } from '../capture/still-picture.js';
import { ScreenShareError } from '../policy/screen-share-error.js';
import type { ScreenShareSettings } from '../policy/settings.js';
import type { ShareEndReason, ShareInfo } from './share-info.js';

export interface ShareHandlers {
  /** The share is over; nothing of it is left to stop. */
  readonly onEnd: (reason: ShareEndReason, error: ScreenShareError | null) => void;
  /** Visitors are to be sent this from now on; null: nothing, so that they keep the last picture. */
  readonly onTrack: (track: MediaStreamTrack | null) => void;
  readonly onPauseChange: () => void;
}

/** One share, from the picker's OK to its end: what was picked, and what of it goes out. */
export class Share {
  readonly since = Date.now();
  /** What visitors get; its one track changes when the share pauses. */
  readonly stream: MediaStream;
  readonly #source: CapturedSource;
  readonly #still: StillPicture;
  readonly #handlers: ShareHandlers;
  #settings: ScreenShareSettings;
  #pausedByAgent = false;
  #over = false;

  /**
   * Checks what was picked.
   * @throws ScreenShareError when it may not be shared; it has been stopped then.
   */
  constructor(source: CapturedSource, settings: ScreenShareSettings, handlers: ShareHandlers) {
    source.check(settings.surfaces);
    if (settings.allowedSites.length > 0) {
      source.stop();
      throw new ScreenShareError('unsupported-browser');
    }
    this.#source = source;
    this.#settings = settings;
    this.#handlers = handlers;
    this.#still = new StillPicture(source.track);
    this.stream = new MediaStream([source.track]);
    source.watch(() => this.#settings.surfaces, {
      onRefused: (error) => this.#finish(error.code, error),
      onEnded: () => this.#finish('source-ended', new ScreenShareError('source-ended')),
      onChanged: () => undefined,
    });
  }

  get paused(): boolean {
    return this.#pausedByAgent;
  }

  info(agentName: string | undefined): ShareInfo {
    return { surface: this.#source.surface, since: this.since, agentName };
  }

  /** Judges the running share by other settings from now on. */
  update(settings: ScreenShareSettings): void {
    this.#settings = settings;
    try {
      this.#source.check(settings.surfaces);
    } catch (error) {
      this.#finish('surface-not-allowed', error as ScreenShareError);
    }
  }

  /** Visitors keep the picture of this moment, until {@link Share.resume}. */
  pause(): void {
    if (this.#over || this.#pausedByAgent) return;
    this.#pausedByAgent = true;
    this.#send(this.#still.freeze());
    this.#handlers.onPauseChange();
  }

  resume(): void {
    if (this.#over || !this.#pausedByAgent) return;
    this.#pausedByAgent = false;
    this.#send(this.#source.track);
    this.#still.thaw();
    this.#handlers.onPauseChange();
  }

  /** Ends the share. */
  end(reason: ShareEndReason, error: ScreenShareError | null = null): void {
    this.#finish(reason, error);
  }

  #send(track: MediaStreamTrack | null): void {
    for (const old of this.stream.getTracks()) this.stream.removeTrack(old);
    if (track) this.stream.addTrack(track);
    this.#handlers.onTrack(track);
  }

  #finish(reason: ShareEndReason, error: ScreenShareError | null): void {
    if (this.#over) return;
    this.#over = true;
    this.#source.stop();
    this.#still.close();
    this.#handlers.onEnd(reason, error);
  }
}
