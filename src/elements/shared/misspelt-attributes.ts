/** A name's letters alone, in every way in which one of them can be missing. */
function nearlyWritten(name: string): string[] {
  const letters = name.replaceAll(/[-_]/g, '');
  return [letters, ...Array.from(letters, (_, at) => letters.slice(0, at) + letters.slice(at + 1))];
}

/**
 * Attributes that an element doesn't have, but for one letter that is missing,
 * wrong or too many, or for the hyphens: a slip that would go unnoticed.
 *
 * @returns each with the one that was probably meant.
 */
export function misspeltAttributes(written: readonly string[], known: readonly string[]): [written: string, meant: string][] {
  return written.flatMap((name): [string, string][] => {
    if (known.includes(name)) return [];
    const ways = nearlyWritten(name);
    const meant = known.find((other) => nearlyWritten(other).some((way) => ways.includes(way)));
    return meant === undefined ? [] : [[name, meant]];
  });
}
