import type { CapturedSource } from '../../capture/captured-source.js';
import type { GuardDecision } from '../../guard/page/guard.js';
import type { GuardStats } from '../../guard/decide/guard-meter.js';
import type { ReadyWorker } from '../../guard/page/ready-worker.js';
import { ScreenShareError } from '../../policy/screen-share-error.js';
import type { ScreenShareSettings } from '../../policy/settings.js';
import type { Surface } from '../../policy/surface.js';
import type { GuardParts } from './guard-parts.js';
import { GuardedOutlet } from './guarded-outlet.js';
import { OpenOutlet } from './open-outlet.js';
import type { Outlet, OutletHandlers, OutletHold, OutletState } from './outlet.js';
import type { SessionParts } from './session-parts.js';

export interface SharedSourceOptions {
  readonly captured: CapturedSource;
  readonly settings: ScreenShareSettings;
  readonly guardParts: GuardParts;
  readonly startGuard: SessionParts['startGuard'];
  /** A guard worker started in advance. */
  readonly ready: ReadyWorker | undefined;
}

export interface SharedSourceHandlers {
  /** Its state, hold, track or page has changed. */
  readonly onChange: () => void;
  /** Its track is about to be replaced under other settings. Nothing must be sent in between. */
  readonly onGap: () => void;
  readonly onDecision: (decision: GuardDecision) => void;
  /** It ended by itself, for this reason; null if the captured surface was closed. */
  readonly onClose: (error: ScreenShareError | null) => void;
}

/** A picked source together with its outlet. */
export class SharedSource {
  readonly captured: CapturedSource;
  readonly #options: SharedSourceOptions;
  readonly #handlers: SharedSourceHandlers;
  #settings: ScreenShareSettings;
  #outlet: Outlet;
  #paused = false;
  #closed = false;
  #page: string | undefined;

  /**
   * Checks the picked source.
   * @throws ScreenShareError if it can't be shared; it's stopped by then.
   */
  constructor(options: SharedSourceOptions, handlers: SharedSourceHandlers) {
    const { captured, settings } = options;
    captured.check(settings.surfaces);
    this.captured = captured;
    this.#options = options;
    this.#handlers = handlers;
    this.#settings = settings;
    try {
      this.#outlet = this.#createOutlet();
    } catch (error) {
      captured.stop();
      throw error;
    }
    captured.watch(() => this.#settings.surfaces, {
      onRefused: (error) => this.#closeByItself(error),
      onEnded: () => this.#closeByItself(null),
    });
  }

  get state(): OutletState {
    return this.#outlet.state;
  }

  get hold(): OutletHold | null {
    return this.#outlet.hold;
  }

  get track(): MediaStreamTrack | null {
    return this.#outlet.track;
  }

  get stats(): GuardStats | null {
    return this.#outlet.stats;
  }

  get surface(): Surface | undefined {
    return this.captured.surface;
  }

  /** The URL of the last allowed page, if the whole URL is certain. */
  get page(): string | undefined {
    return this.#page;
  }

  /** @throws ScreenShareError if it can no longer be shared. The owner then closes it. */
  update(settings: ScreenShareSettings): void {
    const wasGuarded = isGuarded(this.#settings);
    this.#settings = settings;
    this.captured.check(settings.surfaces);
    if (wasGuarded === isGuarded(settings)) this.#outlet.update(settings);
    else this.#changeOutlet();
  }

  pause(): void {
    this.#paused = true;
    this.#outlet.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#outlet.resume();
  }

  repeat(): void {
    this.#outlet.repeat();
  }

  /** Ends the capture. No callback follows. */
  close(): void {
    this.#closed = true;
    this.#outlet.close();
    this.captured.stop();
  }

  #closeByItself(error: ScreenShareError | null): void {
    if (this.#closed) return;
    this.close();
    this.#handlers.onClose(error);
  }

  #createOutlet(): Outlet {
    const { track, surface } = this.captured;
    const { guardParts: parts, startGuard, ready } = this.#options;
    const handlers: OutletHandlers = {
      onChange: () => this.#closed || this.#handlers.onChange(),
      onClose: (error) => this.#closeByItself(error),
    };
    this.#page = undefined;
    if (!isGuarded(this.#settings)) return new OpenOutlet(track, handlers);
    if (surface === undefined) throw new ScreenShareError('surface-unverifiable');
    return new GuardedOutlet({ source: track, surface, settings: this.#settings, parts, startGuard, ready, onDecision: (decision) => this.#decided(decision) }, handlers);
  }

  #decided(decision: GuardDecision): void {
    const before = this.#page;
    if (decision.verdict === 'allowed') this.#page = decision.page ?? undefined;
    this.#handlers.onDecision(decision);
    if (this.#page !== before) this.#handlers.onChange();
  }

  #changeOutlet(): void {
    this.#outlet.close();
    this.#handlers.onGap();
    this.#outlet = this.#createOutlet();
    if (this.#paused) this.#outlet.pause();
    this.#handlers.onChange();
  }
}

function isGuarded({ allowedSites }: ScreenShareSettings): boolean {
  return allowedSites.length > 0;
}
