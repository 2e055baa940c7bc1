import { SURFACES, type Surface } from './surface.js';

/** A page that the administrator offers in the agent's menu. */
export interface Bookmark {
  /** What the menu shows; at least one visible character, at most {@link MAX_TITLE_LENGTH}. */
  readonly title: string;
  /** `https:`; `http:` too while there are no Allowed Sites. At most 2,048 characters. */
  readonly url: string;
  /** Only active bookmarks appear in the menu. */
  readonly active: boolean;
}

/** How the guard works while Allowed Sites apply. What is left out has the value of {@link DEFAULT_GUARD}. */
export interface GuardSettings {
  /**
   * How long a frame waits, in milliseconds, before it leaves; in that time nothing but allowed may be seen.
   * 0 to 10,000, default 250. A page can change 140 ms before its address bar does and, rarely, more:
   * below 250 a frame of a page that isn't allowed may get out.
   */
  readonly holdBackMs?: number;
  /**
   * How long the address may stay unclear, in milliseconds, before the share ends.
   * The visitor sees the last allowed frame meanwhile. 0 to 600,000, default 5,000.
   */
  readonly graceMs?: number;
  /** Lets tabs be shared under Allowed Sites where they expose a Capture Handle. Default false. */
  readonly tabsByCaptureHandle?: boolean;
  /**
   * The proof that an address needs. `exact`: drawn again to the pixel in the local font. `ocr` also
   * accepts a general OCR engine's reading, whose mistakes are look-alikes. Default `exact`.
   */
  readonly reading?: 'exact' | 'ocr';
}

/** What the administrator configures. */
export interface ScreenShareSettings {
  /** Whether agents may share at all. */
  readonly escalateToShow: boolean;
  /** What agents may share; at least one. With Allowed Sites only `window`, and `tab` with `guard.tabsByCaptureHandle`. */
  readonly surfaces: readonly Surface[];
  /** The pages that agents may share, at most {@link MAX_ALLOWED_SITES} rules. Empty means any page, unguarded. */
  readonly allowedSites: readonly string[];
  /** At most {@link MAX_BOOKMARKS}, in the order of the menu. */
  readonly bookmarks: readonly Bookmark[];
  readonly guard?: GuardSettings;
}

export const MAX_TITLE_LENGTH = 200;
export const MAX_BOOKMARKS = 20;
export const MAX_ALLOWED_SITES = 1000;

/** How the guard works where settings don't say. */
export const DEFAULT_GUARD = Object.freeze({
  holdBackMs: 250,
  graceMs: 5000,
  tabsByCaptureHandle: false,
  reading: 'exact',
} as const satisfies Required<GuardSettings>);

/** The range of each number in {@link GuardSettings}, in milliseconds, both ends included. */
export const GUARD_RANGES = Object.freeze({
  holdBackMs: Object.freeze([0, 10_000] as const),
  graceMs: Object.freeze([0, 600_000] as const),
});

/** What a panel shows before anything was ever saved: everything may be shared, nothing is prescribed. */
export const DEFAULT_SETTINGS: ScreenShareSettings = Object.freeze({
  escalateToShow: true,
  surfaces: Object.freeze([...SURFACES]),
  allowedSites: Object.freeze([]),
  bookmarks: Object.freeze([]),
});

/** The guard's settings with every value filled in. */
export function guardOf(settings: ScreenShareSettings): Required<GuardSettings> {
  return { ...DEFAULT_GUARD, ...settings.guard };
}
