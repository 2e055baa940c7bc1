import { AllowedSites } from './allowed-sites.js';
import { checkSettings, type SettingsResult } from './check-settings.js';

export type { SettingsResult } from './check-settings.js';

/**
 * Checks settings from anywhere. Never throws, whatever the value.
 *
 * Nothing is cut or corrected: text that is too long, and a list that is, is a
 * problem to be put right by a person. Lengths are in UTF-16 units. Keys that
 * this version doesn't know are dropped; the value itself is never changed.
 */
export function validateSettings(value: unknown): SettingsResult {
  return checkSettings(value, (rules) => new AllowedSites(rules.map(({ text }) => text)));
}
