import { guardOf, type Bookmark, type GuardSettings, type ScreenShareSettings } from './settings.js';
import { SURFACES, type Surface } from './surface.js';

/** Settings in the one form that all settings of the same meaning share. */
export interface NormalSettings {
  readonly escalateToShow: boolean;
  /** In the order in which people are shown them, each once. */
  readonly surfaces: readonly Surface[];
  /** Without surrounding blanks, each once, sorted. */
  readonly allowedSites: readonly string[];
  readonly bookmarks: readonly Bookmark[];
  /** With every value filled in. */
  readonly guard: Required<GuardSettings>;
}

/**
 * The same settings without what makes no difference: the order of surfaces and
 * of allowed sites, what is listed twice, guard values that are the default's.
 * The order of bookmarks is that of the menu, so it stays.
 */
export function normalSettings(settings: ScreenShareSettings): NormalSettings {
  return {
    escalateToShow: settings.escalateToShow,
    surfaces: SURFACES.filter((surface) => settings.surfaces.includes(surface)),
    allowedSites: [...new Set(settings.allowedSites.map((site) => site.trim()))].sort(),
    bookmarks: settings.bookmarks.map(({ title, url, active }) => ({ title, url, active })),
    guard: guardOf(settings),
  };
}

/** Whether two settings mean the same. */
export function sameSettings(one: ScreenShareSettings, other: ScreenShareSettings): boolean {
  // The normal form always has its keys in the same order, but for the guard's, which come from outside.
  const text = (settings: ScreenShareSettings): string => {
    const { guard, ...rest } = normalSettings(settings);
    return JSON.stringify([rest, guard.graceMs, guard.holdBackMs, guard.reading, guard.tabsByCaptureHandle]);
  };
  return text(one) === text(other);
}
