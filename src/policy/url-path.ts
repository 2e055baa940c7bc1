/** Paths of URLs, as the URL standard's parser leaves them, brought to one spelling. */

/** RFC 3986, 2.3: letters, digits, `-`, `.`, `_` and `~`, whose escaped and plain forms mean the same. */
const UNRESERVED = /^%(?:2[DE]|3\d|[46][1-9A-F]|[57][\dA]|5F|7E)$/;

/** The escapes that {@link canonicalPath} may write otherwise. A long path of others costs no more than a look. */
const RESPELT = /%(?:2[DEde]|3\d|[46][1-9A-Fa-f]|[57][\dAa]|5[Ff]|7[Ee]|[a-f][\dA-Fa-f]|[\dA-F][a-f])/g;

/**
 * The same spelling for paths that mean the same: escapes of unreserved
 * characters are decoded, the others' hexadecimal digits are upper case.
 * @param pathname the `pathname` of a parsed `URL`.
 */
export function canonicalPath(pathname: string): string {
  if (!pathname.includes('%')) return pathname;
  return pathname.replace(RESPELT, (escape) => {
    const spelt = escape.toUpperCase();
    return UNRESERVED.test(spelt) ? String.fromCharCode(Number.parseInt(spelt.slice(1), 16)) : spelt;
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
