import type { CapturedSource } from '../../capture/captured-source.js';
import type { GuardDecision } from '../../guard/page/guard.js';
import type { GuardStats } from '../../guard/decide/guard-meter.js';
import { isScreenShareError, ScreenShareError } from '../../policy/screen-share-error.js';
import type { ReadyWorker } from '../../guard/page/ready-worker.js';
import type { ScreenShareSettings } from '../../policy/settings.js';
import type { Surface } from '../../policy/surface.js';
import type { GuardParts } from './guard-parts.js';
import { PAUSED_BY_AGENT, type Hold, type OutletHold, type OutletState } from './outlet.js';
import type { SessionParts } from './session-parts.js';
import { SharedSource } from './shared-source.js';
import type { ShareEndReason, ShareInfo } from '../share-info.js';

export interface ShareHandlers {
  /** The share's state, hold or page has changed. */
  readonly onChange: () => void;
  /** Visitors get this track from now on. Null sends nothing, so they keep the last picture. */
  readonly onTrack: (track: MediaStreamTrack | null) => void;
  /** The shared page or its verdict has changed. `surface` is the picked source's. */
  readonly onDecision: (decision: GuardDecision, surface: Surface | undefined) => void;
  /** The share has ended and everything has been stopped. */
  readonly onEnd: (reason: ShareEndReason, error: ScreenShareError | null) => void;
}

export interface ShareOptions {
  readonly source: CapturedSource;
  readonly settings: ScreenShareSettings;
  readonly guardParts: GuardParts;
  readonly startGuard: SessionParts['startGuard'];
  /** A guard worker started in advance. Its owner ends it if no guard takes it. */
  readonly ready?: ReadyWorker | undefined;
  /** Whether it starts as after {@link Share.suspend}. Default false. */
  readonly suspended?: boolean;
}

/** The source that is about to replace the shared one. */
interface Candidate {
  readonly source: SharedSource;
  /** The agent had paused the previous source. */
  readonly wasPaused: boolean;
  readonly settle: (taken: boolean) => void;
  readonly fail: (error: ScreenShareError) => void;
}

const ABSENT: OutletHold = Object.freeze({ by: 'absence', reason: null, shown: null, endsAt: null, graceMs: null });
const OVERDUE: OutletHold = Object.freeze({ by: 'guard', reason: 'settings', shown: null, endsAt: null, graceMs: null });

/** One share, from the picker's OK to its end: the picked source and its outlet. The source can change in between. */
export class Share {
  readonly since = Date.now();
  /** The stream that visitors get. Its track changes when the share pauses, switches sources, or gets other settings. */
  readonly stream = new MediaStream();
  readonly #guardParts: GuardParts;
  readonly #startGuard: SessionParts['startGuard'];
  readonly #handlers: ShareHandlers;
  #settings: ScreenShareSettings;
  #source: SharedSource;
  #candidate: Candidate | null = null;
  /** The source has ended while another is about to replace it. */
  #orphaned = false;
  #pausedByAgent = false;
  #absent = false;
  #suspended: boolean;
  #over = false;
  #hold: Hold | null = null;

  /**
   * Checks the picked source.
   * @throws ScreenShareError if it can't be shared; it's stopped by then.
   */
  constructor({ source, settings, guardParts, startGuard, ready, suspended = false }: ShareOptions, handlers: ShareHandlers) {
    this.#settings = settings;
    this.#guardParts = guardParts;
    this.#startGuard = startGuard;
    this.#suspended = suspended;
    this.#handlers = handlers;
    this.#source = this.#open(source, ready);
    this.#updateTrack();
    this.#updateHold();
  }

  get state(): OutletState {
    const { state } = this.#source;
    return state === 'open' && (this.#absent || this.#orphaned) ? 'held' : state;
  }

  /** Why visitors keep the last picture or don't have one yet; null while they see the live picture. */
  get hold(): Hold | null {
    return this.#hold;
  }

  /** The guard's figures. Null without a guard, and before the first figures. */
  get guardStats(): GuardStats | null {
    return this.#source.stats;
  }

  /** The source being captured now. */
  get source(): CapturedSource {
    return this.#source.captured;
  }

  /** Whether another source is being checked. */
  get switching(): boolean {
    return this.#candidate !== null;
  }

  info(agentName: string | undefined): ShareInfo {
    return { surface: this.#source.surface, since: this.since, agentName, page: this.#source.page };
  }

  /** Applies other settings to the running share, including frames that haven't been sent yet. */
  update(settings: ScreenShareSettings): void {
    if (this.#over) return;
    this.#settings = settings;
    const candidate = this.#candidate;
    try {
      candidate?.source.update(settings);
    } catch (cause) {
      this.#refuse(candidate, errorFrom(cause));
    }
    if (this.#orphaned) return;
    try {
      this.#source.update(settings);
    } catch (cause) {
      const error = errorFrom(cause);
      this.end(error.code, error);
    }
  }

  /** Pauses: visitors keep the current picture until {@link Share.resume}. */
  pause(): void {
    if (this.#over || this.#pausedByAgent) return;
    this.#pausedByAgent = true;
    this.#pauseOrResume();
  }

  resume(): void {
    if (this.#over) return;
    this.#pausedByAgent = false;
    this.#absent = false;
    this.#pauseOrResume();
  }

  /** The agent's page was suspended without notice, so nothing is shown until {@link Share.resume}. */
  holdForAbsence(): void {
    if (this.#over) return;
    this.#absent = true;
    this.cancelSwitch();
    this.#pauseOrResume();
  }

  /**
   * Newer settings exist but can't be read. Visitors keep the last picture until
   * the settings are known. Until then, a source being checked doesn't replace the
   * current one either.
   */
  suspend(suspended: boolean): void {
    if (this.#over || suspended === this.#suspended) return;
    this.#suspended = suspended;
    const candidate = this.#candidate?.source;
    if (suspended) candidate?.pause();
    else candidate?.resume();
    // A closed source can't be paused, but the reason why visitors wait has changed.
    if (this.#orphaned) this.#changed();
    else this.#pauseOrResume();
  }

  /** Sends the last picture again, for a visitor who just joined. */
  repeat(): void {
    if (!this.#over && !this.#absent) this.#source.repeat();
  }

  /**
   * Switches to another source. Visitors keep the current picture until the new
   * source can be sent. Its guard starts before the old one is dropped.
   *
   * @returns Whether it replaced the old source; false if the switch was cancelled
   * or the share ended.
   * @throws ScreenShareError (as a rejection) if it can't be shared; the share
   * continues with the old source.
   */
  switchTo(captured: CapturedSource, ready: ReadyWorker | undefined): Promise<boolean> {
    this.cancelSwitch();
    const source = this.#open(captured, ready);
    return new Promise((settle, fail) => {
      const candidate = { source, wasPaused: this.#pausedByAgent, settle, fail };
      this.#candidate = candidate;
      this.#pausedByAgent = false;
      this.#pauseOrResume();
      this.#candidateChanged(candidate);
    });
  }

  /** Drops the source being checked and continues with the current one. */
  cancelSwitch(): void {
    const candidate = this.#candidate;
    if (!candidate) return;
    this.#dropCandidate(candidate);
    candidate.settle(false);
  }

  /** Ends the share. */
  end(reason: ShareEndReason, error: ScreenShareError | null = null): void {
    if (this.#over) return;
    this.#over = true;
    this.#candidate?.source.close();
    this.#candidate?.settle(false);
    this.#candidate = null;
    this.#source.close();
    this.#handlers.onEnd(reason, error);
  }

  #open(captured: CapturedSource, ready: ReadyWorker | undefined): SharedSource {
    const source: SharedSource = new SharedSource({ captured, settings: this.#settings, guardParts: this.#guardParts, startGuard: this.#startGuard, ready }, {
      onChange: () => this.#sourceChanged(source),
      onGap: () => source === this.#source && this.#put(null),
      onDecision: (decision) => this.#handlers.onDecision(decision, captured.surface),
      onClose: (error) => this.#sourceClosed(source, error),
    });
    // Pause before any frame can be sent.
    if (this.#suspended) source.pause();
    return source;
  }

  #sourceChanged(source: SharedSource): void {
    const candidate = this.#candidate;
    if (source === candidate?.source) this.#candidateChanged(candidate);
    else if (source === this.#source) this.#changed();
  }

  #candidateChanged(candidate: Candidate): void {
    if (this.#candidate !== candidate) return;
    if (candidate.source.state !== 'open') return this.#changed();
    const before = this.#source;
    this.#candidate = null;
    this.#orphaned = false;
    this.#source = candidate.source;
    if (this.#pausedByAgent) this.#source.pause();
    before.close();
    this.#changed();
    candidate.settle(true);
  }

  #sourceClosed(source: SharedSource, error: ScreenShareError | null): void {
    const reason = error ?? new ScreenShareError('source-ended');
    if (source === this.#candidate?.source) this.#refuse(this.#candidate, reason);
    else if (source !== this.#source) return;
    // The replacement may still pass its check. Until then, nothing is sent.
    else if (this.#candidate && !error) {
      this.#orphaned = true;
      this.#changed();
    } else this.end(reason.code, reason);
  }

  #refuse(candidate: Candidate | null, error: ScreenShareError): void {
    if (!candidate || this.#candidate !== candidate) return;
    this.#dropCandidate(candidate);
    candidate.fail(error);
  }

  /** The share continues with the current source, if it still exists. */
  #dropCandidate(candidate: Candidate): void {
    this.#candidate = null;
    this.#pausedByAgent ||= candidate.wasPaused;
    candidate.source.close();
    if (this.#orphaned) this.end('source-ended', new ScreenShareError('source-ended'));
    else this.#pauseOrResume();
  }

  #pauseOrResume(): void {
    if (this.#over || this.#orphaned) return;
    const paused = this.#pausedByAgent || this.#absent || this.#suspended || this.#candidate !== null;
    if (paused) this.#source.pause();
    else this.#source.resume();
    this.#changed();
  }

  #changed(): void {
    if (this.#over) return;
    this.#updateTrack();
    this.#updateHold();
    this.#handlers.onChange();
  }

  #updateHold(): void {
    const now = this.#presentHold();
    const before = this.#hold;
    const goesOn = before !== null && before.by === now?.by && before.reason === now.reason;
    this.#hold = now && { ...now, since: goesOn ? before.since : Date.now() };
  }

  #presentHold(): OutletHold | null {
    if (this.#absent) return ABSENT;
    if (this.#pausedByAgent) return PAUSED_BY_AGENT;
    if (this.#suspended) return OVERDUE;
    // The agent can act only on the next source, so its hold is the one to show.
    return (this.#candidate?.source ?? this.#source).hold;
  }

  #updateTrack(): void {
    this.#put(this.#over || this.#absent || this.#orphaned ? null : this.#source.track);
  }

  #put(track: MediaStreamTrack | null): void {
    const [present = null] = this.stream.getTracks();
    if (present === track) return;
    if (present) this.stream.removeTrack(present);
    if (track) this.stream.addTrack(track);
    this.#handlers.onTrack(track);
  }
}

function errorFrom(cause: unknown): ScreenShareError {
  return isScreenShareError(cause) ? cause : new ScreenShareError('capture-failed', { cause });
}
