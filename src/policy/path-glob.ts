import micromatch from 'micromatch';

/**
 * Nothing but our own wildcard may mean anything: no negation, braces,
 * brackets, extglobs or `**`, a leading dot is ordinary, and the machine's own
 * path separator plays no part.
 */
const OPTIONS = {
  dot: true,
  nonegate: true,
  nobrace: true,
  nobracket: true,
  noextglob: true,
  noglobstar: true,
  strictSlashes: true,
  // Short ways for patterns without a slash, which none of ours is.
  fastpaths: false,
  windows: false,
} as const;

const NEUTRAL = /^[\w/-]*$/;

/**
 * Percent-encodes all that could mean something to a glob, the percent sign
 * itself too, in patterns and paths alike, so that two texts stay equal or
 * different. Escaping with backslashes instead isn't safe: picomatch 2 turns
 * `\B` or `\1` into regular-expression syntax, and two escaped backslashes don't
 * match themselves.
 */
function neutral(text: string): string {
  if (NEUTRAL.test(text)) return text;
  return text.replace(/[^\w/-]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

/**
 * Compiles a path in which segments that are just `*` stand for any one segment
 * that isn't empty; every other character stands for itself.
 * @returns a test for whole paths. It takes time proportional to the path's length.
 */
export function compilePathGlob(path: string): (candidate: string) => boolean {
  // `?*` rather than `*`: in a glob, a star alone also matches the empty segment between two slashes.
  const pattern = path
    .split('/')
    .map((segment) => (segment === '*' ? '?*' : neutral(segment)))
    .join('/');
  const matcher = micromatch.makeRe(pattern, OPTIONS);
  return (candidate) => matcher.test(neutral(candidate));
}
