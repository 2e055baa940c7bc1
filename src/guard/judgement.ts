import type { Phrase } from '../policy/phrase.js';
import type { GuardSettings } from './guard-settings.js';
import type { FrameView } from './strip.js';

/** What the page in one frame is, as far as its address tells. */
export type Verdict = 'allowed' | 'blocked' | 'unclear';

/** By which evidence an address was known: drawn again to the pixel, recognised by OCR, or told by the tab itself. */
export type Proof = 'exact' | 'ocr' | 'capture-handle';

/**
 * Why nothing is released at the moment: what was unclear about the address
 * (the first seven), or about the picture as a whole.
 *
 * - `unreadable`: there is a bar, what stands in it could not be read for certain
 * - `editing`: the bar has the focus or is being typed in
 * - `not-secure`: the mark beside the address doesn't vouch for a committed https page
 * - `no-address-bar`: no browser's address bar was found
 * - `full-screen`: the window fills a whole screen, where a page could draw an address bar of its own
 * - `split-view`: the window shows two pages side by side, of which the address bar tells one
 * - `no-handle`: the shared tab tells no Capture Handle
 * - `loading`: the address is allowed, but what is painted may still be the page before
 * - `no-frames`: the window yields no pictures, as when it is minimised
 * - `preparing`: OCR, which alone can read this bar, is being loaded
 * - `no-ocr`: OCR's parts could not be loaded
 * - `paused`: the agent paused
 * - `failed`: the guard's own machinery gave no answer
 */
export type HoldReason =
  | 'unreadable'
  | 'editing'
  | 'not-secure'
  | 'no-address-bar'
  | 'full-screen'
  | 'split-view'
  | 'no-handle'
  | 'loading'
  | 'no-frames'
  | 'preparing'
  | 'no-ocr'
  | 'paused'
  | 'failed';

/** What a judge found in one frame. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The address as it was shown, where one could be read. */
  readonly shown?: string;
  /** The rule of the settings that allows it. */
  readonly rule?: string;
  readonly proof?: Proof;
  /** The allowed page's URL, where all of it is shown and no letter is in doubt. */
  readonly page?: string;
  /** Why it is unclear. */
  readonly reason?: HoldReason;
  /** What the guard's machinery lacks, in a sentence. */
  readonly problem?: Phrase;
  /** Whether the window's own reload button says that the page is still loading; undefined where there is none to see. */
  readonly loading?: boolean;
  /** The row below which the frame shows the page itself. Default 0: all of it. */
  readonly pageTop?: number;
  /** What is painted is known to be the address's own page, or to be what the visitor has already. Default false. */
  readonly painted?: boolean;
}

/** Looks at the top of a frame and says what page it shows. One judge sees every frame of one share, in order. */
export interface FrameJudge {
  /** Something that is needed once is being loaded, so that a judgement may take long. Default false. */
  readonly preparing?: boolean;
  judge(frame: FrameView): Judgement | Promise<Judgement>;
  /** Judges what was seen last once more; null before the first frame. Called after {@link FrameJudge.update}. */
  again(): Judgement | null;
  /** New settings; they hold from the next judgement on. */
  update(settings: GuardSettings): void;
  /** The source may have changed: nothing that was found before may be taken for granted. */
  forget(): void;
}
