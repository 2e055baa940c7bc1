import * as v from 'valibot';
import { parseAllowedSite } from './allowed-site.js';
import { AllowedSites } from './allowed-sites.js';
import { checkBookmarks } from './bookmarks.js';
import type { Problem } from './problems.js';
import { settingsSchema } from './settings-schema.js';
import { DEFAULT_GUARD, MAX_ALLOWED_SITES, type ScreenShareSettings } from './settings.js';
import { SURFACES, type Surface, surfaceNames } from './surface.js';
import { hasHiddenDots } from './url-path.js';

export type SettingsResult =
  | { readonly ok: true; readonly settings: ScreenShareSettings; readonly warnings: Problem[] }
  | { readonly ok: false; readonly problems: Problem[] };

/**
 * Checks settings from anywhere. Never throws, whatever the value.
 *
 * Nothing is cut or corrected: text that is too long, and a list that is, is a
 * problem to be put right by a person. Lengths are in UTF-16 units. Keys that
 * this version doesn't know are dropped; the value itself is never changed.
 */
export function validateSettings(value: unknown): SettingsResult {
  try {
    const shape = v.safeParse(settingsSchema, value);
    return shape.success ? judge(shape.output) : { ok: false, problems: shape.issues.map(problemOf) };
  } catch {
    return { ok: false, problems: [{ code: 'unreadable', path: '', message: 'The settings can’t be read.' }] };
  }
}

function problemOf(issue: v.BaseIssue<unknown>): Problem {
  const path = v.getDotPath(issue) ?? '';
  if (issue.received === 'undefined') return { code: 'missing', path, message: `This is missing. ${issue.message}` };
  if (issue.type === 'min_value' || issue.type === 'max_value') return { code: 'out-of-range', path, message: issue.message };
  return { code: 'wrong-type', path, message: issue.message };
}

function judge(settings: ScreenShareSettings): SettingsResult {
  const sites = checkSites(settings.allowedSites);
  const surfaces = checkSurfaces(settings);
  const bookmarks = checkBookmarks(settings.bookmarks, { guarded: settings.allowedSites.length > 0, sites: sites.parsed });
  const problems = [...surfaces.problems, ...sites.problems, ...bookmarks.problems];
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, settings, warnings: [...surfaces.warnings, ...sites.warnings, ...bookmarks.warnings, ...guardWarnings(settings)] };
}

function checkSurfaces({ surfaces, allowedSites, guard }: ScreenShareSettings): { problems: Problem[]; warnings: Problem[] } {
  if (surfaces.length === 0) {
    return { problems: [{ code: 'no-surface', path: 'surfaces', message: 'Choose at least one: screen, window or tab.' }], warnings: [] };
  }
  const problems: Problem[] = [];
  const provable: readonly Surface[] = guard?.tabsByCaptureHandle === true ? ['window', 'tab'] : ['window'];
  const others = SURFACES.filter((surface) => surfaces.includes(surface) && !provable.includes(surface));
  if (allowedSites.length > 0 && others.length > 0) {
    const message = `With Allowed Sites only ${surfaceNames(provable)} can be shared. Remove ${others.join(' and ')}.`;
    problems.push({ code: 'surface-with-allowed-sites', path: 'surfaces', message });
  }
  const isRepeated = new Set(surfaces).size < surfaces.length;
  const warnings: Problem[] = isRepeated ? [{ code: 'duplicate-surface', path: 'surfaces', message: 'A surface is listed twice.' }] : [];
  return { problems, warnings };
}

function checkSites(texts: readonly string[]): { problems: Problem[]; warnings: Problem[]; parsed: AllowedSites | undefined } {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  if (texts.length > MAX_ALLOWED_SITES) {
    const message = `There can be at most ${MAX_ALLOWED_SITES.toLocaleString('en')} allowed sites. Remove some.`;
    problems.push({ code: 'too-many', path: 'allowedSites', message });
  }
  const listed = texts.slice(0, MAX_ALLOWED_SITES);
  const firstByMeaning = new Map<string, number>();
  for (const [index, text] of listed.entries()) {
    const path = `allowedSites.${index}`;
    const result = parseAllowedSite(text);
    if (!result.ok) {
      const { code, message, suggestion } = result;
      problems.push({ code, path, message, ...(suggestion !== undefined && { suggestion }) });
      continue;
    }
    const { host, subdomains, port, path: page, below, query } = result.rule;
    const meaning = JSON.stringify([host, subdomains, port, page, below, query]);
    const first = firstByMeaning.get(meaning);
    if (first === undefined) firstByMeaning.set(meaning, index);
    else warnings.push({ code: 'duplicate-allowed-site', path, message: `Allowed site ${first + 1} means the same.` });
    if (hasHiddenDots(page)) warnings.push({ code: 'allows-nothing', path, message: 'A server may read a part of this path as “..”; no page like that is ever allowed.' });
  }
  const isWhole = problems.every((problem) => problem.code === 'too-many');
  return { problems, warnings, parsed: isWhole ? new AllowedSites(listed) : undefined };
}

function guardWarnings({ guard, allowedSites }: ScreenShareSettings): Problem[] {
  if (allowedSites.length === 0 || (guard?.holdBackMs ?? DEFAULT_GUARD.holdBackMs) >= DEFAULT_GUARD.holdBackMs) return [];
  const message = `Below ${DEFAULT_GUARD.holdBackMs} milliseconds a frame of a page that isn’t allowed may get out.`;
  return [{ code: 'hold-back-short', path: 'guard.holdBackMs', message }];
}
