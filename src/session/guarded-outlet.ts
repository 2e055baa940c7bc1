import { startGuard, type Guard, type GuardDecision } from '../guard/guard.js';
import type { GuardStats } from '../guard/guard-meter.js';
import type { ReadyWorker } from '../guard/ready-worker.js';
import type { ScreenShareSettings } from '../policy/settings.js';
import type { Surface } from '../policy/surface.js';
import type { GuardParts } from './guard-parts.js';
import type { Hold, Outlet, OutletHandlers, OutletState } from './outlet.js';

export interface GuardedOutletOptions {
  readonly source: MediaStreamTrack;
  readonly surface: Surface;
  readonly settings: ScreenShareSettings;
  readonly parts: GuardParts;
  readonly ready: ReadyWorker | undefined;
  readonly onDecision: (decision: GuardDecision) => void;
}

/** Lets out only frames of pages that the list of allowed sites allows. */
export class GuardedOutlet implements Outlet {
  readonly #guard: Guard;
  #opened = false;
  #pausedByAgent = false;

  /** @throws ScreenShareError `unsupported-browser`, or `surface-not-allowed` for what tells no address. */
  constructor({ source, surface, settings, parts, ready, onDecision }: GuardedOutletOptions, handlers: OutletHandlers) {
    this.#guard = startGuard({
      track: source,
      surface,
      settings,
      workerUrl: parts.workerUrl,
      ready,
      ocr: parts.ocrAssets ?? undefined,
      onDecision,
      onChange: ({ state }) => {
        this.#opened ||= state === 'released';
        handlers.onChange();
      },
      onClose: (error) => handlers.onClose(error),
    });
    // Encoders keep edges sharp rather than motion smooth.
    this.#guard.track.contentHint = 'text';
  }

  get state(): OutletState {
    if (!this.#opened) return 'checking';
    return this.#guard.state === 'released' && !this.#pausedByAgent ? 'open' : 'held';
  }

  get hold(): Hold | null {
    if (this.#pausedByAgent) return { by: 'agent', reason: null, shown: null };
    if (this.state === 'open') return null;
    return { by: 'guard', reason: this.#guard.why, shown: this.#guard.judgement?.shown ?? null };
  }

  get track(): MediaStreamTrack {
    return this.#guard.track;
  }

  get stats(): GuardStats | null {
    return this.#guard.stats();
  }

  pause(): void {
    this.#pausedByAgent = true;
    this.#guard.pause();
  }

  resume(): void {
    this.#pausedByAgent = false;
    this.#guard.resume();
  }

  update(settings: ScreenShareSettings): void {
    this.#guard.update(settings);
  }

  repeat(): void {
    this.#guard.repeat();
  }

  close(): void {
    this.#guard.close();
  }
}
