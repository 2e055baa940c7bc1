import { guardOf, type Bookmark, type GuardSettings, type ScreenShareSettings, type SiteNote } from './settings.js';
import { SURFACES, type Surface } from './surface.js';

/** The normal form that all settings with the same meaning share. */
export interface NormalSettings {
  readonly escalateToShow: boolean;
  /** In the order in which the interface lists them, without duplicates. */
  readonly surfaces: readonly Surface[];
  /** Without surrounding spaces or duplicates, sorted. */
  readonly allowedSites: readonly string[];
  readonly bookmarks: readonly Bookmark[];
  /** With every value filled in. */
  readonly guard: Required<GuardSettings>;
  /** Only non-empty notes for sites on the list, in the order of the sites. */
  readonly siteNotes: readonly Required<SiteNote>[];
}

/**
 * The same settings without differences that have no effect: the order of surfaces and allowed sites,
 * duplicates, and omitted guard values, which get their defaults. The order of bookmarks is kept,
 * because it's the order of the menu.
 */
export function normalSettings(settings: ScreenShareSettings): NormalSettings {
  const allowedSites = [...new Set(settings.allowedSites.map((site) => site.trim()))].sort();
  return {
    escalateToShow: settings.escalateToShow,
    surfaces: SURFACES.filter((surface) => settings.surfaces.includes(surface)),
    allowedSites,
    bookmarks: settings.bookmarks.map(({ title, url, active }) => ({ title, url, active })),
    guard: guardOf(settings),
    siteNotes: normalNotes(settings.siteNotes ?? [], allowedSites),
  };
}

function normalNotes(notes: readonly SiteNote[], sites: readonly string[]): Required<SiteNote>[] {
  if (notes.length === 0) return [];
  const first = new Map<string, Required<SiteNote>>();
  for (const { site, note = '', owner = '' } of notes) {
    const key = site.trim();
    const normal = { site: key, note: note.trim(), owner: owner.trim() };
    if (!first.has(key) && (normal.note !== '' || normal.owner !== '')) first.set(key, normal);
  }
  return sites.flatMap((site) => first.get(site) ?? []);
}

/** Whether two settings mean the same. */
export function sameSettings(one: ScreenShareSettings, other: ScreenShareSettings): boolean {
  return one === other || meaningOf(one) === meaningOf(other);
}

/** A text that all settings with the same meaning share. Use it to compare with the same settings repeatedly. */
export function meaningOf(settings: ScreenShareSettings): string {
  // The normal form's keys are always in the same order, except the guard's, which come from outside.
  const { guard, ...rest } = normalSettings(settings);
  return JSON.stringify([rest, guard.graceMs, guard.holdBackMs, guard.reading, guard.show, guard.tabsByCaptureHandle]);
}
