import type { Screens } from './full-screen.js';
import type { CloseReason, GateState } from './gate.js';
import type { TabHandle } from './guard-messages.js';
import type { GuardStats } from './guard-meter.js';
import type { GuardSettings } from './guard-settings.js';
import type { HoldReason, Judgement } from './judgement.js';

/** What a guard tells whichever engine does its work. */
export type GuardCommand =
  | { readonly type: 'handle'; readonly handle: TabHandle | null }
  | { readonly type: 'screens'; readonly screens: Screens }
  | { readonly type: 'update'; readonly settings: GuardSettings }
  | { readonly type: 'forget' | 'pause' | 'resume' | 'repeat' };

export interface EngineHandlers {
  readonly onState: (state: GateState, why: HoldReason | CloseReason | null) => void;
  readonly onJudgement: (judgement: Judgement) => void;
  /** What the captured tab tells of itself at this moment. */
  readonly tellHandle: () => TabHandle | null;
  /** The captured track has ended. */
  readonly onEnded: () => void;
  /** The worker gives no sign of life, for so long; 0: it is back. */
  readonly onSilence: (missedMs: number) => void;
  /** Nothing will ever be released again. */
  readonly onFailure: (cause: unknown) => void;
}

/** Moves frames from the captured track to the outgoing one, through a judge and a gate. */
export interface GuardEngine {
  /** What visitors may get. */
  readonly track: MediaStreamTrack;
  /** null before the first figures. */
  readonly stats: GuardStats | null;
  command(command: GuardCommand): void;
  close(): void;
}
