/** Host names as returned by the URL standard's parser: lower case, punycode. */

/** The longest name that DNS can resolve (RFC 1035, 3.1), in characters. */
export const MAX_HOST_LENGTH = 253;

/** `www.X` and `X` count as one host, because address bars hide `www.`. Only one `www.` is removed. */
export function withoutWww(host: string): string {
  return host.startsWith('www.') ? host.slice(4) : host;
}

/** Whether a parsed host is an IP address. The parser allows only those to end in a number or a bracket. */
export function isIpAddress(host: string): boolean {
  return host.startsWith('[') || /(?:^|\.)\d+$/.test(host);
}

/** Whether a rule can have this host: no trailing dot, no empty label, and not too long. */
export function isPlainHost(host: string): boolean {
  return host !== '' && host.length <= MAX_HOST_LENGTH && !host.startsWith('.') && !host.endsWith('.') && !host.includes('..');
}

/**
 * Whether a host is the one that a rule names, ignoring `www.`, or with `subdomains`, one below it.
 * @param base the rule's host without `www.`.
 */
export function isUnder(host: string, base: string, subdomains: boolean): boolean {
  if (!isPlainHost(host)) return false;
  const name = withoutWww(host);
  return name === base || (subdomains && name.endsWith(`.${base}`));
}

/** Longer than any raw text that can be a host. Converting a host to punycode takes quadratic time. */
const MAX_RAW_HOST = 512;
const MAX_RAW_AUTHORITY = 2048;

/** Whether a rule's raw host is longer than any text that the parser could turn into a valid host. */
export function isOverlongHost(rawHost: string): boolean {
  return rawHost.length > MAX_RAW_HOST;
}

/** Whether a URL's raw host and user info are too long to pass to the parser. */
export function hasOverlongAuthority(url: string): boolean {
  if (url.length <= MAX_RAW_HOST) return false;
  const [, authority = ''] = /^[^:]*:[/\\\s]*([^/\\?#]*)/.exec(url) ?? [];
  return authority.length > (/^[!-$&-~]*$/.test(authority) ? MAX_RAW_AUTHORITY : MAX_RAW_HOST);
}
