import type { CapturedSource } from '../../capture/captured-source.js';
import type { FocusAfterPick } from '../../capture/pick-source.js';
import type { GuardDecision } from '../../guard/page/guard.js';
import type { ReadyWorker } from '../../guard/page/ready-worker.js';
import { isScreenShareError, ScreenShareError } from '../../policy/screen-share-error.js';
import type { ScreenShareSettings } from '../../policy/settings.js';
import type { Surface } from '../../policy/surface.js';
import type { ShareEndReason } from '../share-info.js';
import type { GuardParts } from './guard-parts.js';
import { Share } from './share.js';
import { Picking } from './picking.js';
import type { SessionParts } from './session-parts.js';

/**
 * - `idle`: nothing is shared.
 * - `choosing`: the browser's picker is open.
 * - `checking`: a source was picked, but visitors don't see it yet.
 * - `sharing`: visitors see it.
 * - `paused`: visitors keep the last picture.
 */
export type AgentState = 'idle' | 'choosing' | 'checking' | 'sharing' | 'paused';

/** The progress of a switch to another source: the picker is open, or the picked source is being checked. */
export type SwitchState = 'choosing' | 'checking';

export interface ShareMachineOptions {
  readonly parts: Pick<SessionParts, 'pickSource' | 'startGuard'>;
  readonly guardParts: GuardParts;
  /** Frames per second to request from the capture. */
  readonly frameRate: number;
  /** What gets the focus after a pick; null lets the browser decide. */
  readonly focus: () => FocusAfterPick | null;
  /** Returns the settings in force. @throws ScreenShareError that says why nothing can be shared */
  readonly requireSettings: () => ScreenShareSettings;
  /** Whether newer settings exist that can't be read at the moment. */
  readonly isOverdue: () => boolean;
  /** A picker is about to open. Starts slow preparations while the agent is picking. */
  readonly getReady: (settings: ScreenShareSettings) => ReadyWorker | undefined;
  /** {@link ShareMachine.state}, the share's hold or page, or {@link ShareMachine.switching} has changed. */
  readonly onChange: () => void;
  /** Visitors see a share for the first time. */
  readonly onBegin: () => void;
  /** Another source has replaced the previous one. */
  readonly onSwitch: (from: Surface | undefined) => void;
  /** The agent picked another source, but it couldn't be shared. The share continues with the old one. */
  readonly onSwitchRefused: (error: ScreenShareError) => void;
  readonly onTrack: (track: MediaStreamTrack | null) => void;
  readonly onDecision: (decision: GuardDecision, surface: Surface | undefined) => void;
  /** A share that visitors had seen has ended. */
  readonly onEnd: (reason: ShareEndReason, error: ScreenShareError | null) => void;
}

/** The caller of {@link ShareMachine.start} waiting for the first picture. */
interface Opening {
  readonly resolve: (sharing: boolean) => void;
  readonly reject: (error: ScreenShareError) => void;
}

/** The state machine of an agent's share, from the click to the end. */
export class ShareMachine {
  readonly #options: ShareMachineOptions;
  #share: Share | null = null;
  #opening: Opening | null = null;
  /** The picker that is open for a start or a switch. */
  #picking: Picking | null = null;
  #switch: Promise<boolean> | null = null;

  constructor(options: ShareMachineOptions) {
    this.#options = options;
  }

  get state(): AgentState {
    if (!this.#share) return this.#picking ? 'choosing' : 'idle';
    if (this.#opening) return 'checking';
    return this.#share.state === 'open' ? 'sharing' : 'paused';
  }

  /** Whether something is shared, paused or not. */
  get isSharing(): boolean {
    return this.#share !== null && this.#opening === null;
  }

  /** The share, from the moment the agent picked a source. */
  get share(): Share | null {
    return this.#share;
  }

  get switching(): SwitchState | null {
    if (this.#share && this.#picking) return 'choosing';
    return this.#share?.switching ? 'checking' : null;
  }

  /** When the open picker was opened, by `performance.now()`; null if none is open. */
  get pickingSince(): number | null {
    return this.#picking?.since ?? null;
  }

  /**
   * Opens the picker, synchronously, and shares what the agent picks.
   *
   * @returns Whether it's shared; false if the picker was dismissed or abandoned,
   * or the start was stopped.
   * @throws ScreenShareError (as a rejection) if the share couldn't start.
   */
  async start(): Promise<boolean> {
    if (this.state !== 'idle') return this.isSharing;
    return this.#pick(async (source, ready) => this.#open(source, ready));
  }

  /** Opens the picker and replaces the shared source with what the agent picks. Otherwise like {@link ShareMachine.start}. */
  switchSource(): Promise<boolean> {
    if (!this.isSharing) return Promise.resolve(false);
    this.#switch ??= this.#switchOnce().finally(() => (this.#switch = null));
    return this.#switch;
  }

  /** Cancels a switch: abandons its picker, or drops the source being checked. The share continues. */
  cancelSwitch(): void {
    if (!this.isSharing) return;
    if (this.#giveUpPicking()) this.#options.onChange();
    this.#share?.cancelSwitch();
  }

  /** Ends the share, or the attempt to start one. */
  stop(): void {
    if (this.#share) this.#share.end('stopped');
    else if (this.#giveUpPicking()) this.#options.onChange();
  }

  /** Ends the share for this reason. An attempt without a picked source continues. */
  end(reason: ShareEndReason, error: ScreenShareError | null = null): void {
    this.#share?.end(reason, error);
  }

  async #switchOnce(): Promise<boolean> {
    const share = this.#share;
    const progress = { picked: false };
    try {
      return await this.#pick(async (source, ready) => {
        // The share that the source was picked for may have ended.
        if (!share || this.#share !== share) {
          source.stop();
          return false;
        }
        const { surface } = share.info(undefined);
        progress.picked = true;
        const taken = await share.switchTo(source, ready);
        if (taken) this.#options.onSwitch(surface);
        return taken;
      });
    } catch (cause) {
      if (progress.picked && isScreenShareError(cause) && this.#share === share) this.#options.onSwitchRefused(cause);
      throw cause;
    }
  }

  async #pick(take: (source: CapturedSource, ready: ReadyWorker | undefined) => Promise<boolean>): Promise<boolean> {
    let ready: ReadyWorker | undefined;
    let picking: Picking | null = null;
    try {
      const settings = this.#options.requireSettings();
      picking = new Picking({ allowed: settings.surfaces, frameRate: this.#options.frameRate, focus: this.#options.focus() }, this.#options.parts.pickSource);
      this.#picking = picking;
      ready = this.#options.getReady(settings);
      this.#options.onChange();
      const source = await picking.source;
      // The code that abandoned the picker has already reported it.
      if (this.#picking !== picking) {
        source?.stop();
        return false;
      }
      this.#picking = null;
      if (!source) {
        this.#options.onChange();
        return false;
      }
      return await take(source, ready);
    } catch (cause) {
      if (picking && this.#picking === picking) {
        this.#picking = null;
        this.#options.onChange();
      }
      throw isScreenShareError(cause) ? cause : new ScreenShareError('capture-failed', { cause });
    } finally {
      ready?.close();
    }
  }

  /** @returns Whether a picker was open. */
  #giveUpPicking(): boolean {
    const picking = this.#picking;
    this.#picking = null;
    picking?.giveUp();
    return picking !== null;
  }

  /** Starts the picked source and waits until visitors can see it. */
  #open(source: CapturedSource, ready: ReadyWorker | undefined): Promise<boolean> {
    let settings: ScreenShareSettings;
    try {
      // Settings published while the picker was open already apply.
      settings = this.#options.requireSettings();
    } catch (error) {
      source.stop();
      throw error;
    }
    const { guardParts, parts } = this.#options;
    const suspended = this.#options.isOverdue();
    return new Promise<boolean>((resolve, reject) => {
      this.#opening = { resolve, reject };
      try {
        this.#share = new Share({ source, settings, guardParts, startGuard: parts.startGuard, ready, suspended }, {
          onChange: () => this.#shareChanged(),
          onTrack: this.#options.onTrack,
          onDecision: this.#options.onDecision,
          onEnd: (reason, error) => this.#shareEnded(reason, error),
        });
      } catch (cause) {
        this.#opening = null;
        reject(isScreenShareError(cause) ? cause : new ScreenShareError('capture-failed', { cause }));
        this.#options.onChange();
        return;
      }
      this.#options.onChange();
      this.#shareChanged();
    });
  }

  #shareChanged(): void {
    if (!this.#share) return;
    const begins = this.#share.state === 'checking' ? null : this.#opening;
    if (begins) this.#opening = null;
    this.#options.onChange();
    if (!begins) return;
    this.#options.onBegin();
    begins.resolve(true);
  }

  #shareEnded(reason: ShareEndReason, error: ScreenShareError | null): void {
    const opening = this.#opening;
    this.#opening = null;
    this.#share = null;
    this.#giveUpPicking();
    if (!opening) {
      this.#options.onEnd(reason, error);
      return;
    }
    // The share never began, so only the caller of start() gets the error.
    this.#options.onChange();
    if (error) opening.reject(error);
    else opening.resolve(false);
  }
}
