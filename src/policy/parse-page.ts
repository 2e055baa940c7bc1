import { hasOverlongAuthority, isPlainHost } from './host-name.js';
import { canonicalPath } from './url-path.js';

/** The parts of a page's address that rules check. */
export interface ParsedPage {
  /** Lower case, punycode. */
  readonly host: string;
  /** Empty for 443. */
  readonly port: string;
  /** In its canonical spelling. */
  readonly path: string;
  /** With its `?`. Empty if there's no query. */
  readonly search: string;
}

/**
 * The longest URL that is checked, in UTF-16 units, both as given and as the parser spells it. No rule
 * allows a longer one. Chrome doesn't show longer URLs in its address bar, and servers have lower
 * limits.
 */
export const MAX_CHECKED_LENGTH = 32_768;

/**
 * Parses the address of a page that might be allowed.
 * @returns undefined for anything that no rule can allow: text that isn't a URL, a scheme other than
 * `https:`, a host that no rule can name, or a URL that is far too long.
 */
export function parsePage(url: string): ParsedPage | undefined {
  if (typeof url !== 'string' || url.length > MAX_CHECKED_LENGTH || hasOverlongAuthority(url)) return undefined;
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return undefined;
  }
  if (parsed.protocol !== 'https:' || parsed.href.length > MAX_CHECKED_LENGTH || !isPlainHost(parsed.hostname)) return undefined;
  return { host: parsed.hostname, port: parsed.port, path: canonicalPath(parsed.pathname), search: parsed.search };
}
