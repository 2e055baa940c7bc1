import type { OcrAssets } from '../../address-bar/read/ocr/ocr-engine.js';
import { ScreenShareError } from '../../policy/screen-share-error.js';
import type { Surface } from '../../policy/surface.js';
import { CanvasEngine } from './canvas-engine.js';
import { captureHandleOf } from './capture-handle.js';
import type { GateChange } from '../decide/frame-pipeline.js';
import type { GateState } from '../decide/gate.js';
import type { EngineHandlers, GuardEngine } from './guard-engine.js';
import { closeError, failureError } from './guard-error.js';
import type { Evidence } from '../guard-messages.js';
import type { GuardStats } from '../decide/guard-meter.js';
import { guardsAlike, timesOf } from '../decide/guard-settings.js';
import type { GuardSettings } from '../decide/guard-settings.js';
import { guardSupport } from './guard-support.js';
import { wholeOcrAssets } from '../../address-bar/ocr-assets.js';
import type { HoldReason, Judgement, Proof, Verdict } from '../decide/judgement.js';
import { knownScreens, watchScreens } from './known-screens.js';
import type { ReadyWorker } from './ready-worker.js';
import { isOwnWindow } from './window-owner.js';
import { StreamsEngine } from './streams-engine.js';
import { WorkerLink } from './worker-link.js';

/** One decision of the guard, for the audit record. */
export interface GuardDecision {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly verdict: Verdict;
  /** What the address bar showed or the tab reported. Null if it couldn't be read. */
  readonly shown: string | null;
  /** The rule that allows it. */
  readonly rule: string | null;
  /** How the address is known. */
  readonly proof: Proof | null;
  /** The allowed page's URL, if all of it is shown and no letter is in doubt. */
  readonly page: string | null;
  /** Why it's unclear. */
  readonly reason: HoldReason | null;
}

/** A worker that is silent for less than this may only be slow. Nothing leaves meanwhile. */
const LEAST_SILENCE_MS = 10_000;

export interface GuardOptions {
  /** The captured track. The caller stops it, and must not add it to a peer connection. */
  readonly track: MediaStreamTrack;
  /** What was captured, checked by the caller: `window`, or `tab` if tabs with a Capture Handle are enabled. */
  readonly surface: Surface;
  readonly settings: GuardSettings;
  /** Where the guard's worker script is served, for pages whose Content Security Policy forbids `blob:` workers. */
  readonly workerUrl?: string | URL | undefined;
  /** A worker that was started in advance. The guard takes it over. Default: the guard starts its own. */
  readonly ready?: ReadyWorker | undefined;
  /**
   * Where to load OCR's files from, for windows whose font this machine can't draw: the folder's URL,
   * or a URL for each file. Without them, only exact readings count.
   */
  readonly ocr?: string | URL | OcrAssets | undefined;
  /** {@link Guard.state}, {@link Guard.why} or {@link Guard.endsAt} has changed. */
  readonly onChange?: (guard: Guard) => void;
  /** The shown address, or the verdict on it, has changed. */
  readonly onDecision?: (decision: GuardDecision) => void;
  /** The guard closed by itself and nothing will leave any more. The error is the reason, or null if the source ended. */
  readonly onClose?: (error: ScreenShareError | null) => void;
}

/** Starts guarding. @throws ScreenShareError `unsupported-browser`, or `surface-not-allowed` for a surface without an address */
export function startGuard(options: GuardOptions): Guard {
  return new Guard(options);
}

/**
 * Filters a captured track for the visitors: {@link Guard.track} shows only frames of allowed pages,
 * each after the hold-back of the settings.
 */
export class Guard {
  readonly #options: GuardOptions;
  readonly #engine: GuardEngine;
  readonly #watching = new AbortController();
  #settings: GuardSettings;
  #state: GateState = 'checking';
  #why: HoldReason | null = null;
  #endsAt: number | null = null;
  #silentMs = 0;
  #silentEndsAt = 0;
  #last: Judgement | null = null;

  /** @throws ScreenShareError `unsupported-browser`, or `surface-not-allowed` for a surface without an address */
  constructor(options: GuardOptions) {
    this.#options = options;
    this.#settings = options.settings;
    this.#engine = this.#createEngine(evidenceOf(options));
    this.#watchSource();
  }

  /** What visitors may get. It shows nothing until {@link Guard.state} is `released`. */
  get track(): MediaStreamTrack {
    return this.#engine.track;
  }

  get state(): GateState {
    if (this.#state === 'released' && this.#silentMs > 0) return 'held';
    return this.#state;
  }

  /** Why nothing leaves at the moment. Null while frames leave and after the end. */
  get why(): HoldReason | null {
    return this.#silentMs > 0 && this.#state !== 'closed' ? 'failed' : this.#why;
  }

  /** When the guard ends the share unless the address becomes clear, in the clock of `performance.now()`. Null if no deadline is running. */
  get endsAt(): number | null {
    if (this.#state === 'closed') return null;
    return this.#silentMs > 0 ? this.#silentEndsAt : this.#endsAt;
  }

  /** How long an address may stay unclear, milliseconds. */
  get graceMs(): number {
    return timesOf(this.#settings).graceMs;
  }

  /** The judgement of the last frame. */
  get judgement(): Judgement | null {
    return this.#last;
  }

  /** Statistics, about half a second old. Null before the first. */
  stats(): GuardStats | null {
    return this.#engine.stats;
  }

  /** Applies new settings, also to the frames that wait. */
  update(settings: GuardSettings): void {
    if (guardsAlike(settings, this.#settings)) return;
    this.#settings = settings;
    this.#engine.command({ type: 'update', settings });
  }

  /** The agent paused: the visitor keeps the last picture, and nothing is judged. */
  pause(): void {
    this.#engine.command({ type: 'pause' });
  }

  /** Ends the pause. Everything is checked again from the start before anything leaves. */
  resume(): void {
    this.#engine.command({ type: 'resume' });
  }

  /** Shows the last allowed picture again, for a visitor who has just joined. */
  repeat(): void {
    this.#engine.command({ type: 'repeat' });
  }

  /** Ends the guard and its track. No callback follows. */
  close(): void {
    this.#state = 'closed';
    this.#why = null;
    this.#watching.abort();
    this.#engine.close();
  }

  #createEngine(evidence: Evidence): GuardEngine {
    const { track, settings, workerUrl, ready, ocr } = this.#options;
    const handlers: EngineHandlers = {
      onState: (change) => this.#changed(change),
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
      const options = { track, settings, evidence, link, ocr: ocr ? wholeOcrAssets(ocr) : undefined, screens: knownScreens(), ownWindow: isOwnWindow(track) };
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
    const refresh = (): void => {
      tellScreens();
      this.#engine.command({ type: 'own-window', own: isOwnWindow(track) });
      this.#engine.command({ type: 'handle', handle: captureHandleOf(track) });
      this.#engine.command({ type: 'forget' });
    };
    track.addEventListener('configurationchange', refresh, { signal });
    track.addEventListener('capturehandlechange', refresh, { signal });
    this.#engine.command({ type: 'handle', handle: captureHandleOf(track) });
  }

  #changed({ state, why, endsInMs }: GateChange): void {
    if (this.#state === 'closed') return;
    if (why === 'site-not-allowed' || why === 'address-unreadable') {
      this.#finish(closeError(why, this.#why, this.#last));
      return;
    }
    this.#state = state;
    this.#why = why;
    this.#endsAt = endsInMs === null ? null : performance.now() + endsInMs;
    this.#options.onChange?.(this);
  }

  #judged(judgement: Judgement): void {
    this.#last = judgement;
    const { verdict, shown = null, rule = null, proof = null, page = null, reason = null } = judgement;
    this.#options.onDecision?.({ time: Date.now(), verdict, shown, rule, proof, page, reason });
  }

  #silent(missedMs: number): void {
    if (this.#state === 'closed') return;
    const patienceMs = Math.max(this.graceMs, LEAST_SILENCE_MS);
    const was = this.#silentMs;
    this.#silentMs = missedMs;
    this.#silentEndsAt = performance.now() + patienceMs - missedMs;
    if (missedMs >= patienceMs) this.#finish(failureError('The worker has stopped responding.'));
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
