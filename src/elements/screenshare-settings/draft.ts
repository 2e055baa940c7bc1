import { DEFAULT_GUARD, guardOf, MAX_ALLOWED_SITES, MAX_BOOKMARKS, type Bookmark, type GuardSettings, type ScreenShareSettings, type SiteNote } from '../../policy/settings.js';
import { SURFACES, type Surface } from '../../policy/surface.js';

/** An allowed site being edited. */
export interface SiteRow {
  /** Stays the same while other rows are added, removed and moved. */
  readonly id: number;
  readonly text: string;
  /** What the site is for; may be empty. */
  readonly note: string;
  /** Who is responsible for it; may be empty. */
  readonly owner: string;
}

/** The editable fields of a row. */
export type SiteFields = Omit<SiteRow, 'id'>;

/** A bookmark being edited. */
export interface BookmarkRow extends Bookmark {
  readonly id: number;
}

/** The guard's settings being edited. Numbers are text, so that a partly typed one isn't lost. */
export interface GuardFields {
  readonly holdBackMs: string;
  readonly graceMs: string;
  readonly tabsByCaptureHandle: boolean;
  readonly reading: 'exact' | 'ocr';
  readonly show: 'page' | 'window';
}

/** An administrator's draft of the settings. Immutable. */
export interface Draft {
  readonly escalateToShow: boolean;
  readonly surfaces: readonly Surface[];
  readonly sites: readonly SiteRow[];
  readonly bookmarks: readonly BookmarkRow[];
  /** The id of the next bookmark, whose empty row is shown before it exists. */
  readonly nextBookmark: number;
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
    sites: sitesOf(settings),
    bookmarks: settings.bookmarks.map((bookmark) => ({ id: nextId(), ...bookmark })),
    nextBookmark: nextId(),
    guard: { ...guard, holdBackMs: String(holdBackMs), graceMs: String(graceMs) },
  };
}

/** A draft of other settings. Unchanged parts keep their rows and any partly typed values. */
export function draftWith(draft: Draft, settings: ScreenShareSettings): Draft {
  const fresh = draftOf(settings);
  const typed = settingsOf(draft);
  const [before, after] = [guardOf(typed), guardOf(settings)];
  const kept = (Object.keys(before) as (keyof GuardSettings)[]).filter((key) => Object.is(before[key], after[key]));
  const sites = new Map(draft.sites.map((site) => [site.text.trim(), site.id]));
  const bookmarks = new Map(draft.bookmarks.map((bookmark) => [`${bookmark.title}\n${bookmark.url}`, bookmark.id]));
  const takeId = <K>(ids: Map<K, number>, key: K, id: number): number => {
    const known = ids.get(key);
    ids.delete(key);
    return known ?? id;
  };
  return {
    ...fresh,
    sites: fresh.sites.map((site) => ({ ...site, id: takeId(sites, site.text.trim(), site.id) })),
    bookmarks: fresh.bookmarks.map((bookmark) => ({ ...bookmark, id: takeId(bookmarks, `${bookmark.title}\n${bookmark.url}`, bookmark.id) })),
    nextBookmark: draft.bookmarks.length === 0 && fresh.bookmarks.length === 0 ? draft.nextBookmark : fresh.nextBookmark,
    guard: { ...fresh.guard, ...Object.fromEntries(kept.map((key) => [key, draft.guard[key]])) },
  };
}

function sitesOf({ allowedSites, siteNotes = [] }: ScreenShareSettings): SiteRow[] {
  const notes = new Map([...siteNotes].reverse().map((note) => [note.site.trim(), note]));
  return allowedSites.map((text) => {
    const { note = '', owner = '' } = notes.get(text.trim()) ?? {};
    return { id: nextId(), text, note, owner };
  });
}

function notesOf({ sites }: Draft): SiteNote[] {
  return sites
    .filter(({ note, owner }) => note !== '' || owner !== '')
    .map(({ text, note, owner }) => ({ site: text, ...(note !== '' && { note }), ...(owner !== '' && { owner }) }));
}

/** The settings in a draft. They may be invalid. */
export function settingsOf(draft: Draft): ScreenShareSettings {
  const guard = { ...draft.guard, holdBackMs: numberOf(draft.guard.holdBackMs), graceMs: numberOf(draft.guard.graceMs) };
  const changed = Object.entries(guard).filter(([key, value]) => value !== DEFAULT_GUARD[key as keyof GuardSettings]);
  const siteNotes = notesOf(draft);
  return {
    escalateToShow: draft.escalateToShow,
    surfaces: SURFACES.filter((surface) => draft.surfaces.includes(surface)),
    allowedSites: draft.sites.map(({ text }) => text),
    bookmarks: draft.bookmarks.map(({ title, url, active }) => ({ title, url, active })),
    ...(changed.length > 0 && { guard: Object.fromEntries(changed) }),
    ...(siteNotes.length > 0 && { siteNotes }),
  };
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** How many more allowed sites fit. */
export function roomForSites({ sites }: Draft): number {
  return Math.max(0, MAX_ALLOWED_SITES - sites.length);
}

/** Adds sites at the beginning, so that the newest are seen first. */
export function withSites(draft: Draft, sites: readonly (string | SiteFields)[]): Draft {
  const added = sites.map((site) => (typeof site === 'string' ? { id: nextId(), text: site.trim(), note: '', owner: '' } : { id: nextId(), ...site }));
  return { ...draft, sites: [...added, ...draft.sites] };
}

/** Changes the fields of one row. */
export function withSiteFields(draft: Draft, id: number, fields: Partial<SiteFields>): Draft {
  return { ...draft, sites: draft.sites.map((site) => (site.id === id ? { ...site, ...fields } : site)) };
}

/** Changes the texts of several rows, by id. */
export function withSiteTexts(draft: Draft, texts: ReadonlyMap<number, string>): Draft {
  return { ...draft, sites: draft.sites.map((site) => ({ ...site, text: texts.get(site.id) ?? site.text })) };
}

export function withOwner(draft: Draft, ids: ReadonlySet<number>, owner: string): Draft {
  return { ...draft, sites: draft.sites.map((site) => (ids.has(site.id) ? { ...site, owner } : site)) };
}

export function withoutSites(draft: Draft, ids: ReadonlySet<number>): Draft {
  return { ...draft, sites: draft.sites.filter((site) => !ids.has(site.id)) };
}

export function withSurface(draft: Draft, surface: Surface, on: boolean): Draft {
  const others = draft.surfaces.filter((other) => other !== surface);
  return { ...draft, surfaces: on ? SURFACES.filter((one) => one === surface || others.includes(one)) : others };
}

/** Adds an empty bookmark. Returns the same draft if the list is full. */
export function withBookmark(draft: Draft): Draft {
  if (draft.bookmarks.length >= MAX_BOOKMARKS) return draft;
  return { ...draft, bookmarks: [...draft.bookmarks, { id: draft.nextBookmark, title: '', url: '', active: true }], nextBookmark: nextId() };
}

export function withBookmarkFields(draft: Draft, id: number, fields: Partial<Bookmark>): Draft {
  // The empty row shown when there are no bookmarks becomes one with its first letter.
  const { bookmarks, nextBookmark } = id === draft.nextBookmark ? withBookmark(draft) : draft;
  return { ...draft, nextBookmark, bookmarks: bookmarks.map((bookmark) => (bookmark.id === id ? { ...bookmark, ...fields } : bookmark)) };
}

export function withoutBookmark(draft: Draft, id: number): Draft {
  return { ...draft, bookmarks: draft.bookmarks.filter((bookmark) => bookmark.id !== id) };
}

/** Moves a bookmark to another position, counted from 0. Returns the same draft if the position doesn't exist. */
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
