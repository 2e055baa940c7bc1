/** Host names as the URL standard's parser gives them: lower case, punycode. */

/** The longest name that DNS can resolve (RFC 1035, 3.1), in characters. */
export const MAX_HOST_LENGTH = 253;

/** `www.X` and `X` are one host, because address bars hide `www.`. One `www.` is dropped, not two. */
export function withoutWww(host: string): string {
  return host.startsWith('www.') ? host.slice(4) : host;
}

/** Whether a parsed host is an IP address: the parser lets only those end in a number or a bracket. */
export function isIpAddress(host: string): boolean {
  return host.startsWith('[') || /(?:^|\.)\d+$/.test(host);
}

/** A name that can belong to a rule: no trailing dot, no empty label, of a length that can exist. */
export function isPlainHost(host: string): boolean {
  return host !== '' && host.length <= MAX_HOST_LENGTH && !host.startsWith('.') && !host.endsWith('.') && !host.includes('..');
}

/**
 * Whether a host is the one a rule names, `www.` apart, or with `subdomains` one below it.
 * @param base the rule's host without `www.`.
 */
export function isUnder(host: string, base: string, subdomains: boolean): boolean {
  if (!isPlainHost(host)) return false;
  const name = withoutWww(host);
  return name === base || (subdomains && name.endsWith(`.${base}`));
}
