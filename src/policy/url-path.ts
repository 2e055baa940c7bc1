/** Paths of URLs, as the URL standard's parser leaves them, brought to one spelling. */

const ESCAPE = /%[0-9A-Fa-f]{2}/g;

/** RFC 3986, 2.3: the characters whose escaped and plain forms mean the same. */
const UNRESERVED = /[A-Za-z0-9\-._~]/;

/**
 * The same spelling for paths that mean the same: escapes of unreserved
 * characters are decoded, the others' hexadecimal digits are upper case.
 * @param pathname the `pathname` of a parsed `URL`.
 */
export function canonicalPath(pathname: string): string {
  if (!pathname.includes('%')) return pathname;
  return pathname.replace(ESCAPE, (escape) => {
    const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return UNRESERVED.test(character) ? character : escape.toUpperCase();
  });
}

/** What a server may take for a slash or for the beginning of parameters: plain, or escaped and decoded too late. */
const HIDDEN_DOT_SEGMENT = /(?:^|\/|%2F|%5C)\.{1,2}(?=$|\/|%2F|%5C|;|%3B)/;

/**
 * Whether a server may read a segment of this path as `.` or `..`, once it
 * decodes `%2F` and `%5C` or drops `;parameters`, and so serve a page that is
 * elsewhere than the path says.
 * @param path what {@link canonicalPath} gave; the parser has resolved the plain dot segments.
 */
export function hasHiddenDots(path: string): boolean {
  return path.includes('.') && HIDDEN_DOT_SEGMENT.test(path);
}
