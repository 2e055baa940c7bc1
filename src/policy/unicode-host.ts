import { toUnicode } from 'punycode/punycode.es6.js';

/**
 * A host in Unicode: `exämple.com` for `xn--exmple-cua.com`. Only use it in texts for administrators,
 * because two hosts can look the same in Unicode.
 */
export function unicodeHost(host: string): string {
  if (!host.includes('xn--')) return host;
  try {
    return toUnicode(host);
  } catch {
    // The text after the dashes isn't punycode.
    return host;
  }
}
