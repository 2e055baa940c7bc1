import type { SettingsChange } from '../../policy/settings-difference.js';

/** The parts of the panel that settings belong to. */
export const SETTINGS_PARTS = ['escalateToShow', 'surfaces', 'allowedSites', 'bookmarks', 'guard'] as const;
export type SettingsPart = (typeof SETTINGS_PARTS)[number];

export type Side = 'theirs' | 'mine';
/** Whose change to take for each clash, by its key. */
export type Choice = Readonly<Record<string, Side>>;

/** One thing that both have changed in different ways. */
export interface Clash {
  readonly key: string;
  /** Null means everything: staging has been emptied. */
  readonly part: SettingsPart | null;
  readonly theirs: readonly SettingsChange[];
  readonly mine: readonly SettingsChange[];
}
