import { SURFACES, type Surface } from './surface.js';

/** A page that the administrator offers in the agent's menu. */
export interface Bookmark {
  /** The text in the menu. At least one visible character, at most {@link MAX_TITLE_LENGTH}. */
  readonly title: string;
  /** An `https:` URL, or also `http:` if there are no Allowed Sites. At most 2,048 characters. */
  readonly url: string;
  /** Only active bookmarks appear in the menu. */
  readonly active: boolean;
}

/** What administrators have written beside an allowed site. Agents' pages never receive it. */
export interface SiteNote {
  /** The rule, exactly as in `allowedSites`. */
  readonly site: string;
  /** For example, what the site is for. At most {@link MAX_NOTE_LENGTH} characters. */
  readonly note?: string;
  /** Who is responsible for the site. At most {@link MAX_OWNER_LENGTH} characters. */
  readonly owner?: string;
}

/** How the guard works while Allowed Sites apply. Omitted values default to {@link DEFAULT_GUARD}. */
export interface GuardSettings {
  /**
   * How long a frame waits before it leaves, in milliseconds. Only allowed pages must be seen during
   * that time. 0 to 10,000, default 250. A page can change 140 ms before its address bar does and,
   * rarely, more: below 250, a frame of a page that isn't allowed may get out.
   */
  readonly holdBackMs?: number;
  /**
   * How long the address may stay unclear before the share ends, in milliseconds. Meanwhile the visitor
   * sees the last allowed frame, and nothing else leaves. 0 to 600,000, default 60,000.
   */
  readonly graceMs?: number;
  /** Whether tabs that expose a Capture Handle can be shared under Allowed Sites. Default false. */
  readonly tabsByCaptureHandle?: boolean;
  /**
   * The proof that an address needs. `exact`: drawn again with identical pixels in the local font.
   * `ocr` also accepts a reading by a general OCR engine, which can confuse look-alikes. Default
   * `exact`.
   */
  readonly reading?: 'exact' | 'ocr';
  /**
   * What visitors see of a shared window. `page`: only the page, without tab titles, bookmarks and the
   * rest of the browser's window, which the rules don't cover. `window`: all of it. Default `page`.
   */
  readonly show?: 'page' | 'window';
}

/** What the administrator configures. */
export interface ScreenShareSettings {
  /** Whether agents may share at all. */
  readonly escalateToShow: boolean;
  /** What agents may share, at least one surface. With Allowed Sites only `window`, and `tab` with `guard.tabsByCaptureHandle`. */
  readonly surfaces: readonly Surface[];
  /** The pages that agents may share, at most {@link MAX_ALLOWED_SITES} rules. Empty means any page, unguarded. */
  readonly allowedSites: readonly string[];
  /** At most {@link MAX_BOOKMARKS}, in the order of the menu. */
  readonly bookmarks: readonly Bookmark[];
  readonly guard?: GuardSettings;
  /** Notes beside the allowed sites, at most one for each. A note whose site isn't on the list has no effect. */
  readonly siteNotes?: readonly SiteNote[];
}

export const MAX_TITLE_LENGTH = 200;
export const MAX_BOOKMARKS = 20;
export const MAX_ALLOWED_SITES = 5000;
export const MAX_NOTE_LENGTH = 500;
export const MAX_OWNER_LENGTH = 200;

/** How the guard works if the settings don't specify it. */
export const DEFAULT_GUARD = Object.freeze({
  holdBackMs: 250,
  graceMs: 60_000,
  tabsByCaptureHandle: false,
  reading: 'exact',
  show: 'page',
} as const satisfies Required<GuardSettings>);

/** The range of each number in {@link GuardSettings}, in milliseconds, both ends included. */
export const GUARD_RANGES = Object.freeze({
  holdBackMs: Object.freeze([0, 10_000] as const),
  graceMs: Object.freeze([0, 600_000] as const),
});

/** What a panel shows before anything has been saved: everything may be shared, without restrictions. */
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
