import type { Judgement } from './judgement.js';

/** How long a frame of an allowed page waits for later frames to confirm it. */
export interface HoldBack {
  /** Minimum time between the frame and the sighting that releases it, milliseconds. */
  readonly ms: number;
  /** Whether that time starts only once the browser's UI thread has caught up with the frame. */
  readonly fenced: boolean;
}

/** What is known about how late the address bar can be in one share. */
export interface BarTiming {
  /** `guard.holdBackMs` of the settings. */
  readonly holdBackMs: number;
  /** Whether the captured window is known to belong to the browser that this page runs in. */
  readonly ownWindow: boolean;
}

/**
 * A navigation to another document changes the bar in the same captured frame as the page, or earlier.
 * Even with no hold-back, 0 of 64 navigations leaked in the middle of storms of history calls, title
 * changes and iframes. The margin is one extra frame.
 */
const WHOLE_SITE_MS = 40;

/**
 * How late a bar may be if its browser can't be asked: another browser's window, or a browser without
 * the calls that {@link FenceClock} makes. The latest bar measured came 1,447 ms after the page.
 */
export const UNFENCED_MS = 1_500;

/**
 * A thread that answered late may also draw late: in a storm of title changes, the bar changed 450 ms
 * after the answers had become prompt again. So the wait after the answers is this many times as long as
 * the lateness lasted.
 */
export const LATENESS = 2;

/**
 * How long a frame has to wait.
 *
 * If the rule allows every page of the site, a page can't leave the rule without loading another
 * document, and then the bar is never late. `history.pushState` can leave any other rule, and the
 * browser shows the new address only once its UI thread gets to it.
 */
export function holdBackOf({ wholeSite = false, proof }: Judgement, { holdBackMs, ownWindow }: BarTiming): HoldBack {
  if (proof === 'capture-handle') return { ms: holdBackMs, fenced: true };
  if (wholeSite) return { ms: Math.min(holdBackMs, WHOLE_SITE_MS), fenced: false };
  return { ms: ownWindow ? holdBackMs : Math.max(holdBackMs, UNFENCED_MS), fenced: true };
}
