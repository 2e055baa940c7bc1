import { normalSettings } from './normal-settings.js';
import { phrase, worded, type Phrase } from './phrase.js';
import { DEFAULT_GUARD, type GuardSettings, type ScreenShareSettings, type SiteNote } from './settings.js';
import { type SettingsResult, validateSettings } from './validate-settings.js';

/** More characters than valid settings can have. */
const MAX_CHARACTERS = 8_000_000;

/** Settings as the text of a JSON file, for a backup or another server. */
export function exportSettings(settings: ScreenShareSettings): string {
  const { escalateToShow, surfaces, bookmarks, guard, siteNotes } = normalSettings(settings);
  const changed = Object.entries(guard).filter(([key, value]) => value !== DEFAULT_GUARD[key as keyof GuardSettings]);
  // Keep the order of the list, because the administrator chose it.
  const file = { escalateToShow, surfaces, allowedSites: settings.allowedSites, bookmarks, ...(changed.length > 0 && { guard: Object.fromEntries(changed) }), ...(siteNotes.length > 0 && { siteNotes: siteNotes.map(written) }) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** A note without its empty fields. */
function written({ site, note, owner }: Required<SiteNote>): SiteNote {
  return { site, ...(note !== '' && { note }), ...(owner !== '' && { owner }) };
}

/**
 * Reads settings from the text of a file. Never throws: every problem is listed with its place, and a
 * file with problems is rejected as a whole. Unknown keys are dropped.
 */
export function importSettings(text: string): SettingsResult {
  if (text.length > MAX_CHARACTERS) return unreadable('This file is too large for settings.');
  let value: unknown;
  try {
    // Editors on Windows start a file with a byte order mark.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    return unreadable(cause instanceof Error ? phrase`This file is not JSON: ${cause.message}` : 'This file is not JSON.');
  }
  return validateSettings(value);
}

function unreadable(text: string | Phrase): SettingsResult {
  return { ok: false, problems: [{ code: 'unreadable', path: '', ...worded(text) }] };
}
