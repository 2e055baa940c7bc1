import type { AllowedSites } from './allowed-sites.js';
import { describeRule } from './describe-rule.js';
import { isPlainHost, isUnder } from './host-name.js';
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
  | 'other-port'
  | 'other-page'
  | 'other-query';

/** Which rule allows a page, or why none does. */
export interface Explanation {
  readonly allowed: boolean;
  readonly code: ExplanationCode;
  /** One sentence for the administrator. */
  readonly message: string;
  /** The rule that allows the page, or the one that comes closest. */
  readonly rule?: string;
}

/** Says which rule allows a page, or why none does. For people trying out rules; to decide, `check` is enough. */
export function explainUrl(sites: AllowedSites, text: string): Explanation {
  const { allowed, rule } = sites.check(text);
  if (allowed && rule !== undefined) {
    const parsed = sites.rules.find((candidate) => candidate.text === rule.trim());
    return { allowed, code: 'allowed', message: `Allowed by ${rule}${parsed ? `: ${describeRule(parsed)}` : ''}.`, rule };
  }
  if (sites.rules.length === 0) return denied('no-rules', 'There are no allowed sites.');
  const url = parseUrl(text);
  if (url === undefined) return denied('not-a-url', 'This is no URL. A page’s URL begins with https://.');
  if (url.protocol !== 'https:') return denied('not-https', `Only https: pages can be allowed; this one is ${url.protocol}`);
  return closest(sites, url);
}

function closest({ rules }: AllowedSites, url: URL): Explanation {
  if (!isPlainHost(url.hostname)) return denied('impossible-host', 'This host ends in a dot, has an empty part or is too long, which makes it no host that a rule can name.');
  if (hasHiddenDots(canonicalPath(url.pathname))) return denied('hidden-dots', 'A server may read a part of this path as “..”, so no rule allows it.');
  const onHost = rules.filter((rule) => isUnder(url.hostname, rule.host, rule.subdomains));
  const [anyOnHost] = onHost;
  if (anyOnHost === undefined) return denied('other-host', `No rule names ${url.hostname}.`);
  const onPort = onHost.filter((rule) => rule.port === url.port);
  const [anyOnPort] = onPort;
  if (anyOnPort === undefined) {
    const port = anyOnHost.port === '' ? '443' : anyOnHost.port;
    return denied('other-port', `The rule for this host is for port ${port}: ${anyOnHost.text}.`, anyOnHost);
  }
  const path = canonicalPath(url.pathname);
  const samePage = onPort.find((rule) => rule.path === path && rule.query !== null);
  if (samePage) return denied('other-query', `The rule for this page wants exactly the query ${samePage.query ?? ''}.`, samePage);
  const others = onPort.length > 1 ? ` (and ${onPort.length - 1} more for this host)` : '';
  const nearest = onPort.reduce((best, rule) => (sharedStart(rule.path, path) > sharedStart(best.path, path) ? rule : best), anyOnPort);
  return denied('other-page', `The closest rule${others} allows ${describeRule(nearest)}.`, nearest);
}

function denied(code: ExplanationCode, message: string, rule?: AllowedSite): Explanation {
  return { allowed: false, code, message, ...(rule && { rule: rule.text }) };
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
