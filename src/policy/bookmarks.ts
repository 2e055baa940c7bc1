import type { AllowedSites } from './allowed-sites.js';
import { isUnder } from './host-name.js';
import { indexed } from './indexed.js';
import { phrase, worded } from './phrase.js';
import type { Problem } from './problems.js';
import { MAX_URL_LENGTH, type AllowedSite } from './read-allowed-site.js';
import { MAX_BOOKMARKS, MAX_TITLE_LENGTH, type Bookmark } from './settings.js';

/** Rules that have all been parsed. */
export type ListedSites = Pick<AllowedSites, 'rules' | 'check'>;

/** The rules against which bookmarks are checked. */
export interface BookmarkRules {
  /** Whether there are Allowed Sites at all, valid or not. */
  readonly guarded: boolean;
  /** The parsed rules. Undefined if one of them doesn't parse, so that domains can't be checked. */
  readonly sites: ListedSites | undefined;
}

/** Checks a list of bookmarks. Problems prevent saving, warnings don't. Paths begin with `bookmarks`. */
export function checkBookmarks(bookmarks: readonly Bookmark[], rules: BookmarkRules): { problems: Problem[]; warnings: Problem[] } {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  if (bookmarks.length > MAX_BOOKMARKS) {
    problems.push({ code: 'too-many', path: 'bookmarks', ...worded(phrase`There can be at most ${MAX_BOOKMARKS} bookmarks. Remove some.`) });
  }
  const firstByUrl = new Map<string, number>();
  for (const [index, bookmark] of indexed(bookmarks.slice(0, MAX_BOOKMARKS))) {
    const path = `bookmarks.${index}`;
    const titleProblem = checkTitle(bookmark.title, `${path}.title`);
    if (titleProblem) problems.push(titleProblem);
    const url = parseBookmarkUrl(bookmark.url, `${path}.url`, rules);
    if ('code' in url) {
      problems.push(url);
      continue;
    }
    warnings.push(...warnAbout(url, `${path}.url`, rules.sites));
    const first = firstByUrl.get(url.href);
    if (first !== undefined) warnings.push({ code: 'duplicate-bookmark', path: `${path}.url`, ...worded(phrase`Bookmark ${first + 1} has the same URL.`) });
    else firstByUrl.set(url.href, index);
  }
  return { problems, warnings };
}

function checkTitle(title: string, path: string): Problem | undefined {
  if (title.length > MAX_TITLE_LENGTH) return { code: 'too-long', path, ...worded(phrase`A title has at most ${MAX_TITLE_LENGTH} characters.`) };
  if (!/[^\s\p{C}]/u.test(title)) return { code: 'title-missing', path, message: 'Give the bookmark a title.' };
  return undefined;
}

/** The bookmark's URL, or why it isn't valid. */
function parseBookmarkUrl(text: string, path: string, { guarded, sites }: BookmarkRules): URL | Problem {
  if (text.length > MAX_URL_LENGTH) return { code: 'too-long', path, ...worded(phrase`A URL has at most ${MAX_URL_LENGTH} characters.`) };
  if (text.trim() === '') return { code: 'url-missing', path, message: 'Give the bookmark a URL, such as https://www.example.com/.' };
  const url = parseUrl(text);
  if (url === undefined || !/^\s*[a-z][a-z0-9+.-]*:/i.test(text)) {
    const problem = { code: 'url-invalid', path, message: 'This is no URL. It begins with https://.' } as const;
    const suggestion = secureSuggestion(`https://${text.trim().replace(/^\/+/, '')}`, sites);
    return suggestion === undefined ? problem : { ...problem, suggestion };
  }
  if (url.protocol === 'http:' && !guarded) return url;
  if (url.protocol !== 'https:') return notHttps(url, path, { guarded, sites });
  if (sites !== undefined && sites.rules.length > 0 && !isUnderAny(url.hostname, sites.rules)) {
    return { code: 'url-other-domain', path, ...worded(phrase`No allowed site is on ${url.hostname}. Add one, or remove the bookmark.`) };
  }
  return url;
}

function notHttps(url: URL, path: string, { guarded, sites }: BookmarkRules): Problem {
  const isHttp = url.protocol === 'http:';
  const text = isHttp && guarded ? 'With Allowed Sites, a bookmark begins with https://.' : phrase`A bookmark opens web pages only, not ${url.protocol}`;
  const problem = { code: 'url-not-https', path, ...worded(text) } as const;
  const suggestion = isHttp ? secureSuggestion(url.href.replace(/^http:/, 'https:'), sites) : undefined;
  return suggestion === undefined ? problem : { ...problem, suggestion };
}

/** Returns the text if a bookmark may have it as its URL. */
function secureSuggestion(text: string, sites: ListedSites | undefined): string | undefined {
  const url = parseUrl(text);
  if (url === undefined || text.length > MAX_URL_LENGTH || !/\.|^localhost$/.test(url.hostname)) return undefined;
  return sites === undefined || sites.rules.length === 0 || isUnderAny(url.hostname, sites.rules) ? text : undefined;
}

function isUnderAny(host: string, rules: readonly AllowedSite[]): boolean {
  return rules.some((rule) => isUnder(host, rule.host, rule.subdomains));
}

function warnAbout(url: URL, path: string, sites: ListedSites | undefined): Problem[] {
  const warnings: Problem[] = [];
  if (sites !== undefined && sites.rules.length > 0 && !sites.check(url.href).allowed) {
    warnings.push({ code: 'bookmark-not-allowed', path, message: 'No allowed site allows this page: an agent who shares it ends the share.' });
  }
  if (url.username !== '' || url.password !== '') {
    warnings.push({ code: 'bookmark-credentials', path, message: 'Every agent can read the user name or password in this URL.' });
  }
  return warnings;
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
