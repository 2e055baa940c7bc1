import type { Screens } from '../evidence/full-screen.js';
import type { GateChange } from '../decide/frame-pipeline.js';
import type { TabHandle } from '../guard-messages.js';
import type { GuardStats } from '../decide/guard-meter.js';
import type { GuardSettings } from '../decide/guard-settings.js';
import type { Judgement } from '../decide/judgement.js';

/** What a guard sends to its engine, whichever engine it is. */
export type GuardCommand =
  | { readonly type: 'handle'; readonly handle: TabHandle | null }
  | { readonly type: 'screens'; readonly screens: Screens }
  | { readonly type: 'own-window'; readonly own: boolean }
  | { readonly type: 'update'; readonly settings: GuardSettings }
  | { readonly type: 'forget' | 'pause' | 'resume' | 'repeat' };

export interface EngineHandlers {
  readonly onState: (change: GateChange) => void;
  readonly onJudgement: (judgement: Judgement) => void;
  /** Returns the captured tab's current Capture Handle. */
  readonly tellHandle: () => TabHandle | null;
  /** The captured track has ended. */
  readonly onEnded: () => void;
  /** The worker hasn't responded for this long. 0: it's back. */
  readonly onSilence: (missedMs: number) => void;
  /** The guard has failed, and nothing will be released any more. */
  readonly onFailure: (cause: unknown) => void;
}

/** Moves frames from the captured track to the outgoing one, through a judge and a gate. */
export interface GuardEngine {
  /** What visitors may get. */
  readonly track: MediaStreamTrack;
  /** Null before the first statistics arrive. */
  readonly stats: GuardStats | null;
  command(command: GuardCommand): void;
  close(): void;
}
