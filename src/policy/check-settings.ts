import * as v from 'valibot';
import { parseAllowedSite, type AllowedSiteResult } from './allowed-site.js';
import { checkBookmarks, type ListedSites } from './bookmarks.js';
import { indexed } from './indexed.js';
import { phrase, worded, type Phrase } from './phrase.js';
import type { Problem } from './problems.js';
import type { AllowedSite } from './read-allowed-site.js';
import { settingsSchema } from './settings-schema.js';
import { DEFAULT_GUARD, GUARD_RANGES, MAX_ALLOWED_SITES, type ScreenShareSettings } from './settings.js';
import { SURFACES, type Surface, surfacesPhrase } from './surface.js';
import { hasHiddenDots } from './url-path.js';

export type SettingsResult =
  | { readonly ok: true; readonly settings: ScreenShareSettings; readonly warnings: Problem[] }
  | { readonly ok: false; readonly problems: Problem[] };

/** Turns parsed rules into the form that bookmarks are checked against. */
export type ListSites = (rules: readonly AllowedSite[]) => ListedSites;

/** Parses a rule. Callers that check the same list repeatedly can pass a function that caches. */
export type ParseSite = (text: string) => AllowedSiteResult;

/** Checks settings from any source. Never throws, whatever the value. */
export function checkSettings(value: unknown, list: ListSites, parse: ParseSite = parseAllowedSite): SettingsResult {
  try {
    const shape = v.safeParse(settingsSchema, value);
    return shape.success ? judge(shape.output, list, parse) : { ok: false, problems: shape.issues.map(problemOf) };
  } catch {
    return { ok: false, problems: [{ code: 'unreadable', path: '', message: 'The settings can’t be read.' }] };
  }
}

function problemOf(issue: v.BaseIssue<unknown> & { readonly requirement?: unknown }): Problem {
  const path = v.getDotPath(issue) ?? '';
  if (issue.received === 'undefined') return { code: 'missing', path, ...worded(phrase`This is missing. ${{ parts: [issue.message], values: [] }}`) };
  if (issue.type === 'max_length') return { code: 'too-long', path, ...worded(phrase`This has at most ${Number(issue.requirement)} characters.`) };
  if (issue.type === 'min_value' || issue.type === 'max_value') return { code: 'out-of-range', path, ...worded(rangePhrase(path)) };
  return { code: 'wrong-type', path, message: issue.message };
}

/** Only the guard's numbers have a range. */
function rangePhrase(path: string): Phrase {
  const [least, most] = GUARD_RANGES[path === 'guard.graceMs' ? 'graceMs' : 'holdBackMs'];
  return phrase`This must be a number of milliseconds from ${least} to ${most}.`;
}

function judge(settings: ScreenShareSettings, list: ListSites, parse: ParseSite): SettingsResult {
  const sites = checkSites(settings.allowedSites, list, parse);
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
    const text = phrase`With Allowed Sites only ${surfacesPhrase(provable)} can be shared, not ${surfacesPhrase(others)}.`;
    problems.push({ code: 'surface-with-allowed-sites', path: 'surfaces', ...worded(text) });
  }
  const isRepeated = new Set(surfaces).size < surfaces.length;
  const warnings: Problem[] = isRepeated ? [{ code: 'duplicate-surface', path: 'surfaces', message: 'A surface is listed twice.' }] : [];
  return { problems, warnings };
}

function checkSites(texts: readonly string[], list: ListSites, parse: ParseSite): { problems: Problem[]; warnings: Problem[]; parsed: ListedSites | undefined } {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  if (texts.length > MAX_ALLOWED_SITES) {
    problems.push({ code: 'too-many', path: 'allowedSites', ...worded(phrase`There can be at most ${MAX_ALLOWED_SITES} allowed sites. Remove some.`) });
  }
  const listed = texts.slice(0, MAX_ALLOWED_SITES);
  const rules: AllowedSite[] = [];
  const firstByMeaning = new Map<string, string>();
  const firstInAnyCase = new Map<string, string>();
  for (const [index, text] of indexed(listed)) {
    const path = `allowedSites.${index}`;
    const result = parse(text);
    if (!result.ok) {
      const { code, message, phrase: words, suggestion } = result;
      problems.push({ code, path, message, ...(words && { phrase: words }), ...(suggestion !== undefined && { suggestion }) });
      continue;
    }
    rules.push(result.rule);
    const { host, subdomains, port, path: page, below, query } = result.rule;
    const meaning = JSON.stringify([host, subdomains, port, page, below, query]);
    const first = firstByMeaning.get(meaning);
    if (first !== undefined) warnings.push({ code: 'duplicate-allowed-site', path, ...worded(phrase`The rule ${first} means the same.`) });
    else {
      firstByMeaning.set(meaning, text);
      const alike = firstInAnyCase.get(meaning.toLowerCase());
      if (alike === undefined) firstInAnyCase.set(meaning.toLowerCase(), text);
      else warnings.push({ code: 'differs-in-case', path, ...worded(phrase`Only upper and lower case differ from the rule ${alike}. In a path they count, so each allows other pages.`) });
    }
    if (hasHiddenDots(page)) warnings.push({ code: 'allows-nothing', path, message: 'A server may read a part of this path as “..”; no page like that is ever allowed.' });
  }
  const isWhole = problems.every((problem) => problem.code === 'too-many');
  return { problems, warnings, parsed: isWhole ? list(rules) : undefined };
}

function guardWarnings({ guard, allowedSites }: ScreenShareSettings): Problem[] {
  if (allowedSites.length === 0 || (guard?.holdBackMs ?? DEFAULT_GUARD.holdBackMs) >= DEFAULT_GUARD.holdBackMs) return [];
  const text = phrase`Below ${DEFAULT_GUARD.holdBackMs} milliseconds a frame of a page that isn’t allowed may get out.`;
  return [{ code: 'hold-back-short', path: 'guard.holdBackMs', ...worded(text) }];
}
