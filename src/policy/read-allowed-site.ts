import { isIpAddress, isOverlongHost, isPlainHost, withoutWww } from './host-name.js';
import { phrase, type Phrase } from './phrase.js';
import { canonicalPath } from './url-path.js';

/** One rule of the Allowed Sites list, parsed. */
export interface AllowedSite {
  /** The rule as written, without surrounding spaces. */
  readonly text: string;
  /** The host as written, in lower case and punycode, without `*.`. */
  readonly writtenHost: string;
  /** The host without `www.`. A page's host is compared with this. */
  readonly host: string;
  /** Whether the rule begins with `*.`, so that it also applies to any subdomain of `host`. */
  readonly subdomains: boolean;
  /** The port as text. Empty for 443. */
  readonly port: string;
  /**
   * The path in its canonical spelling. A segment that is just `*` stands for any one segment that
   * isn't empty. If `below` is set, the path ends in a slash and is the beginning of every matching
   * page's path.
   */
  readonly path: string;
  /** Whether the rule ends in `/*`, so that it allows every page below `path`, with any query. */
  readonly below: boolean;
  /** The exact query with its `?`, or null if any query is allowed. */
  readonly query: string | null;
}

/** Problems with a rule. Stable across versions. */
export type AllowedSiteProblemCode =
  | 'not-text'
  | 'empty'
  | 'too-long'
  | 'blank-inside'
  | 'control-character'
  | 'backslash'
  | 'bare-wildcard'
  | 'no-scheme'
  | 'not-https'
  | 'fragment'
  | 'bad-escape'
  | 'user-info'
  | 'empty-host'
  | 'bad-host'
  | 'host-trailing-dot'
  | 'wildcard-in-host'
  | 'wildcard-too-wide'
  | 'wildcard-before-ip'
  | 'wildcard-before-www'
  | 'empty-port'
  | 'bad-port'
  | 'wildcard-in-segment'
  | 'empty-query'
  | 'wildcard-in-query'
  | 'wildcard-before-query';

/** The maximum length of a rule or a bookmark's URL, in UTF-16 units. */
export const MAX_URL_LENGTH = 2048;

/** The result of parsing a text once: a rule, or the first problem and the text with only that corrected. */
export type AllowedSiteReading = { readonly ok: true; readonly rule: AllowedSite } | Wrong;

interface Wrong {
  readonly ok: false;
  readonly code: AllowedSiteProblemCode;
  readonly text: string | Phrase;
  readonly correction: string | undefined;
}

/** A rule split at its delimiters. Nothing has been checked yet. */
interface Parts {
  readonly text: string;
  readonly host: string;
  /** The text after the host's colon. Undefined without a colon. */
  readonly port: string | undefined;
  readonly path: string;
  /** The text after the question mark. Undefined without one. */
  readonly query: string | undefined;
}

/** Parses a text as a rule, once. The caller decides whether to follow corrections. */
export function readAllowedSite(written: unknown): AllowedSiteReading {
  if (typeof written !== 'string') return wrong('not-text', 'A rule is text, such as https://www.example.com/first/*.');
  if (written.length > 4 * MAX_URL_LENGTH) return tooLong();
  const text = written.trim();
  return characterProblem(text) ?? schemeProblem(text) ?? escapeProblem(text) ?? readParts(text);
}

function wrong(code: AllowedSiteProblemCode, text: string | Phrase, correction?: string): Wrong {
  return { ok: false, code, text, correction };
}

function tooLong(): Wrong {
  return wrong('too-long', phrase`A rule has at most ${MAX_URL_LENGTH} characters.`);
}

function characterProblem(text: string): Wrong | undefined {
  if (text === '') return wrong('empty', 'Enter a rule, such as https://www.example.com/first/*.');
  if (text.length > MAX_URL_LENGTH) return tooLong();
  if (/[\p{Cc}\p{Cf}\p{Cs}]/u.test(text)) {
    return wrong('control-character', 'There is an invisible character in the rule.', text.replace(/[\p{Cc}\p{Cf}\p{Cs}]+/gu, ''));
  }
  if (/\s/u.test(text)) return wrong('blank-inside', 'There is a blank in the rule. Enter one rule at a time; a blank in a path is written %20.', withoutSpaces(text));
  if (text.includes('\\')) return wrong('backslash', 'Write / instead of \\.', text.replaceAll('\\', '/'));
  if (/^\*+$/.test(text)) return wrong('bare-wildcard', 'A rule that allows everything is none. Name the host: https://www.example.com/*.');
  return undefined;
}

function withoutSpaces(text: string): string | undefined {
  if (/:\/\/.*:\/\//u.test(text)) return undefined;
  const [, start = '', rest = ''] = /^([^:/?#]*:?\/*[^/?#]*)(.*)$/u.exec(text) ?? [];
  return start.replace(/\s+/gu, '') + rest.replace(/\s/gu, (space) => encodeURIComponent(space));
}

const MISSPELT_SCHEME = /^(?:h+t*ps*|h*t+ps*)[:;]?\/{1,3}(?=[^/])/i;

function schemeProblem(text: string): Wrong | undefined {
  if (/^https:\/\//i.test(text)) return undefined;
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*|\*):(.*)$/i.exec(text) ?? [];
  const isHostAndPort = scheme?.includes('.') === true || /^\d+(?:$|[/?#*])/.test(rest);
  if (scheme === undefined || isHostAndPort) return noScheme(text);
  const name = scheme.toLowerCase();
  if (name === 'https') return noScheme(text, `https://${rest.replace(/^\/+/, '')}`);
  return wrong('not-https', phrase`Only https: pages can be allowed, not ${name}: ones.`, otherSchemeCorrection(name, rest) ?? misspeltCorrection(text));
}

function otherSchemeCorrection(scheme: string, rest: string): string | undefined {
  if (scheme === 'view-source') return rest;
  if (scheme !== 'http' && scheme !== '*') return undefined;
  return `https://${rest.replace(/^\/+/, '').replace(/^([^/?#:]*):80(?=$|[/?#])/, '$1')}`;
}

function misspeltCorrection(text: string): string | undefined {
  return MISSPELT_SCHEME.test(text) ? text.replace(MISSPELT_SCHEME, 'https://') : undefined;
}

function noScheme(text: string, correction = misspeltCorrection(text) ?? withScheme(text)): Wrong {
  return wrong('no-scheme', 'A rule begins with https://.', correction);
}

/** `example.com` most likely means the whole site, not only its home page. `example.com/first` means a page. */
function withScheme(text: string): string | undefined {
  const bare = text.startsWith('//') ? text.slice(2) : text;
  const [host = ''] = /^[^/?#]*/.exec(bare) ?? [];
  if (!host.includes('.') && !/^localhost(?:$|:)/i.test(host)) return undefined;
  return `https://${bare}${host === bare ? '/*' : ''}`;
}

function escapeProblem(text: string): Wrong | undefined {
  const hash = text.indexOf('#');
  if (hash >= 0) return wrong('fragment', 'What follows # never reaches a server and does not matter. Leave it out.', text.slice(0, hash));
  const halfEscape = /%(?![0-9a-f]{2})/gi;
  if (halfEscape.test(text)) return wrong('bad-escape', 'A % is followed by two hexadecimal digits; a percent sign itself is written %25.', text.replace(halfEscape, '%25'));
  return undefined;
}

function readParts(text: string): AllowedSiteReading {
  const [, authority = '', path = '', query] = /^https:\/\/([^/?]*)([^?]*)(?:\?(.*))?$/is.exec(text) ?? [];
  const tail = text.slice('https://'.length + authority.length);
  const at = authority.lastIndexOf('@');
  if (at >= 0) return wrong('user-info', 'A rule has no user name or password. Leave out everything up to the @.', `https://${authority.slice(at + 1)}${tail}`);
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(authority) ?? [];
  const parts = { text, host, port, path, query };
  return hostTextProblem(parts, tail) ?? portProblem(parts, tail) ?? queryProblem(parts) ?? readUrl(parts);
}

function hostTextProblem({ host, port }: Parts, tail: string): Wrong | undefined {
  const colonPort = port === undefined ? '' : `:${port}`;
  const base = host.startsWith('*.') ? host.slice(2) : host;
  if (base === '') return wrong('empty-host', 'There is no host between https:// and the path.', port === undefined && host === '' ? `https://${tail.replace(/^\/+/, '')}` : undefined);
  if (isOverlongHost(base)) return wrong('bad-host', 'A host name has at most 253 characters.');
  if (!base.includes('*')) return undefined;
  const message = 'In a host, * stands only at the head, as a whole label: https://*.example.com/*.';
  if (/^\*+$/.test(host)) return wrong('wildcard-in-host', 'A rule names a host. For all of its subdomains: https://*.example.com/*.');
  const trailing = /^(.*[^.*])\*+$/.exec(host)?.[1];
  if (trailing !== undefined) return wrong('wildcard-in-host', message, `https://${trailing}${colonPort}${tail === '' ? '/*' : tail}`);
  const leading = /^(?:\*+\.?)+([^*]+)$/.exec(host)?.[1];
  return wrong('wildcard-in-host', message, leading === undefined ? undefined : `https://*.${leading}${colonPort}${tail}`);
}

function portProblem({ host, port }: Parts, tail: string): Wrong | undefined {
  if (port === undefined) return undefined;
  if (port === '') return wrong('empty-port', 'There is no port after the colon.', `https://${host}${tail}`);
  if (/^\d+$/.test(port) && Number(port) <= 65_535) return undefined;
  const message = 'A port is a number up to 65535.';
  if (port === '*') return wrong('bad-port', message, `https://${host}${tail}`);
  const number = /^(\d+)\*+$/.exec(port)?.[1];
  return wrong('bad-port', message, number === undefined ? undefined : `https://${host}:${number}${tail === '' ? '/*' : tail}`);
}

function queryProblem({ text, path, query }: Parts): Wrong | undefined {
  if (query === undefined) return undefined;
  const withoutQuery = text.slice(0, text.indexOf('?'));
  if (query === '') return wrong('empty-query', 'There is nothing after the question mark.', withoutQuery);
  if (query.includes('*')) return wrong('wildcard-in-query', 'A query has no *. A rule without a query allows any query.', withoutQuery);
  if (path.endsWith('/*')) return wrong('wildcard-before-query', 'A rule that ends in /* allows any query. Leave the query out.', withoutQuery);
  return undefined;
}

function readUrl(parts: Parts): AllowedSiteReading {
  const subdomains = parts.host.startsWith('*.');
  const base = subdomains ? parts.host.slice(2) : parts.host;
  const rest = parts.text.slice('https://'.length + parts.host.length);
  let url: URL;
  try {
    url = new URL(`https://${base}${rest}`);
  } catch {
    return wrong('bad-host', phrase`“${base.slice(0, 80)}” is no host name.`, collapsedDots(parts.host, parts, rest));
  }
  const problem = hostProblem(url.hostname, parts, rest) ?? segmentProblem(parts, url.pathname);
  return problem ?? { ok: true, rule: ruleOf(parts.text, url, subdomains) };
}

function hostProblem(host: string, parts: Parts, rest: string): Wrong | undefined {
  if (host.includes('*')) return wrong('wildcard-in-host', 'In a host, * stands only at the head, as a whole label: https://*.example.com/*.');
  if (host.endsWith('.')) return wrong('host-trailing-dot', 'A host that ends in a dot is another host.', `https://${parts.host.replace(/[.。．｡]+$/u, '')}${rest}`);
  if (host.includes(',')) return wrong('bad-host', 'There is a comma in the host. Its parts are separated by dots.', `https://${parts.host.replaceAll(',', '.')}${rest}`);
  if (!isIpAddress(host) && /[^a-z0-9._-]/.test(host)) return wrong('bad-host', 'A host has letters, digits, hyphens and dots only.');
  if (!isPlainHost(host)) return wrong('bad-host', 'No page can be on this host.', collapsedDots(parts.host, parts, rest));
  if (!parts.host.startsWith('*.')) return undefined;
  if (isIpAddress(host)) return wrong('wildcard-before-ip', 'An IP address has no subdomains.', `https://${parts.host.slice(2)}${rest}`);
  if (host.startsWith('www.')) return wrong('wildcard-before-www', 'Leave out www.: the domain itself, with and without it, is allowed too.', `https://*.${withoutWww(host)}${rest}`);
  if (!host.includes('.')) return wrong('wildcard-too-wide', 'At least two labels follow *., as in https://*.example.com/*.');
  return undefined;
}

function collapsedDots(host: string, { text }: Parts, rest: string): string | undefined {
  const correction = `https://${host.replace(/[.。．｡]{2,}/gu, '.').replace(/^[.。．｡]/u, '')}${rest}`;
  return correction === text ? undefined : correction;
}

function segmentProblem({ text, path }: Parts, pathname: string): Wrong | undefined {
  const isBroken = canonicalPath(pathname).split('/').some((segment) => segment !== '*' && segment.includes('*'));
  if (!isBroken) return undefined;
  const corrected = path.replace(/\/([^/*]*)\*+\/?$/, (_, name: string) => (name === '' ? '/*' : `/${name}/*`));
  const start = text.indexOf(path, 'https://'.length);
  return wrong(
    'wildcard-in-segment',
    'In a path, * stands for a whole segment: /first/* for every page below, /orders/*/print for any one segment.',
    corrected === path ? undefined : text.slice(0, start) + corrected + text.slice(start + path.length),
  );
}

function ruleOf(text: string, url: URL, subdomains: boolean): AllowedSite {
  const path = canonicalPath(url.pathname);
  const below = path.endsWith('/*');
  return {
    text,
    writtenHost: url.hostname,
    host: withoutWww(url.hostname),
    subdomains,
    port: url.port,
    path: below ? path.slice(0, -1) : path,
    below,
    query: url.search === '' ? null : url.search,
  };
}
