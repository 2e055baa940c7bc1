import { expect, test } from '@playwright/test';
import { certainBeginning } from '../../../src/address-bar/read/exact/certain-beginning.js';
import type { AddressPart, Decoding, PlacedGlyph } from '../../../src/address-bar/read/exact/decode.js';

/** Letters ten columns wide that stand side by side; the first slash begins the path. */
function decodingOf(text: string): Decoding {
  const hostEnd = text.indexOf('/');
  const glyphs = [...text].map((letter, index): PlacedGlyph => {
    const part: AddressPart = index < hostEnd || hostEnd < 0 ? 'host' : 'path';
    const glyph = { text: letter, index, left: 0, columns: 10, ink: new Float32Array(0), landmarks: new Int32Array(0), landmarkInk: new Float32Array(0) };
    return { glyph, part, column: index * 10 };
  });
  return { text, glyphs, cost: 0 };
}

const cases: readonly [read: string, certain: string | undefined, why: string][] = [
  ['a.com/first/', 'a.com/first/', 'ends where it ends'],
  ['a.com/first/se', 'a.com/first/', 'ends at the last slash'],
  ['a.com/', 'a.com/', 'may be the host alone'],
  ['a.com', undefined, 'is nothing without a slash: more of the host may follow'],
  ['a.co', undefined, 'is nothing within the host'],
  ['a.com/first/12/', 'a.com/first/', 'leaves out digits that a right-to-left text behind them may have moved'],
  ['a.com/first/1a/', 'a.com/first/1a/', 'keeps digits before a Latin letter'],
  ['a.com/1/', 'a.com/', 'leaves out digits right behind the host'],
  ['127.0.0.1/', undefined, 'is nothing of an address without a letter'],
  ['a.com/first/-_./', 'a.com/first/-_./', 'keeps what is neither letter nor digit'],
];
for (const [read, certain, why] of cases) {
  test(`of ${read}, with something unread behind it, the beginning ${why}`, () => {
    expect(certainBeginning(decodingOf(read), read.length * 10)?.text).toBe(certain);
  });
}

test('a letter that is only partly explained is left out', () => {
  expect(certainBeginning(decodingOf('a.com/first/'), 119)?.text).toBe('a.com/');
});

test('the port belongs to the beginning once a Latin letter follows it', () => {
  expect(certainBeginning(decodingOf('a.com:8443/x/'), 130)?.text).toBe('a.com:8443/x/');
});
