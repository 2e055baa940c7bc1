import type { StripPixels } from '../evidence/strip.js';
import { Strip } from '../evidence/strip.js';
import { BlockHistory } from './block-history.js';
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
  /** Milliseconds. */
  readonly now: number;
}

/**
 * How long an allowed address must stand before the pixels are certainly its own page's. Chromium keeps
 * the old page's pixels until the new page paints, and clears them 4 s after the address has changed
 * (`kNewContentRenderingDelay`; measured: 3.9 to 4.1 s). An idle reload button proves nothing: it's
 * also idle while a script keeps a loaded page from painting.
 */
const SETTLE_MS = 5_000;
const SETTLE_LOADING_MS = 10_000;
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
 * - The address has stood for longer than a browser keeps old pixels, and nothing has appeared recently
 *   that a transition could still be changing.
 *
 * A small difference from the visitor's picture proves nothing, because a card number is small.
 * Movement proves nothing either: a transition moves a snapshot of the old page, and a canvas drawn by
 * the old page's worker keeps moving by itself.
 */
export class PaintProof {
  #history = new BlockHistory();
  #last: { readonly now: number; readonly address: string; readonly width: number; readonly height: number } | null = null;
  #since = 0;
  #sameSince: number | null = null;

  /** Adds the next frame. @returns whether it's known to show the page's own pixels */
  add(view: PaintView): boolean {
    const { pixels, pageTop, now } = view;
    if (!this.#goesOn(view)) this.#start(now);
    this.#last = { now, address: view.address, width: pixels.width, height: pixels.height };
    this.#history.add(blocksOf(pixels, pageTop), now);
    return this.#isShownAlready(view) || this.#hasSettled(view);
  }

  /** Something else may have been seen meanwhile: starts from scratch with the next frame. */
  forget(): void {
    this.#last = null;
  }

  /** Whether this frame continues the sequence. After a gap, another address may stand over pixels that are older than both. */
  #goesOn({ pixels: { width, height }, address, now }: PaintView): boolean {
    const last = this.#last;
    return last?.width === width && last.height === height && last.address === address && now - last.now <= GAP_MS;
  }

  #start(now: number): void {
    this.#since = now;
    this.#sameSince = null;
    this.#history = new BlockHistory();
  }

  #isShownAlready({ pixels, shown, pageTop, now }: PaintView): boolean {
    const same = shown?.height === pixels.height && new Strip(pixels).sameRows(new Strip(shown), pageTop, pixels.height);
    this.#sameSince = same ? (this.#sameSince ?? now) : null;
    return this.#sameSince !== null && now - this.#sameSince >= SAME_MS;
  }

  #hasSettled({ wholeSite, loading, now }: PaintView): boolean {
    const stood = now - this.#since;
    if (stood < (loading ? SETTLE_LOADING_MS : SETTLE_MS)) return false;
    return wholeSite || stood >= SETTLE_RESTLESS_MS || now - this.#history.lastNovelty >= QUIET_MS;
  }
}
