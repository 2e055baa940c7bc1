import { DEFAULT_SETTINGS, type ScreenShareSettings } from '../../policy/settings.js';
import { settingsDifference, type SettingsChange } from '../../policy/settings-difference.js';
import type { SettingsVersion } from '../../store/settings-store.js';

/** The parts of settings that are taken from one side or the other as a whole. */
export const SETTINGS_PARTS = ['escalateToShow', 'surfaces', 'allowedSites', 'bookmarks', 'guard'] as const;
export type SettingsPart = (typeof SETTINGS_PARTS)[number];

export type Side = 'theirs' | 'mine';
export type Choice = Readonly<Partial<Record<SettingsPart, Side>>>;

/** Another administrator has saved while this one was at work on the same version. */
export interface Conflict {
  /** What both began with; null when nothing had been saved. */
  readonly base: SettingsVersion | null;
  /** What staging holds now; null when it has been emptied. */
  readonly theirs: SettingsVersion | null;
}

/** A part that at least one of the two has changed, and how. */
export interface PartInConflict {
  readonly part: SettingsPart;
  readonly theirs: readonly SettingsChange[];
  readonly mine: readonly SettingsChange[];
}

const PART_OF: Readonly<Record<SettingsChange['kind'], SettingsPart>> = {
  'escalate-to-show': 'escalateToShow',
  'surface-added': 'surfaces',
  'surface-removed': 'surfaces',
  'site-added': 'allowedSites',
  'site-removed': 'allowedSites',
  'bookmark-added': 'bookmarks',
  'bookmark-removed': 'bookmarks',
  'bookmark-moved': 'bookmarks',
  'bookmark-renamed': 'bookmarks',
  'bookmark-readdressed': 'bookmarks',
  'bookmark-activated': 'bookmarks',
  'bookmark-deactivated': 'bookmarks',
  'guard-changed': 'guard',
};

/** The settings of a version; those of an empty panel where there is none. */
export function settingsIn(version: SettingsVersion | null): ScreenShareSettings {
  return version?.settings ?? DEFAULT_SETTINGS;
}

/** What each of the two has changed, part by part, in the order of the panel. */
export function partsInConflict({ base, theirs }: Conflict, mine: ScreenShareSettings): PartInConflict[] {
  const before = settingsIn(base);
  const theirChanges = settingsDifference(before, settingsIn(theirs));
  const myChanges = settingsDifference(before, mine);
  const of = (changes: readonly SettingsChange[], part: SettingsPart): SettingsChange[] => changes.filter(({ kind }) => PART_OF[kind] === part);
  return SETTINGS_PARTS.map((part) => ({ part, theirs: of(theirChanges, part), mine: of(myChanges, part) })).filter(
    ({ theirs: one, mine: other }) => one.length + other.length > 0,
  );
}

/** Whose part is taken unless somebody chooses: mine where I changed it, else theirs, so that what only one has changed is kept. */
export function proposedSide({ mine }: PartInConflict): Side {
  return mine.length > 0 ? 'mine' : 'theirs';
}

/** Both versions put together; the parts that nobody chose are as {@link proposedSide} has them. */
export function merge(conflict: Conflict, mine: ScreenShareSettings, choice: Choice): ScreenShareSettings {
  const theirs = settingsIn(conflict.theirs);
  const parts = partsInConflict(conflict, mine);
  const from = (part: SettingsPart): ScreenShareSettings => {
    const found = parts.find((one) => one.part === part);
    return found && (choice[part] ?? proposedSide(found)) === 'mine' ? mine : theirs;
  };
  const { guard } = from('guard');
  return {
    escalateToShow: from('escalateToShow').escalateToShow,
    surfaces: from('surfaces').surfaces,
    allowedSites: from('allowedSites').allowedSites,
    bookmarks: from('bookmarks').bookmarks,
    ...(guard && { guard }),
  };
}
