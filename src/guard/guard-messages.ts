import type { ExpectedWindow } from './address-bar/exact-reader.js';
import type { OcrAssets } from './address-bar/ocr-engine.js';
import type { Screens } from './full-screen.js';
import type { CloseReason, GateState, Silence } from './gate.js';
import type { GuardStats } from './guard-meter.js';
import type { GuardSettings } from './guard-settings.js';
import type { HoldReason, Judgement } from './judgement.js';
import type { StripPixels } from './strip.js';

/** By what a captured surface proves its address. */
export type Evidence = 'address-bar' | 'capture-handle';

/** What a captured tab tells of itself by Capture Handle. */
export interface TabHandle {
  readonly origin: string;
  readonly handle: string;
}

/** With what the worker makes its judge. */
export interface JudgeOptions {
  readonly evidence: Evidence;
  readonly settings: GuardSettings;
  /** Where OCR's parts lie; without them only exact readings count. */
  readonly ocr?: OcrAssets | undefined;
  /** The screens that the window may fill. */
  readonly screens: Screens;
}

/** What the page tells the guard's worker. */
export type ToGuardWorker =
  /** A window like this may be captured soon. */
  | { readonly type: 'prepare'; readonly window: ExpectedWindow }
  /** Judge frames and write those that may leave. */
  | ({
      readonly type: 'start';
      readonly readable: ReadableStream<VideoFrame>;
      readonly writable: WritableStream<VideoFrame>;
      readonly silence: Silence;
    } & JudgeOptions)
  /** Only judge: the frames stay with the page, which asks about each with `look`. */
  | ({ readonly type: 'start-judge' } & JudgeOptions)
  | { readonly type: 'look'; readonly id: number; readonly width: number; readonly height: number }
  | { readonly type: 'strip'; readonly id: number; readonly pixels: StripPixels }
  /** What the tab tells, when that has changed; `answers` names the `ask-handle` that it answers. */
  | { readonly type: 'handle'; readonly handle: TabHandle | null; readonly answers?: number }
  | { readonly type: 'screens'; readonly screens: Screens }
  | { readonly type: 'update'; readonly settings: GuardSettings }
  | { readonly type: 'forget' | 'pause' | 'resume' | 'repeat' | 'close' };

/** What the worker tells the page. */
export type FromGuardWorker =
  | { readonly type: 'beat'; readonly stats: GuardStats | null }
  | { readonly type: 'state'; readonly state: GateState; readonly why: HoldReason | CloseReason | null }
  | { readonly type: 'judgement'; readonly judgement: Judgement }
  /** What does the tab tell at this moment? Answered by a `handle`. */
  | { readonly type: 'ask-handle'; readonly id: number }
  /** The captured track has ended. */
  | { readonly type: 'ended' }
  /** Answers `look`: so many rows from the top are wanted as a `strip`. */
  | { readonly type: 'rows'; readonly id: number; readonly rows: number }
  /** Answers `look` for good. */
  | { readonly type: 'judged'; readonly id: number; readonly judgement: Judgement }
  /** Answers `update` and `handle` where the last address is judged otherwise now. */
  | { readonly type: 'judged-again'; readonly judgement: Judgement }
  | { readonly type: 'failed'; readonly message: string };
