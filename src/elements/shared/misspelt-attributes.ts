/** The letters of a name, and every variant with one letter missing. */
function nearlyWritten(name: string): string[] {
  const letters = name.replaceAll(/[-_]/g, '');
  return [letters, ...Array.from(letters, (_, at) => letters.slice(0, at) + letters.slice(at + 1))];
}

/**
 * Finds unknown attributes that differ from a known one only in the hyphens or in
 * one letter that is missing, wrong or added. Such mistakes would go unnoticed.
 *
 * @returns Each one with the attribute that was probably meant.
 */
export function misspeltAttributes(written: readonly string[], known: readonly string[]): [written: string, meant: string][] {
  return written.flatMap((name): [string, string][] => {
    if (known.includes(name)) return [];
    const ways = nearlyWritten(name);
    const meant = known.find((other) => nearlyWritten(other).some((way) => ways.includes(way)));
    return meant === undefined ? [] : [[name, meant]];
  });
}
