import type { CapturedSource } from '../capture/captured-source.js';
import type { GuardDecision } from '../guard/guard.js';
import type { GuardStats } from '../guard/guard-meter.js';
import { isScreenShareError, ScreenShareError } from '../policy/screen-share-error.js';
import type { ReadyWorker } from '../guard/ready-worker.js';
import type { ScreenShareSettings } from '../policy/settings.js';
import type { GuardParts } from './guard-parts.js';
import { GuardedOutlet } from './guarded-outlet.js';
import { OpenOutlet } from './open-outlet.js';
import type { Hold, Outlet, OutletHandlers, OutletState } from './outlet.js';
import type { ShareEndReason, ShareInfo } from './share-info.js';

export interface ShareHandlers {
  /** The share's state or hold has changed. */
  readonly onChange: () => void;
  /** Visitors are to be sent this from now on; null: nothing, so that they keep the last picture. */
  readonly onTrack: (track: MediaStreamTrack | null) => void;
  /** What the shared page is, or what that means, has changed. */
  readonly onDecision: (decision: GuardDecision) => void;
  /** The share is over; nothing of it is left to stop. */
  readonly onEnd: (reason: ShareEndReason, error: ScreenShareError | null) => void;
}

export interface ShareOptions {
  readonly source: CapturedSource;
  readonly settings: ScreenShareSettings;
  readonly guardParts: GuardParts;
  /** A worker for the guard that has been started ahead. Its owner ends it, should no guard have taken it. */
  readonly ready?: ReadyWorker | undefined;
}

/** One share, from the picker's OK to its end: what was picked, and what of it goes out. */
export class Share {
  readonly since = Date.now();
  /** What visitors get; its track changes when the share pauses or other settings arrive. */
  readonly stream = new MediaStream();
  readonly #source: CapturedSource;
  readonly #guardParts: GuardParts;
  readonly #ready: ReadyWorker | undefined;
  readonly #handlers: ShareHandlers;
  #settings: ScreenShareSettings;
  #outlet: Outlet;
  #over = false;
  /** The allowed page that was seen last. */
  #page: string | undefined;

  /**
   * Checks what was picked.
   * @throws ScreenShareError when it may not be shared; it has been stopped then.
   */
  constructor({ source, settings, guardParts, ready }: ShareOptions, handlers: ShareHandlers) {
    source.check(settings.surfaces);
    this.#source = source;
    this.#settings = settings;
    this.#guardParts = guardParts;
    this.#ready = ready;
    this.#handlers = handlers;
    try {
      this.#outlet = this.#createOutlet();
    } catch (error) {
      source.stop();
      throw error;
    }
    this.#putOut();
    source.watch(() => this.#settings.surfaces, {
      onRefused: (error) => this.end(error.code, error),
      onEnded: () => this.#sourceEnded(),
    });
  }

  get state(): OutletState {
    return this.#outlet.state;
  }

  /** Why visitors keep the last picture, or have none yet; null while they see the live one. */
  get hold(): Hold | null {
    return this.#outlet.hold;
  }

  /** The guard's figures; null where nothing is guarded, and before the first. */
  get guardStats(): GuardStats | null {
    return this.#outlet.stats;
  }

  info(agentName: string | undefined): ShareInfo {
    return { surface: this.#source.surface, since: this.since, agentName, page: this.#page };
  }

  /** Judges the running share by other settings from now on, what has not left yet included. */
  update(settings: ScreenShareSettings): void {
    if (this.#over) return;
    const guarded = isGuarded(this.#settings);
    this.#settings = settings;
    try {
      this.#source.check(settings.surfaces);
      if (guarded === isGuarded(settings)) this.#outlet.update(settings);
      else this.#changeOutlet();
    } catch (cause) {
      const error = isScreenShareError(cause) ? cause : new ScreenShareError('capture-failed', { cause });
      this.end(error.code, error);
    }
  }

  /** Visitors keep the picture of this moment, until {@link Share.resume}. */
  pause(): void {
    if (!this.#over) this.#outlet.pause();
  }

  resume(): void {
    if (!this.#over) this.#outlet.resume();
  }

  /** Shows the last picture once more, for a visitor who has just come. */
  repeat(): void {
    if (!this.#over) this.#outlet.repeat();
  }

  /** Ends the share. */
  end(reason: ShareEndReason, error: ScreenShareError | null = null): void {
    if (this.#over) return;
    this.#over = true;
    this.#outlet.close();
    this.#source.stop();
    this.#handlers.onEnd(reason, error);
  }

  #createOutlet(): Outlet {
    const { track, surface } = this.#source;
    const handlers: OutletHandlers = {
      onChange: () => {
        this.#putOut();
        this.#handlers.onChange();
      },
      onClose: (error) => (error ? this.end(error.code, error) : this.#sourceEnded()),
    };
    this.#page = undefined;
    if (!isGuarded(this.#settings)) return new OpenOutlet(track, handlers);
    if (surface === undefined) throw new ScreenShareError('surface-unverifiable');
    const onDecision = (decision: GuardDecision): void => {
      if (decision.verdict === 'allowed') this.#page = decision.page ?? undefined;
      this.#handlers.onDecision(decision);
    };
    return new GuardedOutlet({ source: track, surface, settings: this.#settings, parts: this.#guardParts, ready: this.#ready, onDecision }, handlers);
  }

  #changeOutlet(): void {
    const pausedByAgent = this.#outlet.hold?.by === 'agent';
    this.#outlet.close();
    // Nothing leaves between the two.
    this.#put(null);
    this.#outlet = this.#createOutlet();
    if (pausedByAgent) this.#outlet.pause();
    this.#putOut();
    this.#handlers.onChange();
  }

  #putOut(): void {
    this.#put(this.#over ? null : this.#outlet.track);
  }

  #put(track: MediaStreamTrack | null): void {
    const [present = null] = this.stream.getTracks();
    if (present === track) return;
    if (present) this.stream.removeTrack(present);
    if (track) this.stream.addTrack(track);
    this.#handlers.onTrack(track);
  }

  #sourceEnded(): void {
    this.end('source-ended', new ScreenShareError('source-ended'));
  }
}

function isGuarded({ allowedSites }: ScreenShareSettings): boolean {
  return allowedSites.length > 0;
}
