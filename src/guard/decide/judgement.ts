import type { Box } from '../../address-bar/address-bar.js';
import type { Phrase } from '../../policy/phrase.js';
import type { GuardSettings } from './guard-settings.js';
import type { FrameView } from '../evidence/strip.js';

/** Whether the page in one frame is allowed, judged by its address. */
export type Verdict = 'allowed' | 'blocked' | 'unclear';

/** How an address is known: drawn again with identical pixels, recognised by OCR, or reported by the tab itself. */
export type Proof = 'exact' | 'ocr' | 'capture-handle';

/**
 * Why nothing is released at the moment. In the first twelve, something about the address is unclear;
 * in the others, something about the picture as a whole.
 *
 * - `unreadable`: there is a bar, but its text couldn't be read for certain
 * - `editing`: the bar has the focus or is being typed in
 * - `suggestions`: a list of suggestions hangs from the bar and hides what it shows
 * - `new-tab`: the bar waits for an address, as in a new tab
 * - `prompt`: the browser asks something beside the address, such as for a permission
 * - `not-secure`: the bar says that the page isn't secure, and it was read by OCR, which never ends a
 *   share
 * - `unknown-mark`: the mark beside the address isn't that of a committed https page: a camera
 *   indicator has taken its place, or the page failed to load
 * - `look-alike`: the browser would show a host in another script the same way
 * - `no-address-bar`: no browser's address bar was found
 * - `full-screen`: the window fills a whole screen, where a page could draw its own address bar
 * - `page-edge`: visitors see only the page, and it isn't certain where it begins in the window
 * - `split-view`: the window shows two pages side by side, and the address bar shows the address of one
 * - `no-handle`: the shared tab has no Capture Handle
 * - `loading`: the address is allowed, but the previous page may still be painted
 * - `no-frames`: the window yields no pictures, for example while minimised
 * - `preparing`: OCR is being loaded, and only OCR can read this bar
 * - `no-ocr`: OCR's files couldn't be loaded
 * - `paused`: the agent paused
 * - `failed`: the guard itself failed to answer
 */
export type HoldReason =
  | 'unreadable'
  | 'editing'
  | 'suggestions'
  | 'new-tab'
  | 'prompt'
  | 'not-secure'
  | 'unknown-mark'
  | 'look-alike'
  | 'no-address-bar'
  | 'full-screen'
  | 'page-edge'
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
  /** The address as it was shown, if it could be read. */
  readonly shown?: string;
  /** The rule of the settings that allows it. */
  readonly rule?: string;
  readonly proof?: Proof;
  /** Whether that rule allows every page of the site, so that `history.pushState` can't leave it. Default false. */
  readonly wholeSite?: boolean;
  /** The allowed page's URL, if all of it is shown and no letter is in doubt. */
  readonly page?: string;
  /** Why it's unclear. */
  readonly reason?: HoldReason;
  /** What the guard is missing, in a sentence. */
  readonly problem?: Phrase;
  /** Whether the window's reload button shows that the page is still loading. Undefined if no button is visible. */
  readonly loading?: boolean;
  /** The row at which the page begins in the frame. Default 0: the frame shows only the page. */
  readonly pageTop?: number;
  /** The part of the frame that visitors may see. Default: all of it. */
  readonly part?: Box;
  /** Whether the painted page is known to be the address's own, or the picture is one that the visitor already has. Default false. */
  readonly painted?: boolean;
}

/** Looks at the top of a frame and decides which page it shows. One judge sees all frames of a share, in order. */
export interface FrameJudge {
  /** Whether the judge is loading something it needs, so that a judgement may take long. Default false. */
  readonly preparing?: boolean;
  judge(frame: FrameView): Judgement | Promise<Judgement>;
  /** Judges again what was seen last. Null before the first frame. Called after {@link FrameJudge.update}. */
  again(): Judgement | null;
  /** Applies new settings, starting with the next judgement. */
  update(settings: GuardSettings): void;
  /** The source may have changed: forgets everything that was found before. */
  forget(): void;
}
