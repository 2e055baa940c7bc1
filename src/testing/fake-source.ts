import { DISPLAY_SURFACE } from '../capture/display-media-options.js';
import type { HoldReason } from '../guard/decide/judgement.js';
import type { Surface } from '../policy/surface.js';
import type { FakeGuard } from './fake-guard.js';
import { fakeCapture } from './fake-media.js';

/** What the agent picked in the fake picker: for example a window with a page in it. */
export class FakeSource {
  readonly surface: Surface;
  /** @internal */
  readonly stream: MediaStream;
  readonly #track: MediaStreamTrack;
  readonly #guards = new Set<FakeGuard>();
  #page: string | null;
  #hold: HoldReason | null = null;

  /** @internal */
  constructor(surface: Surface, page: string | null) {
    const { stream, track } = fakeCapture(DISPLAY_SURFACE[surface]);
    this.surface = surface;
    this.stream = stream;
    this.#track = track;
    this.#page = page;
  }

  /** The URL of the page in the window. Null if the window doesn't show a page, which holds a guarded share. */
  get page(): string | null {
    return this.#page;
  }

  /** Why the guard can't identify the page at the moment; null if it can. */
  get unclear(): HoldReason | null {
    return this.#hold ?? (this.#page === null ? 'no-address-bar' : null);
  }

  /** Whether it's still being captured. */
  get live(): boolean {
    return this.#track.readyState === 'live';
  }

  /** Navigates the agent to another page. A page that no rule allows ends the share with `site-not-allowed`, as in reality. */
  goTo(page: string): void {
    this.#page = page;
    this.#hold = null;
    this.#judge();
  }

  /**
   * Makes the page unclear to the guard, as while somebody edits the address:
   * visitors keep the last picture. Only shares with Allowed Sites have a guard.
   */
  hold(reason: HoldReason = 'unreadable'): void {
    this.#hold = reason;
    this.#judge();
  }

  /** Makes the page clear to the guard again. */
  release(): void {
    this.#hold = null;
    this.#judge();
  }

  /** Ends the share with `address-unreadable`, as when the page was unclear for too long. */
  block(reason: HoldReason = 'unreadable'): void {
    for (const guard of [...this.#guards]) guard.giveUp(reason);
  }

  /** Closes the window, or stops sharing in the browser's own bar. */
  end(): void {
    this.#track.stop();
    for (const guard of [...this.#guards]) guard.sourceEnded();
    this.#track.dispatchEvent(new Event('ended'));
  }

  /** @internal */
  watchedBy(guard: FakeGuard): () => void {
    this.#guards.add(guard);
    return () => this.#guards.delete(guard);
  }

  #judge(): void {
    for (const guard of [...this.#guards]) guard.judge();
  }
}
