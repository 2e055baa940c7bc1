import type { ExpectedWindow } from '../address-bar/read/exact/exact-reader.js';
import type { OcrAssets } from '../address-bar/read/ocr/ocr-engine.js';
import type { Screens } from './evidence/full-screen.js';
import type { GateChange } from './decide/frame-pipeline.js';
import type { Silence } from './decide/gate.js';
import type { GuardStats } from './decide/guard-meter.js';
import type { GuardSettings } from './decide/guard-settings.js';
import type { Judgement } from './decide/judgement.js';
import type { StripPixels } from './evidence/strip.js';

/** How the address of a captured surface is proved. */
export type Evidence = 'address-bar' | 'capture-handle';

/** What a captured tab reports about itself through Capture Handle. */
export interface TabHandle {
  readonly origin: string;
  readonly handle: string;
}

/** What the worker needs to create its judge. */
export interface JudgeOptions {
  readonly evidence: Evidence;
  readonly settings: GuardSettings;
  /** Where to load OCR's files from. Without them, only exact readings count. */
  readonly ocr?: OcrAssets | undefined;
  /** The screens that the window might fill. */
  readonly screens: Screens;
  /** Whether the captured window is known to belong to the browser that the page runs in. */
  readonly ownWindow: boolean;
}

/** Messages from the page to the guard's worker. */
export type ToGuardWorker =
  /** A window like this may be captured soon. */
  | { readonly type: 'prepare'; readonly window: ExpectedWindow }
  /** Judge the frames and write those that may leave. */
  | ({
      readonly type: 'start';
      readonly readable: ReadableStream<VideoFrame>;
      readonly writable: WritableStream<VideoFrame>;
      readonly silence: Silence;
    } & JudgeOptions)
  /** Judge only. The frames stay with the page, which asks about each one with `look`. */
  | ({ readonly type: 'start-judge' } & JudgeOptions)
  | { readonly type: 'look'; readonly id: number; readonly width: number; readonly height: number }
  | { readonly type: 'strip'; readonly id: number; readonly pixels: StripPixels }
  /** The tab's Capture Handle, sent when it changes. `answers` is the id of the `ask-handle` that this answers. */
  | { readonly type: 'handle'; readonly handle: TabHandle | null; readonly answers?: number }
  | { readonly type: 'screens'; readonly screens: Screens }
  | { readonly type: 'own-window'; readonly own: boolean }
  | { readonly type: 'update'; readonly settings: GuardSettings }
  | { readonly type: 'forget' | 'pause' | 'resume' | 'repeat' | 'close' };

/** Messages from the worker to the page. */
export type FromGuardWorker =
  | { readonly type: 'beat'; readonly stats: GuardStats | null }
  | ({ readonly type: 'state' } & GateChange)
  | { readonly type: 'judgement'; readonly judgement: Judgement }
  /** Asks for the tab's current Capture Handle. The page answers with `handle`. */
  | { readonly type: 'ask-handle'; readonly id: number }
  /** The captured track has ended. */
  | { readonly type: 'ended' }
  /** Answers `look`: the worker wants this many rows from the top, as a `strip`. */
  | { readonly type: 'rows'; readonly id: number; readonly rows: number }
  /** Answers `look` with the final judgement. */
  | { readonly type: 'judged'; readonly id: number; readonly judgement: Judgement }
  /** Answers `update` and `handle` if they change the judgement of the last address. */
  | { readonly type: 'judged-again'; readonly judgement: Judgement }
  | { readonly type: 'failed'; readonly message: string };
