import type { OcrAssets } from './address-bar/ocr-engine.js';
import { ScreenShareError } from '../policy/screen-share-error.js';
import type { Surface } from '../policy/surface.js';
import { CanvasEngine } from './canvas-engine.js';
import { captureHandleOf } from './capture-handle.js';
import type { CloseReason, GateState } from './gate.js';
import type { EngineHandlers, GuardEngine } from './guard-engine.js';
import { closeError, failureError } from './guard-error.js';
import type { Evidence } from './guard-messages.js';
import type { GuardStats } from './guard-meter.js';
import { guardsAlike, timesOf } from './guard-settings.js';
import type { GuardSettings } from './guard-settings.js';
import { guardSupport } from './guard-support.js';
import { wholeOcrAssets } from './ocr-assets.js';
import type { HoldReason, Judgement, Proof, Verdict } from './judgement.js';
import { knownScreens, watchScreens } from './known-screens.js';
import type { ReadyWorker } from './ready-worker.js';
import { StreamsEngine } from './streams-engine.js';
import { WorkerLink } from './worker-link.js';

/** One decision of the guard, for the audit record. */
export interface GuardDecision {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly verdict: Verdict;
  /** What the address bar showed, or what the tab told; null where it could not be read. */
  readonly shown: string | null;
  /** The rule that allows it. */
  readonly rule: string | null;
  /** By which evidence the address is known. */
  readonly proof: Proof | null;
  /** The allowed page's URL, where all of it is shown and no letter is in doubt. */
  readonly page: string | null;
  /** Why it is unclear. */
  readonly reason: HoldReason | null;
}

export interface GuardOptions {
  /** The captured track; its owner stops it. It must go to no peer connection. */
  readonly track: MediaStreamTrack;
  /** What was captured, checked by the caller: `window`, or `tab` where tabs by Capture Handle are switched on. */
  readonly surface: Surface;
  readonly settings: GuardSettings;
  /** Where the guard's worker script is served, for pages whose Content Security Policy forbids `blob:` workers. */
  readonly workerUrl?: string | URL | undefined;
  /** A worker that has been started ahead; the guard takes it. Default: one of its own. */
  readonly ready?: ReadyWorker | undefined;
  /** Where OCR's parts lie, for windows whose font this machine can't draw: the folder's URL, or each part's own. Without them only exact readings count. */
  readonly ocr?: string | URL | OcrAssets | undefined;
  /** {@link Guard.state} or {@link Guard.why} has changed. */
  readonly onChange?: (guard: Guard) => void;
  /** What the address shows, or what that means, has changed. */
  readonly onDecision?: (decision: GuardDecision) => void;
  /** It closed by itself and nothing will leave any more: with the reason, or null where the source has ended. */
  readonly onClose?: (error: ScreenShareError | null) => void;
}

/** Starts guarding. @throws ScreenShareError `unsupported-browser`, or `surface-not-allowed` for what tells no address */
export function startGuard(options: GuardOptions): Guard {
  return new Guard(options);
}

/**
 * Stands between a captured track and the visitors: {@link Guard.track} shows
 * only frames of allowed pages, each after the hold-back of the settings.
 */
export class Guard {
  readonly #options: GuardOptions;
  readonly #engine: GuardEngine;
  readonly #watching = new AbortController();
  #settings: GuardSettings;
  #state: GateState = 'checking';
  #why: HoldReason | null = null;
  #silentMs = 0;
  #last: Judgement | null = null;

  /** @throws ScreenShareError `unsupported-browser`, or `surface-not-allowed` for what tells no address */
  constructor(options: GuardOptions) {
    this.#options = options;
    this.#settings = options.settings;
    this.#engine = this.#createEngine(evidenceOf(options));
    this.#watchSource();
  }

  /** What visitors may get. Nothing shows on it until {@link Guard.state} is `released`. */
  get track(): MediaStreamTrack {
    return this.#engine.track;
  }

  get state(): GateState {
    if (this.#state === 'released' && this.#silentMs > 0) return 'held';
    return this.#state;
  }

  /** Why nothing leaves at the moment; null while frames leave, and after the end. */
  get why(): HoldReason | null {
    return this.#silentMs > 0 && this.#state !== 'closed' ? 'failed' : this.#why;
  }

  /** What was found in the last frame. */
  get judgement(): Judgement | null {
    return this.#last;
  }

  /** Figures, some half a second old; null before the first. */
  stats(): GuardStats | null {
    return this.#engine.stats;
  }

  /** Guards by other settings from now on, what waits in the line included. */
  update(settings: GuardSettings): void {
    if (guardsAlike(settings, this.#settings)) return;
    this.#settings = settings;
    this.#engine.command({ type: 'update', settings });
  }

  /** The agent's own pause: the visitor keeps the last picture, and nothing is judged. */
  pause(): void {
    this.#engine.command({ type: 'pause' });
  }

  /** Ends the pause; everything is checked anew before something leaves. */
  resume(): void {
    this.#engine.command({ type: 'resume' });
  }

  /** Shows the last allowed picture once more, for a visitor who has just come. */
  repeat(): void {
    this.#engine.command({ type: 'repeat' });
  }

  /** Ends the guard; its track ends too. No callback follows. */
  close(): void {
    this.#state = 'closed';
    this.#why = null;
    this.#watching.abort();
    this.#engine.close();
  }

  #createEngine(evidence: Evidence): GuardEngine {
    const { track, settings, workerUrl, ready, ocr } = this.#options;
    const handlers: EngineHandlers = {
      onState: (state, why) => this.#changed(state, why),
      onJudgement: (judgement) => this.#judged(judgement),
      tellHandle: () => captureHandleOf(track),
      onEnded: () => this.#finish(null),
      onSilence: (missedMs) => this.#silent(missedMs),
      onFailure: (cause) => this.#finish(failureError(cause)),
    };
    let link: WorkerLink | null = null;
    try {
      const support = guardSupport();
      if (support === 'none') throw new ScreenShareError('unsupported-browser');
      link = ready?.take() ?? new WorkerLink(workerUrl);
      const options = { track, settings, evidence, link, ocr: ocr ? wholeOcrAssets(ocr) : undefined, screens: knownScreens() };
      return support === 'streams' ? new StreamsEngine(options, handlers) : new CanvasEngine(options, handlers);
    } catch (cause) {
      link?.close();
      throw cause instanceof ScreenShareError ? cause : failureError(cause);
    }
  }

  #watchSource(): void {
    const { track } = this.#options;
    const { signal } = this.#watching;
    const tellScreens = (): void => this.#engine.command({ type: 'screens', screens: knownScreens() });
    watchScreens(tellScreens, signal);
    const look = (): void => {
      tellScreens();
      this.#engine.command({ type: 'handle', handle: captureHandleOf(track) });
      this.#engine.command({ type: 'forget' });
    };
    track.addEventListener('configurationchange', look, { signal });
    track.addEventListener('capturehandlechange', look, { signal });
    this.#engine.command({ type: 'handle', handle: captureHandleOf(track) });
  }

  #changed(state: GateState, why: HoldReason | CloseReason | null): void {
    if (this.#state === 'closed') return;
    if (why === 'site-not-allowed' || why === 'address-unreadable') {
      this.#finish(closeError(why, this.#why, this.#last));
      return;
    }
    this.#state = state;
    this.#why = why;
    this.#options.onChange?.(this);
  }

  #judged(judgement: Judgement): void {
    this.#last = judgement;
    const { verdict, shown = null, rule = null, proof = null, page = null, reason = null } = judgement;
    this.#options.onDecision?.({ time: Date.now(), verdict, shown, rule, proof, page, reason });
  }

  #silent(missedMs: number): void {
    if (this.#state === 'closed') return;
    const { graceMs } = timesOf(this.#settings);
    const was = this.#silentMs;
    this.#silentMs = missedMs;
    if (missedMs >= graceMs) this.#finish(failureError('The worker gives no sign of life.'));
    else if (was > 0 !== missedMs > 0) this.#options.onChange?.(this);
  }

  #finish(error: ScreenShareError | null): void {
    if (this.#state === 'closed') return;
    this.close();
    this.#options.onChange?.(this);
    this.#options.onClose?.(error);
  }
}

function evidenceOf({ surface, settings }: GuardOptions): Evidence {
  if (surface === 'window') return 'address-bar';
  if (surface === 'tab' && settings.guard?.tabsByCaptureHandle) return 'capture-handle';
  throw new ScreenShareError('surface-not-allowed', {
    message: 'With a list of allowed sites, only a browser window may be shared.',
    remedy: 'Try again and pick a browser window.',
  });
}
