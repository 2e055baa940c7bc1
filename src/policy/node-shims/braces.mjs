/**
 * micromatch's `braces()` needs this package, but `makeRe` never does: `path-glob.ts` encodes braces
 * and sets `nobrace`. Leaving it out saves 5 kB in a page's script.
 */
export default function braces() {
  throw new Error('Brace expansion is not part of this build.');
}
