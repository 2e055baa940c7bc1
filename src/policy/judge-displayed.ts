import type { DisplayedAddress } from './displayed-address.js';
import { isOverlongHost } from './host-name.js';
import { MAX_CHECKED_LENGTH } from './parse-page.js';
import type { PageAddress } from './rule-index.js';
import { canonicalPath } from './url-path.js';

/** What an address bar's text says of the page: `unclear` is never good enough to show it. */
export type DisplayedVerdict = 'allowed' | 'blocked' | 'unclear';

/** What the judge asks of the rules. */
export interface Rules {
  /** Whether some rule allows a page. */
  allow(page: PageAddress): boolean;
  /** Whether some rule names a host, whatever the port and page. */
  name(host: string): boolean;
}

/** Blanks, control and formatting characters, unassigned ones and halves of characters: no browser shows them in an address. */
const NEVER_SHOWN = /[\s\p{C}\p{Z}]/u;

/** Scripts written from right to left turn the order of what is shown about, the host with it in some browsers. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** A bar fades the text out or ends it with this; it should not be in the text. */
const ELLIPSIS = '\u2026';

/** A segment that the parser would have resolved, and so no bar shows of a page that is there. */
const PLAIN_DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?=\/|$)/i;

interface ShownParts {
  readonly authority: string;
  /** As shown; empty where the bar hides the root's slash. */
  readonly path: string;
  /** With its `?`; undefined without one. */
  readonly query: string | undefined;
  readonly fragment: string | undefined;
}

/**
 * Judges what an address bar shows.
 *
 * The display is lossy: the scheme, `www.`, user info and the root's slash are
 * hidden, escapes shown decoded, the end cut off. So a text stands for many
 * addresses, and is `allowed` only where it decides for all of them. A text that
 * no browser shows for a page that is there is `unclear`, whatever it names.
 */
export function judgeDisplayed(shown: DisplayedAddress, rules: Rules): DisplayedVerdict {
  const { text, truncated, security, editing } = shown;
  if (editing) return 'unclear';
  if (security === 'not-secure') return 'blocked';
  if (security !== 'secure' || typeof text !== 'string' || text.length > MAX_CHECKED_LENGTH) return 'unclear';
  const trimmed = text.trim();
  if (trimmed === '' || NEVER_SHOWN.test(trimmed) || RIGHT_TO_LEFT.test(trimmed) || trimmed.includes(ELLIPSIS)) return 'unclear';
  const scheme = schemeOf(trimmed);
  // `example.com:` cut off before its port isn't a scheme yet.
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

/** The visible part decides where the host and a rule's whole part before `/*`, or the whole path, are visible. */
function judgeCut(parts: ShownParts, rules: Rules): DisplayedVerdict {
  // Without a slash, more of the host may follow: `www.example.com` of `www.example.com.evil.test`.
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

/** Any page of the host can be behind it: only a rule for the whole host decides. */
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
 * Whether a browser may show the parsed address so. Where the parser had to
 * change the host or resolve the path, the text is something that was typed, or
 * a misreading, and not the address of a page that is there.
 */
function isFaithful({ authority, path }: ShownParts, url: URL): boolean {
  if (url.username !== '' || url.password !== '' || authority.includes('@')) return false;
  return isFaithfulHost(authority, url) && !path.includes('\\') && !PLAIN_DOT_SEGMENT.test(path);
}

function isFaithfulHost(authority: string, url: URL): boolean {
  if (authority === url.host) return true;
  const shownHost = url.port === '' ? authority : authority.slice(0, -url.port.length - 1);
  // A host in its own script, which the parser turns into punycode and nothing else. IDNA maps upper case, wide and composed forms.
  const isOwnScript = /^[\p{L}\p{M}\p{N}._-]+$/u.test(shownHost) && /[^\0-\x7F]/.test(shownHost);
  return isOwnScript && shownHost === shownHost.normalize('NFKC').toLowerCase() && authority.endsWith(url.port);
}
