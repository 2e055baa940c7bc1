import { DEFAULT_SETTINGS, guardOf, type GuardSettings, type ScreenShareSettings, type SiteNote } from '../../policy/settings.js';
import { settingsDifference, type SettingsChange } from '../../policy/settings-difference.js';
import { SURFACES } from '../../policy/surface.js';
import type { SettingsVersion } from '../../store/settings-store.js';
import type { Choice, Clash, SettingsPart } from './clash.js';
import { mergeBookmarks } from './merge-bookmarks.js';

/** Another administrator has saved changes to the same version, and both have changed the same thing. */
export interface Conflict {
  /** The version that both started from; null if nothing had been saved. */
  readonly base: SettingsVersion | null;
  /** The current version in staging; null if it has been emptied. */
  readonly theirs: SettingsVersion | null;
}

export interface Merged {
  readonly settings: ScreenShareSettings;
  readonly clashes: readonly Clash[];
}

const PART_OF: Readonly<Record<SettingsChange['kind'], SettingsPart>> = {
  'escalate-to-show': 'escalateToShow',
  'surface-added': 'surfaces',
  'surface-removed': 'surfaces',
  'site-added': 'allowedSites',
  'site-removed': 'allowedSites',
  'site-note': 'allowedSites',
  'site-owner': 'allowedSites',
  'bookmark-added': 'bookmarks',
  'bookmark-removed': 'bookmarks',
  'bookmark-moved': 'bookmarks',
  'bookmark-renamed': 'bookmarks',
  'bookmark-readdressed': 'bookmarks',
  'bookmark-activated': 'bookmarks',
  'bookmark-deactivated': 'bookmarks',
  'guard-changed': 'guard',
};

/** The part of the panel that a change belongs to. */
export function partOf({ kind }: SettingsChange): SettingsPart {
  return PART_OF[kind];
}

/** The settings of a version, or the default settings if there is none. */
export function settingsIn(version: SettingsVersion | null): ScreenShareSettings {
  return version?.settings ?? DEFAULT_SETTINGS;
}

/**
 * Merges both versions (a three-way merge). A change made by only one side is kept,
 * and additions by either side are added. Only where both have changed the same
 * thing differently does somebody have to choose; without a choice, mine is used.
 */
export function mergeSettings({ base, theirs }: Conflict, mine: ScreenShareSettings, choice: Choice = {}): Merged {
  const [was, other] = [settingsIn(base), settingsIn(theirs)];
  if (base && !theirs) {
    const emptied = { key: 'all', part: null, theirs: settingsDifference(was, other), mine: settingsDifference(was, mine) };
    return { settings: choice['all'] === 'theirs' ? other : mine, clashes: [emptied] };
  }
  const clashes: Clash[] = [];
  const allowedSites = mergeSites(was.allowedSites, other.allowedSites, mine.allowedSites);
  const siteNotes = mergeNotes(was, other, mine, choice, clashes);
  const bookmarks = mergeBookmarks(was.bookmarks, other.bookmarks, mine.bookmarks, choice, clashes);
  const guard = mergeGuard(was, other, mine, choice, clashes);
  const settings = {
    escalateToShow: mine.escalateToShow === was.escalateToShow ? other.escalateToShow : mine.escalateToShow,
    surfaces: SURFACES.filter((surface) => {
      const has = ({ surfaces }: ScreenShareSettings): boolean => surfaces.includes(surface);
      return has(mine) === has(was) ? has(other) : has(mine);
    }),
    allowedSites,
    bookmarks,
    ...(guard && { guard }),
    ...(siteNotes.length > 0 && { siteNotes }),
  };
  return { settings, clashes };
}

/** Compares values so that partly typed numbers (`NaN`) count as equal. */
function same(one: unknown, other: unknown): boolean {
  return Object.is(one, other);
}

function mergeSites(was: readonly string[], theirs: readonly string[], mine: readonly string[]): string[] {
  const setOf = (sites: readonly string[]): Set<string> => new Set(sites.map((site) => site.trim()));
  const [before, one, two] = [setOf(was), setOf(theirs), setOf(mine)];
  const added = theirs.filter((site) => !before.has(site.trim()) && !two.has(site.trim()));
  return [...added, ...mine.filter((site) => !before.has(site.trim()) || one.has(site.trim()))];
}

function mergeNotes(was: ScreenShareSettings, theirs: ScreenShareSettings, mine: ScreenShareSettings, choice: Choice, clashes: Clash[]): SiteNote[] {
  const [before, one, two] = [notesBySite(was), notesBySite(theirs), notesBySite(mine)];
  return [...new Set([...one.keys(), ...two.keys()])].flatMap((site) => {
    const pick = (key: 'note' | 'owner'): string => {
      const said = (notes: NoteMap): string => notes.get(site)?.[key] ?? '';
      const [from, a, b] = [said(before), said(one), said(two)];
      if (b === from || a === b) return a;
      if (a === from) return b;
      const id = `${key} ${site}`;
      const kind = key === 'note' ? 'site-note' : 'site-owner';
      clashes.push({ key: id, part: 'allowedSites', theirs: [{ kind, site, from, to: a }], mine: [{ kind, site, from, to: b }] });
      return choice[id] === 'theirs' ? a : b;
    };
    const [note, owner] = [pick('note'), pick('owner')];
    return note === '' && owner === '' ? [] : [{ site, ...(note !== '' && { note }), ...(owner !== '' && { owner }) }];
  });
}

type NoteMap = ReadonlyMap<string, SiteNote>;

function notesBySite({ siteNotes = [] }: ScreenShareSettings): NoteMap {
  return new Map(siteNotes.map((note) => [note.site.trim(), note]));
}

function mergeGuard(was: ScreenShareSettings, theirs: ScreenShareSettings, mine: ScreenShareSettings, choice: Choice, clashes: Clash[]): GuardSettings | undefined {
  if (!theirs.guard && !mine.guard) return undefined;
  const [before, one, two] = [guardOf(was), guardOf(theirs), guardOf(mine)];
  const keys = Object.keys(before) as (keyof GuardSettings)[];
  const entries = keys.map((key) => {
    if (same(two[key], before[key]) || same(one[key], two[key])) return [key, one[key]];
    if (same(one[key], before[key])) return [key, two[key]];
    const id = `guard ${key}`;
    const isThis = (change: SettingsChange): boolean => change.kind === 'guard-changed' && change.key === key;
    clashes.push({ key: id, part: 'guard', theirs: settingsDifference(was, theirs).filter(isThis), mine: settingsDifference(was, mine).filter(isThis) });
    return [key, choice[id] === 'theirs' ? one[key] : two[key]];
  });
  return Object.fromEntries(entries) as GuardSettings;
}
