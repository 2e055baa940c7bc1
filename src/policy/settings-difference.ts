import { bookmarkDifference, type BookmarkChange } from './bookmark-difference.js';
import { normalSettings } from './normal-settings.js';
import type { GuardSettings, ScreenShareSettings } from './settings.js';
import { SURFACES, surfaceNames, type Surface } from './surface.js';

/** One guard setting whose value in force differs, the defaults counting as values. */
export type GuardChange = {
  readonly [K in keyof Required<GuardSettings>]: {
    readonly kind: 'guard-changed';
    readonly key: K;
    readonly from: Required<GuardSettings>[K];
    readonly to: Required<GuardSettings>[K];
  };
}[keyof Required<GuardSettings>];

/** One thing that differs between two settings. Plain data, for a panel's own words. */
export type SettingsChange =
  | { readonly kind: 'escalate-to-show'; readonly to: boolean }
  | { readonly kind: 'surface-added' | 'surface-removed'; readonly surface: Surface }
  | { readonly kind: 'site-added' | 'site-removed'; readonly site: string }
  | BookmarkChange
  | GuardChange;

/**
 * What publishing `after` over `before` would change, in the order of a panel.
 * Empty exactly when both mean the same: the order of surfaces and of allowed
 * sites and what is listed twice make no difference.
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
    ...bookmarkDifference(was.bookmarks, is.bookmarks),
    ...guardDifference(was.guard, is.guard),
  ];
}

function guardDifference(was: Required<GuardSettings>, is: Required<GuardSettings>): GuardChange[] {
  const one = <K extends keyof GuardSettings>(key: K): readonly { kind: 'guard-changed'; key: K; from: Required<GuardSettings>[K]; to: Required<GuardSettings>[K] }[] =>
    was[key] === is[key] ? [] : [{ kind: 'guard-changed', key, from: was[key], to: is[key] }];
  return [...one('holdBackMs'), ...one('graceMs'), ...one('tabsByCaptureHandle'), ...one('reading')];
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
