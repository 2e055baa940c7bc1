import micromatch from 'micromatch';

/**
 * Disables everything except our own wildcard: no negation, braces, brackets, extglobs or `**`. A
 * leading dot is an ordinary character, and the platform's path separator has no effect.
 */
const OPTIONS = {
  dot: true,
  nonegate: true,
  nobrace: true,
  nobracket: true,
  noextglob: true,
  noglobstar: true,
  strictSlashes: true,
  // Shortcuts for patterns without a slash. Ours always have one.
  fastpaths: false,
  windows: false,
} as const;

const NEUTRAL = /^[\w/-]*$/;

/**
 * Percent-encodes everything that could have a meaning in a glob, including the percent sign, in
 * patterns and paths alike, so that equal texts stay equal and different ones different. Escaping with
 * backslashes isn't safe: picomatch 2 turns `\B` or `\1` into regular-expression syntax, and two
 * escaped backslashes don't match themselves.
 */
function neutral(text: string): string {
  if (NEUTRAL.test(text)) return text;
  return text.replace(/[^\w/-]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

/**
 * Compiles a path in which a segment that is just `*` stands for any one segment that isn't empty.
 * Every other character stands for itself.
 * @returns a test for whole paths. It takes time proportional to the path's length.
 */
export function compilePathGlob(path: string): (candidate: string) => boolean {
  // Use `?*` instead of `*`: in a glob, a star alone also matches the empty segment between two
  // slashes.
  const pattern = path
    .split('/')
    .map((segment) => (segment === '*' ? '?*' : neutral(segment)))
    .join('/');
  const matcher = micromatch.makeRe(pattern, OPTIONS);
  return (candidate) => matcher.test(neutral(candidate));
}
