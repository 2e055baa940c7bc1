import { bookmarkDifference, type BookmarkChange } from './bookmark-difference.js';
import { normalSettings, type NormalSettings } from './normal-settings.js';
import type { GuardSettings, ScreenShareSettings, SiteNote } from './settings.js';
import { SURFACES, surfaceNames, type Surface } from './surface.js';

/** A guard setting with a different effective value. Defaults count as values. */
export type GuardChange = {
  readonly [K in keyof Required<GuardSettings>]: {
    readonly kind: 'guard-changed';
    readonly key: K;
    readonly from: Required<GuardSettings>[K];
    readonly to: Required<GuardSettings>[K];
  };
}[keyof Required<GuardSettings>];

/** One difference between two settings. It's plain data, so that a panel can word it. */
export type SettingsChange =
  | { readonly kind: 'escalate-to-show'; readonly to: boolean }
  | { readonly kind: 'surface-added' | 'surface-removed'; readonly surface: Surface }
  | { readonly kind: 'site-added' | 'site-removed'; readonly site: string }
  /** The note beside a site that stays on the list. Empty if there's none. */
  | { readonly kind: 'site-note'; readonly site: string; readonly from: string; readonly to: string }
  | { readonly kind: 'site-owner'; readonly site: string; readonly from: string; readonly to: string }
  | BookmarkChange
  | GuardChange;

/**
 * What publishing `after` over `before` would change, in the order of a panel. It's empty if and only
 * if both mean the same: the order of surfaces and allowed sites, and duplicates, make no difference.
 *
 * @example
 * ```ts
 * const { staging, production } = await store.read();
 * const changes = settingsDifference(production.settings, staging.settings);
 * list.replaceChildren(...changes.map((change) => row(describeChange(change))));
 * ```
 */
export function settingsDifference(before: ScreenShareSettings, after: ScreenShareSettings): SettingsChange[] {
  const [was, is] = [normalSettings(before), normalSettings(after)];
  const surfaces = SURFACES.flatMap((surface): SettingsChange[] => {
    const added = is.surfaces.includes(surface);
    return added === was.surfaces.includes(surface) ? [] : [{ kind: added ? 'surface-added' : 'surface-removed', surface }];
  });
  const [old, current] = [new Set(was.allowedSites), new Set(is.allowedSites)];
  return [
    ...(was.escalateToShow === is.escalateToShow ? [] : [{ kind: 'escalate-to-show', to: is.escalateToShow } as const]),
    ...surfaces,
    ...was.allowedSites.filter((site) => !current.has(site)).map((site) => ({ kind: 'site-removed', site }) as const),
    ...is.allowedSites.filter((site) => !old.has(site)).map((site) => ({ kind: 'site-added', site }) as const),
    ...noteDifference(was, is),
    ...bookmarkDifference(was.bookmarks, is.bookmarks),
    ...guardDifference(was.guard, is.guard),
  ];
}

function noteDifference(was: NormalSettings, is: NormalSettings): SettingsChange[] {
  if (was.siteNotes.length + is.siteNotes.length === 0) return [];
  const bySite = ({ siteNotes }: NormalSettings): Map<string, Required<SiteNote>> => new Map(siteNotes.map((note) => [note.site, note]));
  const [old, current, before] = [bySite(was), bySite(is), new Set(was.allowedSites)];
  return is.allowedSites.flatMap((site): SettingsChange[] => {
    // A note that was added together with its site isn't a separate change.
    if (!before.has(site)) return [];
    const [one, other] = [old.get(site), current.get(site)];
    return [
      ...((one?.note ?? '') === (other?.note ?? '') ? [] : [{ kind: 'site-note', site, from: one?.note ?? '', to: other?.note ?? '' } as const]),
      ...((one?.owner ?? '') === (other?.owner ?? '') ? [] : [{ kind: 'site-owner', site, from: one?.owner ?? '', to: other?.owner ?? '' } as const]),
    ];
  });
}

function guardDifference(was: Required<GuardSettings>, is: Required<GuardSettings>): GuardChange[] {
  const one = <K extends keyof GuardSettings>(key: K): readonly { kind: 'guard-changed'; key: K; from: Required<GuardSettings>[K]; to: Required<GuardSettings>[K] }[] =>
    was[key] === is[key] ? [] : [{ kind: 'guard-changed', key, from: was[key], to: is[key] }];
  return [...one('holdBackMs'), ...one('graceMs'), ...one('tabsByCaptureHandle'), ...one('reading'), ...one('show')];
}

/** A change as an English sentence. */
export function describeChange(change: SettingsChange): string {
  switch (change.kind) {
    case 'escalate-to-show':
      return `Escalate to Show is switched ${change.to ? 'on' : 'off'}.`;
    case 'surface-added':
      return `Agents may share ${surfaceNames([change.surface])}.`;
    case 'surface-removed':
      return `Agents may no longer share ${surfaceNames([change.surface])}.`;
    case 'site-added':
      return `The allowed site ${change.site} is added.`;
    case 'site-removed':
      return `The allowed site ${change.site} is removed.`;
    case 'site-note':
      return change.to === '' ? `The note beside ${change.site} is removed.` : `The note beside ${change.site} is now “${change.to}”.`;
    case 'site-owner':
      return change.to === '' ? `${change.site} has no owner any more.` : `The owner of ${change.site} is now ${change.to}.`;
    case 'guard-changed':
      return `The guard’s ${change.key} changes from ${String(change.from)} to ${String(change.to)}.`;
    default:
      return describeBookmarkChange(change);
  }
}

function describeBookmarkChange(change: BookmarkChange): string {
  switch (change.kind) {
    case 'bookmark-added':
      return `The bookmark “${change.bookmark.title}” (${change.bookmark.url}) is added at place ${change.at + 1}.`;
    case 'bookmark-removed':
      return `The bookmark “${change.bookmark.title}” (${change.bookmark.url}) is removed.`;
    case 'bookmark-moved':
      return `The bookmark “${change.bookmark.title}” moves from place ${change.from + 1} to place ${change.to + 1}.`;
    case 'bookmark-renamed':
      return `The bookmark “${change.from}” is called “${change.to}”.`;
    case 'bookmark-readdressed':
      return `The bookmark “${change.title}” leads to ${change.to} instead of ${change.from}.`;
    case 'bookmark-activated':
      return `The bookmark “${change.bookmark.title}” is shown to agents.`;
    case 'bookmark-deactivated':
      return `The bookmark “${change.bookmark.title}” is no longer shown to agents.`;
  }
}
