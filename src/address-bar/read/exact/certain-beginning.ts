import type { Decoding, PlacedGlyph } from './decode.js';

/**
 * The part of a text that is certain although something further right couldn't be read. It ends at a
 * slash after the host.
 *
 * The unread part may be in a script that is written from right to left. Latin letters keep their place
 * next to it, but digits before it may belong after it: `/אב/1` is shown as `/1/בא`. So there must be
 * no digit between the last Latin letter and the slash.
 *
 * @param end the first column that isn't explained.
 * @returns null if not even the host and the slash after it are certain.
 */
export function certainBeginning({ glyphs, cost }: Decoding, end: number): Decoding | null {
  let isOrdered = false;
  let count = 0;
  for (const [index, { glyph, part, column }] of glyphs.entries()) {
    if (column + glyph.left + glyph.columns > end) break;
    if (/[a-z]/i.test(glyph.text)) isOrdered = true;
    else if (/\d/.test(glyph.text)) isOrdered = false;
    else if (glyph.text === '/' && part === 'path' && isOrdered) count = index + 1;
  }
  const read = glyphs.slice(0, count);
  return hasHost(read) ? { glyphs: read, text: read.map(({ glyph }) => glyph.text).join(''), cost } : null;
}

/** Whether there is a host before the path. A slash may be the first character that was read of a text that begins with something else. */
function hasHost(glyphs: readonly PlacedGlyph[]): boolean {
  return glyphs.some(({ part }) => part === 'host');
}
