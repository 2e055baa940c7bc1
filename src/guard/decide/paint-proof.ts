import type { StripPixels } from '../evidence/strip.js';
import { Strip } from '../evidence/strip.js';
import { BlockHistory } from './block-history.js';
import type { Fence } from './fence-clock.js';
import { LATENESS, UNFENCED_MS } from './hold-back.js';
import { blocksOf } from './picture-blocks.js';

/** One frame in a sequence that shows an allowed address. */
export interface PaintView {
  readonly pixels: StripPixels;
  /** The row at which the page begins. Everything above belongs to the browser. */
  readonly pageTop: number;
  /** The address as the bar shows it. */
  readonly address: string;
  /** What the visitor sees now, if it was released under this same address; otherwise null. */
  readonly shown: StripPixels | null;
  /** Whether every page of the site is allowed. */
  readonly wholeSite: boolean;
  /** Whether the reload button shows that the page is loading. */
  readonly loading: boolean;
  /** Reports when the UI thread of the window's browser has caught up. Null if that browser can't be asked. */
  readonly fence: Fence | null;
  /** When the frame arrived, milliseconds. */
  readonly arrived: number;
  /** When it had been judged, in the same clock. */
  readonly judged: number;
}

/**
 * Chromium keeps the old page's pixels until the new page paints, and clears them 4 s after the address
 * has changed (`kNewContentRenderingDelay`). From the moment the guard reads the address, 3.5 to 4.0 s
 * were measured, with the processors idle and taken four times over (`npm run soak -- kept-pixels`). An
 * idle reload button proves nothing: it's also idle while a script keeps a loaded page from painting.
 *
 * The browser's UI thread clears them. If a page keeps that thread busy, for example with thousands of
 * permission queries, they stay for longer (5.5 s were measured). So the time isn't over before the
 * thread has also caught up with its end.
 */
const CLEARED_MS = 4_100;
/** How long the cleared window takes to be drawn and captured, milliseconds. */
const DRAWN_MS = 200;
/** After the UI thread has kept up for this long, it has certainly cleared them, however late it was before, milliseconds. */
const CAUGHT_UP_MS = 3_000;
/** How long an address must stand while the page is loading, milliseconds. */
const SETTLE_LOADING_MS = 10_000;
/** How long it must stand if pages of the same site may be forbidden, and one of them may be fading out, milliseconds. */
const SETTLE_PATH_MS = 5_000;
/**
 * A view transition starts within those 4 s or not at all, and shows a snapshot of the old page until
 * it ends. While it runs, something changes in most frames, so a settled picture is one that has shown
 * nothing new for this long. If new things never stop appearing, as in a video, the second time
 * applies: no transition is expected to outlast it.
 */
const QUIET_MS = 1_000;
const SETTLE_RESTLESS_MS = 10_000;
/** How long the picture that the visitor has must be seen again. */
const SAME_MS = 200;
/** If no frame comes for this long, anything may have happened in between, milliseconds. */
const GAP_MS = 1_000;

/**
 * Determines whether the painted page is the one that the address names. After a navigation, the old
 * page's pixels stay until the new page paints, so an allowed address alone proves nothing about the
 * pixels below it. Either of these is proof:
 *
 * - The visitor already has this same picture, identical to the pixel, from this address.
 * - The address has stood for longer than a browser keeps old pixels, and, if a page of the same site may
 *   be forbidden, nothing has appeared recently that a transition could still be changing.
 *
 * A small difference from the visitor's picture proves nothing, because a card number is small.
 * Movement proves nothing either: a transition moves a snapshot of the old page, and a canvas drawn by
 * the old page's worker keeps moving by itself.
 */
export class PaintProof {
  #history = new BlockHistory();
  #last: { readonly arrived: number; readonly address: string; readonly width: number; readonly height: number } | null = null;
  #since = 0;
  #sameSince: number | null = null;
  #cleared = false;

  /** Since when the sequence has gone on, in the clock of {@link PaintView.arrived}. */
  get since(): number {
    return this.#since;
  }

  /** Adds the next frame. @returns whether it's known to show the page's own pixels */
  add(view: PaintView): boolean {
    const { pixels, pageTop, arrived } = view;
    // Frames can wait before they're judged, so both ends of the time are taken where it comes out shorter.
    if (!this.#goesOn(view)) this.#start(view.judged);
    this.#last = { arrived, address: view.address, width: pixels.width, height: pixels.height };
    this.#history.add(blocksOf(pixels, pageTop), arrived);
    return this.#isShownAlready(view) || this.#hasSettled(view);
  }

  /** Something else may have been seen meanwhile: starts from scratch with the next frame. */
  forget(): void {
    this.#last = null;
  }

  /** Whether this frame continues the sequence. After a gap, another address may stand over pixels that are older than both. */
  #goesOn({ pixels: { width, height }, address, arrived }: PaintView): boolean {
    const last = this.#last;
    return last?.width === width && last.height === height && last.address === address && arrived - last.arrived <= GAP_MS;
  }

  #start(now: number): void {
    this.#since = now;
    this.#sameSince = null;
    this.#cleared = false;
    this.#history = new BlockHistory();
  }

  #isShownAlready({ pixels, shown, pageTop, arrived }: PaintView): boolean {
    const same = shown?.height === pixels.height && new Strip(pixels).sameRows(new Strip(shown), pageTop, pixels.height);
    this.#sameSince = same ? (this.#sameSince ?? arrived) : null;
    return this.#sameSince !== null && arrived - this.#sameSince >= SAME_MS;
  }

  #hasSettled({ wholeSite, loading, fence, arrived }: PaintView): boolean {
    // Ask with every frame, so that the clock is running when the answer is needed.
    const cleared = this.#hasCleared(fence, arrived);
    const stood = arrived - this.#since;
    if (!cleared || (loading && stood < SETTLE_LOADING_MS)) return false;
    if (wholeSite) return true;
    return stood >= SETTLE_RESTLESS_MS || (stood >= SETTLE_PATH_MS && arrived - this.#history.lastNovelty >= QUIET_MS);
  }

  /** Whether the browser has certainly cleared the old page's pixels, if the new page hasn't painted over them. */
  #hasCleared(fence: Fence | null, now: number): boolean {
    const due = this.#since + CLEARED_MS;
    if (fence === null) return now >= due + UNFENCED_MS;
    const calm = fence.calmSince(due);
    // Once they have been cleared, they don't come back when the thread is late again.
    this.#cleared ||= calm !== null && now - calm >= Math.min(CAUGHT_UP_MS, Math.max(DRAWN_MS, LATENESS * (calm - due)));
    return this.#cleared;
  }
}
