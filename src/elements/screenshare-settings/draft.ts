import { DEFAULT_GUARD, guardOf, MAX_ALLOWED_SITES, MAX_BOOKMARKS, type Bookmark, type GuardSettings, type ScreenShareSettings } from '../../policy/settings.js';
import { SURFACES, type Surface } from '../../policy/surface.js';

/** One allowed site as it is being typed. */
export interface SiteRow {
  /** Stays with the row while others come, go and move. */
  readonly id: number;
  readonly text: string;
}

/** One bookmark as it is being typed. */
export interface BookmarkRow extends Bookmark {
  readonly id: number;
}

/** The guard's settings as they are being typed: numbers are text, so that half of one isn't lost. */
export interface GuardFields {
  readonly holdBackMs: string;
  readonly graceMs: string;
  readonly tabsByCaptureHandle: boolean;
  readonly reading: 'exact' | 'ocr';
}

/** Settings in the hands of an administrator. Never changed in place. */
export interface Draft {
  readonly escalateToShow: boolean;
  readonly surfaces: readonly Surface[];
  readonly sites: readonly SiteRow[];
  readonly bookmarks: readonly BookmarkRow[];
  readonly guard: GuardFields;
}

let lastId = 0;

/** @returns An id that no row has had before. */
function nextId(): number {
  lastId += 1;
  return lastId;
}

export function draftOf(settings: ScreenShareSettings): Draft {
  const { holdBackMs, graceMs, ...guard } = guardOf(settings);
  return {
    escalateToShow: settings.escalateToShow,
    surfaces: settings.surfaces,
    sites: settings.allowedSites.map((text) => ({ id: nextId(), text })),
    bookmarks: settings.bookmarks.map((bookmark) => ({ id: nextId(), ...bookmark })),
    guard: { ...guard, holdBackMs: String(holdBackMs), graceMs: String(graceMs) },
  };
}

/** The settings that a draft stands for. They may be invalid. */
export function settingsOf(draft: Draft): ScreenShareSettings {
  const guard = { ...draft.guard, holdBackMs: numberOf(draft.guard.holdBackMs), graceMs: numberOf(draft.guard.graceMs) };
  const changed = Object.entries(guard).filter(([key, value]) => value !== DEFAULT_GUARD[key as keyof GuardSettings]);
  return {
    escalateToShow: draft.escalateToShow,
    surfaces: SURFACES.filter((surface) => draft.surfaces.includes(surface)),
    allowedSites: draft.sites.map(({ text }) => text),
    bookmarks: draft.bookmarks.map(({ title, url, active }) => ({ title, url, active })),
    ...(changed.length > 0 && { guard: Object.fromEntries(changed) }),
  };
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** How many more allowed sites there may be. */
export function roomForSites({ sites }: Draft): number {
  return Math.max(0, MAX_ALLOWED_SITES - sites.length);
}

export function withSites(draft: Draft, texts: readonly string[]): Draft {
  return { ...draft, sites: [...draft.sites, ...texts.map((text) => ({ id: nextId(), text: text.trim() }))] };
}

export function withSiteText(draft: Draft, id: number, text: string): Draft {
  return { ...draft, sites: draft.sites.map((site) => (site.id === id ? { id, text } : site)) };
}

export function withoutSite(draft: Draft, id: number): Draft {
  return { ...draft, sites: draft.sites.filter((site) => site.id !== id) };
}

export function withSurface(draft: Draft, surface: Surface, on: boolean): Draft {
  const others = draft.surfaces.filter((other) => other !== surface);
  return { ...draft, surfaces: on ? SURFACES.filter((one) => one === surface || others.includes(one)) : others };
}

/** With one bookmark more, to be filled in. The same draft where there is no room. */
export function withBookmark(draft: Draft): Draft {
  if (draft.bookmarks.length >= MAX_BOOKMARKS) return draft;
  return { ...draft, bookmarks: [...draft.bookmarks, { id: nextId(), title: '', url: '', active: true }] };
}

export function withBookmarkFields(draft: Draft, id: number, fields: Partial<Bookmark>): Draft {
  return { ...draft, bookmarks: draft.bookmarks.map((bookmark) => (bookmark.id === id ? { ...bookmark, ...fields } : bookmark)) };
}

export function withoutBookmark(draft: Draft, id: number): Draft {
  return { ...draft, bookmarks: draft.bookmarks.filter((bookmark) => bookmark.id !== id) };
}

/** With a bookmark at another place, counted from 0; the same draft where there is no such place. */
export function withBookmarkAt(draft: Draft, id: number, place: number): Draft {
  const bookmark = draft.bookmarks.find((one) => one.id === id);
  const at = bookmark ? draft.bookmarks.indexOf(bookmark) : -1;
  if (!bookmark || place === at || place < 0 || place >= draft.bookmarks.length) return draft;
  const others = draft.bookmarks.filter((one) => one !== bookmark);
  return { ...draft, bookmarks: [...others.slice(0, place), bookmark, ...others.slice(place)] };
}

export function withGuard(draft: Draft, fields: Partial<GuardFields>): Draft {
  return { ...draft, guard: { ...draft.guard, ...fields } };
}
