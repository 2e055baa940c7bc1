import { hasOverlongAuthority, isPlainHost } from './host-name.js';
import { canonicalPath } from './url-path.js';

/** A page's address, as far as rules look at it. */
export interface ParsedPage {
  /** Lower case, punycode. */
  readonly host: string;
  /** Empty for 443. */
  readonly port: string;
  /** In one spelling. */
  readonly path: string;
  /** With its `?`; empty for none. */
  readonly search: string;
}

/**
 * The longest URL that is looked at, in UTF-16 units, as it is given and as the
 * parser spells it; a longer one is allowed by no rule. Chrome shows no longer
 * ones in its address bar, and servers stop earlier.
 */
export const MAX_CHECKED_LENGTH = 32_768;

/**
 * URLs that the URL standard's parser leaves as they are, which are most: a
 * lower-case ASCII host without punycode whose last label isn't a number, no port,
 * no segment that begins with a dot, and only characters that need no escape. They
 * are cut apart here, because the parser takes longer than all the rest of a
 * check. A test holds this against the parser.
 */
const AS_PARSED = /^https:\/\/((?:(?!xn--)[a-z0-9][a-z0-9-]*\.)*(?!xn--)[a-z][a-z0-9-]*)((?:\/(?!\.)[\w\-.~!$&'()*+,;=:@]*)*)(\?[\w\-.~!$&()*+,;=:@/?]*)?(?:#[\w\-.~!$&'()*+,;=:@/?]*)?$/;

/** The longest label that DNS allows: the parser, which knows of labels, judges longer hosts. */
const MAX_LABEL_LENGTH = 63;

/**
 * Parses what may be an allowed page's address.
 * @returns undefined for what no rule can allow: no URL, not `https:`, a host that no rule can name, or far too long.
 */
export function parsePage(url: string): ParsedPage | undefined {
  if (typeof url !== 'string' || url.length > MAX_CHECKED_LENGTH) return undefined;
  const match = AS_PARSED.exec(url);
  if (match === null) return parseByStandard(url);
  const [, host = '', path = '', search = ''] = match;
  if (host.length > MAX_LABEL_LENGTH) return parseByStandard(url);
  return { host, port: '', path: path === '' ? '/' : path, search: search === '?' ? '' : search };
}

/** The same for any URL, by the URL standard's parser alone. */
export function parseByStandard(url: string): ParsedPage | undefined {
  if (hasOverlongAuthority(url)) return undefined;
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return undefined;
  }
  if (parsed.protocol !== 'https:' || parsed.href.length > MAX_CHECKED_LENGTH || !isPlainHost(parsed.hostname)) return undefined;
  return { host: parsed.hostname, port: parsed.port, path: canonicalPath(parsed.pathname), search: parsed.search };
}
