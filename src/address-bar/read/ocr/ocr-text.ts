/** The characters of an address. Browsers show little else, and OCR makes fewer mistakes if it can't choose other letters. */
export const ADDRESS_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&'()*+,;=%…";

export interface AddressText {
  /** Without an ellipsis, and with the host in lower case. */
  readonly text: string;
  readonly truncated: boolean;
}

/**
 * Turns what OCR read in one line into an address: removes spaces, splits off the ellipsis, and
 * converts the host to lower case, as every browser shows it. Null if it has no host and so isn't an
 * address.
 */
export function addressOf(line: string): AddressText | null {
  const joined = line.replace(/\s+/g, '');
  const shown = joined.replace(/(?:…|\.{2,})$/, '');
  const [, scheme = '', rest = ''] = /^([A-Za-z][A-Za-z0-9+.-]*:\/{1,3})?(.*)$/s.exec(shown) ?? [];
  const end = rest.search(/[/?#]/);
  const truncated = shown !== joined;
  if (/^file:/i.test(scheme)) return { text: scheme.toLowerCase() + rest, truncated };
  const host = (end < 0 ? rest : rest.slice(0, end)).toLowerCase();
  if (!/^(?:[^\s:]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/.test(host)) return null;
  return { text: scheme.toLowerCase() + host + (end < 0 ? '' : rest.slice(end)), truncated };
}
