import { AllowedSites } from './allowed-sites.js';
import { parseAllowedSite } from './allowed-site.js';
import { checkSettings, type ParseSite, type SettingsResult } from './check-settings.js';
import { warnAboutSuffixes } from './public-suffix.js';
import type { AllowedSite } from './read-allowed-site.js';

export type { SettingsResult } from './check-settings.js';

/**
 * Checks settings from any source. Never throws, whatever the value.
 *
 * Nothing is truncated or corrected: a text or list that is too long is a problem for a person to
 * correct. Lengths are in UTF-16 units. Keys that this version doesn't know are dropped, but the value
 * itself is never changed.
 */
export function validateSettings(value: unknown): SettingsResult {
  return validateParsing(value, parseAllowedSite);
}

/** The same with a custom parse function, for callers that check a list on every keystroke and cache parsed rules. */
export function validateParsing(value: unknown, parse: ParseSite): SettingsResult {
  let rules: readonly AllowedSite[] = [];
  const list = (parsed: readonly AllowedSite[]): AllowedSites => {
    rules = parsed;
    return new AllowedSites(parsed.map(({ text }) => text), parsed);
  };
  const result = checkSettings(value, list, parse);
  return result.ok ? { ...result, warnings: [...result.warnings, ...warnAboutSuffixes(rules)] } : result;
}
