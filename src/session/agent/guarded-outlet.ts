import type { GuardDecision } from '../../guard/page/guard.js';
import type { GuardStats } from '../../guard/decide/guard-meter.js';
import type { ReadyWorker } from '../../guard/page/ready-worker.js';
import type { ScreenShareSettings } from '../../policy/settings.js';
import type { Surface } from '../../policy/surface.js';
import type { GuardParts } from './guard-parts.js';
import { PAUSED_BY_AGENT, type Outlet, type OutletHandlers, type OutletHold, type OutletState } from './outlet.js';
import type { SessionParts, ShareGuard } from './session-parts.js';

export interface GuardedOutletOptions {
  readonly source: MediaStreamTrack;
  readonly surface: Surface;
  readonly settings: ScreenShareSettings;
  readonly parts: GuardParts;
  readonly startGuard: SessionParts['startGuard'];
  readonly ready: ReadyWorker | undefined;
  readonly onDecision: (decision: GuardDecision) => void;
}

/** Sends only frames of pages that Allowed Sites permit. */
export class GuardedOutlet implements Outlet {
  readonly #guard: ShareGuard;
  #opened = false;
  #pausedByAgent = false;

  /** @throws ScreenShareError `unsupported-browser`, or `surface-not-allowed` if the surface shows no address. */
  constructor({ source, surface, settings, parts, startGuard, ready, onDecision }: GuardedOutletOptions, handlers: OutletHandlers) {
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
    // Makes encoders favour sharp edges over smooth motion.
    this.#guard.track.contentHint = 'text';
  }

  get state(): OutletState {
    if (!this.#opened) return 'checking';
    return this.#guard.state === 'released' && !this.#pausedByAgent ? 'open' : 'held';
  }

  get hold(): OutletHold | null {
    if (this.#pausedByAgent) return PAUSED_BY_AGENT;
    if (this.state === 'open') return null;
    const { why, judgement, endsAt, graceMs } = this.#guard;
    return { by: 'guard', reason: why, shown: judgement?.shown ?? null, endsAt, graceMs: endsAt === null ? null : graceMs };
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
