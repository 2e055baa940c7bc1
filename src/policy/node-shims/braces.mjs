/** micromatch expands braces with this; rules have none, and `nobrace` says so. */
export default function braces() {
  throw new Error('Brace expansion is not part of this build.');
}
