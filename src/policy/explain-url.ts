import type { AllowedSites } from './allowed-sites.js';
import { rulePhrase } from './describe-rule.js';
import { hasOverlongAuthority, isPlainHost, isUnder } from './host-name.js';
import { unicodeHost } from './unicode-host.js';
import { MAX_CHECKED_LENGTH } from './parse-page.js';
import { phrase, worded, type Phrase, type Worded } from './phrase.js';
import type { AllowedSite } from './read-allowed-site.js';
import { canonicalPath, hasHiddenDots } from './url-path.js';

/** Why a page is allowed or not. Stable across versions. */
export type ExplanationCode =
  | 'allowed'
  | 'no-rules'
  | 'not-a-url'
  | 'not-https'
  | 'hidden-dots'
  | 'impossible-host'
  | 'too-long'
  | 'other-host'
  | 'other-case'
  | 'other-port'
  | 'other-page'
  | 'other-query';

/** Which rule allows a page, or why none does. `message` is one sentence for the administrator. */
export interface Explanation extends Worded {
  readonly allowed: boolean;
  readonly code: ExplanationCode;
  /** The rule that allows the page, or the one that comes closest. */
  readonly rule?: string;
}

/** Explains which rule allows a page, or why none does. This is for trying out rules; to decide, `check` is enough. */
export function explainUrl(sites: AllowedSites, text: string): Explanation {
  const { allowed, rule } = sites.check(text);
  if (allowed && rule !== undefined) {
    const parsed = sites.rules.find((candidate) => candidate.text === rule.trim());
    return { allowed, code: 'allowed', ...worded(parsed ? phrase`Allowed by ${rule}: ${rulePhrase(parsed)}.` : phrase`Allowed by ${rule}.`), rule };
  }
  if (sites.rules.length === 0) return denied('no-rules', 'There are no allowed sites.');
  if (text.length > MAX_CHECKED_LENGTH || hasOverlongAuthority(text)) return tooLong();
  const url = parseUrl(text);
  if (url === undefined) return denied('not-a-url', 'This is no URL. A page’s URL begins with https://.');
  if (url.protocol !== 'https:') return denied('not-https', phrase`Only https: pages can be allowed; this one is ${url.protocol}`);
  return url.href.length > MAX_CHECKED_LENGTH ? tooLong() : closest(sites, url);
}

function closest({ rules }: AllowedSites, url: URL): Explanation {
  if (!isPlainHost(url.hostname)) return denied('impossible-host', 'This host ends in a dot, has an empty part or is too long, which makes it no host that a rule can name.');
  if (hasHiddenDots(canonicalPath(url.pathname))) return denied('hidden-dots', 'A server may read a part of this path as “..”, so no rule allows it.');
  const onHost = rules.filter((rule) => isUnder(url.hostname, rule.host, rule.subdomains));
  const [anyOnHost] = onHost;
  if (anyOnHost === undefined) return denied('other-host', phrase`No rule names ${unicodeHost(url.hostname)}.`);
  const onPort = onHost.filter((rule) => rule.port === url.port);
  const [anyOnPort] = onPort;
  if (anyOnPort === undefined) {
    const port = anyOnHost.port === '' ? '443' : anyOnHost.port;
    return denied('other-port', phrase`The rule for this host is for port ${port}: ${anyOnHost.text}.`, anyOnHost);
  }
  const path = canonicalPath(url.pathname);
  const samePage = onPort.find((rule) => rule.path === path && rule.query !== null);
  if (samePage) return denied('other-query', phrase`The rule for this page wants exactly the query ${samePage.query ?? ''}.`, samePage);
  const inOtherCase = onPort.find((rule) => isSameInAnyCase(rule, path));
  if (inOtherCase) return denied('other-case', phrase`Only upper and lower case differ from the rule ${inOtherCase.text}. In a path they count.`, inOtherCase);
  const nearest = nearestTo(path, onPort) ?? anyOnPort;
  const allows = rulePhrase(nearest);
  const text = onPort.length > 1 ? phrase`The closest rule (and ${onPort.length - 1} more for this host) allows ${allows}.` : phrase`The closest rule allows ${allows}.`;
  return denied('other-page', text, nearest);
}

function isSameInAnyCase({ path, below }: AllowedSite, page: string): boolean {
  const [rule, shown] = [path.toLowerCase(), page.toLowerCase()];
  return below ? shown.startsWith(rule) : shown === rule;
}

/** The URL for the text in an address bar: `www.example.com/x` becomes `https://www.example.com/x`. Other texts are returned unchanged. */
export function urlFromBar(text: string): string {
  const shown = text.trim();
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):(.*)$/i.exec(shown) ?? [];
  const hasScheme = scheme !== '' && !/^\d+(?:$|[/?#])/.test(rest);
  if (hasScheme) return shown;
  // If nothing in it could be a host name, it's some other text.
  const [host = ''] = /^[^/?#]*/.exec(shown) ?? [];
  return /^[^\s@]+\.[^\s@]+$|^localhost(?::\d+)?$/i.test(host) ? `https://${shown}` : shown;
}

function tooLong(): Explanation {
  return denied('too-long', phrase`This is longer than an address that a rule can allow: ${MAX_CHECKED_LENGTH} characters, letters beyond ASCII escaped.`);
}

function denied(code: ExplanationCode, text: string | Phrase, rule?: AllowedSite): Explanation {
  return { allowed: false, code, ...worded(text), ...(rule && { rule: rule.text }) };
}

/** How many characters of a path are compared to find the closest rule. */
const COMPARED_LENGTH = 256;

/** The first of the rules whose paths share the longest beginning with this one. */
function nearestTo(path: string, rules: readonly AllowedSite[]): AllowedSite | undefined {
  let nearest: AllowedSite | undefined;
  let most = -1;
  for (const rule of rules) {
    const shared = sharedStart(rule.path, path);
    if (shared > most) [nearest, most] = [rule, shared];
  }
  return nearest;
}

function sharedStart(one: string, other: string): number {
  const end = Math.min(one.length, other.length, COMPARED_LENGTH);
  let length = 0;
  while (length < end && one.charCodeAt(length) === other.charCodeAt(length)) length += 1;
  return length;
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
