import type { DisplayedAddress } from './displayed-address.js';
import { isOverlongHost } from './host-name.js';
import { MAX_CHECKED_LENGTH } from './parse-page.js';
import type { PageAddress } from './rule-index.js';
import { canonicalPath } from './url-path.js';

/** What an address bar's text says about the page. `unclear` is never enough to show it. */
export type DisplayedVerdict = 'allowed' | 'blocked' | 'unclear';

/** What the judge needs from the rules. */
export interface Rules {
  /** Whether any rule allows a page. */
  allow(page: PageAddress): boolean;
  /** Whether any rule names a host, whatever the port and page. */
  name(host: string): boolean;
}

/** Spaces, control and formatting characters, unassigned code points and lone surrogates. No browser shows them in an address. */
const NEVER_SHOWN = /[\s\p{C}\p{Z}]/u;

/** Scripts written from right to left change the displayed order, in some browsers even that of the host. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** A bar fades the text out or ends it with this. It shouldn't be part of the text. */
const ELLIPSIS = '\u2026';

/** A segment that the parser would have resolved, so no bar shows it for an actual page. */
const PLAIN_DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?=\/|$)/i;

interface ShownParts {
  readonly authority: string;
  /** As shown. Empty if the bar hides the root's slash. */
  readonly path: string;
  /** With its `?`. Undefined if there's no query. */
  readonly query: string | undefined;
  readonly fragment: string | undefined;
}

/**
 * Judges what an address bar shows.
 *
 * The display is lossy: the scheme, `www.`, user info and the root's slash are hidden, escapes are
 * decoded, and the end is cut off. One text can therefore stand for many addresses. It's `allowed` only
 * if the rules allow all of them. A text that no browser shows for an actual page is `unclear`,
 * whatever it names.
 */
export function judgeDisplayed(shown: DisplayedAddress, rules: Rules): DisplayedVerdict {
  const { text, truncated, security, editing, confusable = false } = shown;
  if (editing || confusable) return 'unclear';
  if (security === 'not-secure') return 'blocked';
  if (security !== 'secure' || typeof text !== 'string' || text.length > MAX_CHECKED_LENGTH) return 'unclear';
  const trimmed = text.trim();
  if (trimmed === '' || NEVER_SHOWN.test(trimmed) || RIGHT_TO_LEFT.test(trimmed) || trimmed.includes(ELLIPSIS)) return 'unclear';
  const scheme = schemeOf(trimmed);
  // `example.com:`, cut off before its port, isn't a scheme.
  if (truncated && scheme?.length === trimmed.length - 1) return 'unclear';
  if (scheme !== undefined && scheme !== 'https') return 'blocked';
  if (scheme === 'https' && !trimmed.startsWith('https://')) return 'unclear';
  const parts = splitShown(scheme === undefined ? trimmed : trimmed.slice('https://'.length));
  if (shown.hostOnly === true) return judgeHostOnly(parts, truncated, rules);
  return truncated ? judgeCut(parts, rules) : judgeWhole(parts, rules);
}

/** The scheme that is shown, in lower case. `localhost:8080` has none. */
function schemeOf(text: string): string | undefined {
  const [, scheme, port] = /^([a-z][a-z0-9+.-]*):(\d*(?=$|[/?#]))?/i.exec(text) ?? [];
  const isHost = port !== undefined && port !== '';
  return isHost ? undefined : scheme?.toLowerCase();
}

function splitShown(text: string): ShownParts {
  const [, authority = '', path = '', query, fragment] = /^([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(text) ?? [];
  return { authority, path, query, fragment };
}

function judgeWhole(parts: ShownParts, rules: Rules): DisplayedVerdict {
  const url = urlOf(parts);
  if (url === undefined) return 'unclear';
  if (!rules.allow({ ...siteOf(url), path: canonicalPath(url.pathname), search: url.search })) return 'blocked';
  return isFaithful(parts, url) ? 'allowed' : 'unclear';
}

/** The visible part is enough if it includes the host, and either all of a rule's path before `/*` or the whole path. */
function judgeCut(parts: ShownParts, rules: Rules): DisplayedVerdict {
  // Without a slash, more of the host may follow: `www.example.com` may be the start of
  // `www.example.com.evil.test`.
  if (parts.path === '' && parts.query === undefined && parts.fragment === undefined) return 'unclear';
  const cut = parts.query === undefined && parts.fragment === undefined;
  const visible = cut ? { ...parts, path: parts.path.replace(/%[0-9a-f]?$/i, '') } : parts;
  const url = urlOf(visible);
  if (url === undefined || !isFaithful(visible, url)) return 'unclear';
  const search = parts.fragment === undefined ? undefined : url.search;
  return rules.allow({ ...siteOf(url), path: canonicalPath(url.pathname), search, cut }) ? 'allowed' : 'unclear';
}

function siteOf({ hostname, port }: URL): { host: string; port: string } {
  return { host: hostname, port };
}

/** It may be any page of the host, so only a rule for the whole host decides. */
function judgeHostOnly(parts: ShownParts, truncated: boolean, rules: Rules): DisplayedVerdict {
  const url = urlOf(parts);
  if (truncated || url === undefined) return 'unclear';
  if (!rules.name(url.hostname)) return 'blocked';
  const isHostAlone = parts.path === '' && parts.query === undefined && parts.fragment === undefined;
  if (!isHostAlone || !isFaithful(parts, url)) return 'unclear';
  return rules.allow({ ...siteOf(url), path: '/', search: undefined, cut: true }) ? 'allowed' : 'unclear';
}

function urlOf({ authority, path, query = '' }: ShownParts): URL | undefined {
  if (isOverlongHost(authority)) return undefined;
  try {
    const url = new URL(`https://${authority}${path}${query}`);
    return url.href.length > MAX_CHECKED_LENGTH ? undefined : url;
  } catch {
    return undefined;
  }
}

/**
 * Whether a browser could show the parsed address like this. If the parser had to change the host or
 * resolve the path, the text was typed or misread, and isn't the address of an actual page.
 */
function isFaithful({ authority, path }: ShownParts, url: URL): boolean {
  if (url.username !== '' || url.password !== '' || authority.includes('@')) return false;
  return isFaithfulHost(authority, url) && !path.includes('\\') && !PLAIN_DOT_SEGMENT.test(path);
}

function isFaithfulHost(authority: string, url: URL): boolean {
  if (authority === url.host) return true;
  const shownHost = url.port === '' ? authority : authority.slice(0, -url.port.length - 1);
  // The host may be in its own script, if the parser only converts it to punycode. IDNA maps upper
  // case, wide and composed forms.
  const isOwnScript = /^[\p{L}\p{M}\p{N}._-]+$/u.test(shownHost) && /[^\0-\x7F]/.test(shownHost);
  return isOwnScript && shownHost === shownHost.normalize('NFKC').toLowerCase() && authority.endsWith(url.port);
}
