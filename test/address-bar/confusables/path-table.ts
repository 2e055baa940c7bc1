import type { Likeness } from './drawn-alike.js';
import type { ShownByChromium } from './shown-by-chromium.js';
import type { Visit } from './visits.js';

/** A character that stands in a path as another one does. */
export interface SamePicture {
  readonly character: string;
  /** Empty where it leaves nothing to see. */
  readonly ascii: string;
}

const origin = 'https://paths.example.com';

/** Addresses with one of these characters in the midst of a path, those that Chromium shows undecoded; the other one is named in the query. */
export async function pathsOf(chromium: ShownByChromium, likenesses: readonly Likeness[]): Promise<string[]> {
  const shown = await chromium.inPaths([...new Set(likenesses.map(({ character }) => character))]);
  return likenesses
    .filter(({ character, ascii }) => shown.has(character) && ascii !== '/' && ascii !== '?' && ascii !== '#')
    .map(({ character, ascii }) => `${origin}/first/n${encodeURIComponent(character)}n/end?${encodeURIComponent(ascii)}`);
}

/** The paths that were read as if the other character stood in them. */
export function samePictures(visits: readonly Visit[]): SamePicture[] {
  return visits.flatMap(({ url, reading }) => {
    const { pathname, search } = new URL(url);
    const ascii = decodeURIComponent(search.slice(1));
    const [, , encodedName = ''] = pathname.split('/');
    const character = decodeURIComponent(encodedName).slice(1, -1);
    const read = reading?.truncated === false ? reading.text.split('/')[2] : undefined;
    return read === `n${ascii}n` ? [{ character, ascii }] : [];
  });
}
