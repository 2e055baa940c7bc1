/** What an address can consist of; browsers show little else, and OCR that may invent no other letters errs less. */
export const ADDRESS_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&'()*+,;=%…";

export interface AddressText {
  /** Without an ellipsis, hosts in lower case. */
  readonly text: string;
  readonly truncated: boolean;
}

/**
 * Makes an address of what OCR read in one line: no blanks, the ellipsis
 * told apart, the host in lower case as every browser shows it. Null when it
 * has no host, and so is none.
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
