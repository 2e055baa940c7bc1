/** Converts URL paths, as the URL standard's parser returns them, to a canonical spelling. */

/** RFC 3986, 2.3: characters whose escaped and plain forms mean the same. */
const UNRESERVED = /[\w\-.~]/;

/** The escapes that {@link canonicalPath} rewrites. Checking a long path without any is cheap. */
const RESPELT = /%(?:2[DEde]|3\d|[46][1-9A-Fa-f]|[57][\dAa]|5[Ff]|7[Ee]|[a-f][\dA-Fa-f]|[\dA-F][a-f])/g;

/** The spelling of each escape, computed once, because an address can have thousands. */
const spellings = new Map<string, string>();

/**
 * Gives paths that mean the same the same spelling: escapes of unreserved characters are decoded, and
 * other escapes get upper-case hexadecimal digits.
 * @param pathname the `pathname` of a parsed `URL`.
 */
export function canonicalPath(pathname: string): string {
  if (!pathname.includes('%')) return pathname;
  return pathname.replace(RESPELT, (escape) => {
    const known = spellings.get(escape);
    if (known !== undefined) return known;
    const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    const spelling = UNRESERVED.test(character) ? character : escape.toUpperCase();
    spellings.set(escape, spelling);
    return spelling;
  });
}

/** Characters that a server may take for a slash or the start of parameters: either plain, or escaped and decoded too late. */
const HIDDEN_DOT_SEGMENT = /(?:^|\/|%2F|%5C)\.{1,2}(?=$|\/|%2F|%5C|;|%3B)/;

/**
 * Whether a server may read a segment of this path as `.` or `..`, once it decodes `%2F` and `%5C` or
 * drops `;parameters`, and so serve a page in another place than the path says.
 * @param path the result of {@link canonicalPath}. The parser has already resolved plain dot segments.
 */
export function hasHiddenDots(path: string): boolean {
  return path.includes('.') && HIDDEN_DOT_SEGMENT.test(path);
}
