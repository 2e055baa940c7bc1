import { expect, test } from '@playwright/test';
import type { AddressBar } from '../../../src/address-bar/address-bar.js';
import { Strip } from '../../../src/guard/evidence/strip.js';
import { waitsForAddress } from '../../../src/guard/evidence/waiting-bar.js';

const [WIDTH, HEIGHT] = [200, 60];
const BAR: AddressBar = {
  box: { x: 10, y: 20, width: 180, height: 34 },
  textBox: { x: 40, y: 20, width: 140, height: 34 },
  markBox: null,
  background: [240, 240, 240],
  theme: 'light',
  scale: 1,
  confidence: 1,
};

interface Text {
  /** Grey of the letters, 0 to 255. */
  readonly ink: number;
  readonly width: number;
  /** Grey of what is selected behind them; default nothing is. */
  readonly selection?: number;
}

/** A bar with upright strokes for letters: a third of their place, as text has it. */
function strip({ ink, width, selection }: Text): Strip {
  const data = new Uint8Array(WIDTH * HEIGHT * 4).fill(240);
  for (let y = 28; y < 46; y++) {
    for (let x = 42; x < 42 + width; x++) {
      if (selection !== undefined) data.fill(selection, (y * WIDTH + x) * 4, (y * WIDTH + x + 1) * 4);
      if (x % 3 === 0) data.fill(ink, (y * WIDTH + x) * 4, (y * WIDTH + x + 1) * 4);
    }
  }
  return new Strip({ width: WIDTH, height: HEIGHT, format: 'RGBA', data, planes: [{ offset: 0, stride: WIDTH * 4 }] });
}

const ADDRESS: Text = { ink: 31, width: 90 };
const seen = { strip: strip(ADDRESS), bar: BAR, frameHeight: 600 };

for (const [what, text, waits] of [
  ['words that ask for an address', { ink: 90, width: 120 }, true],
  ['nothing', { ink: 240, width: 0 }, true],
  ['an address that is being typed', { ink: 31, width: 50 }, false],
  ['a selected address, on a light selection', { ...ADDRESS, selection: 190 }, false],
  ['a selected address, white on a dark selection', { ink: 255, width: 90, selection: 80 }, false],
] as const) {
  test(`a bar in use with ${what} ${waits ? 'waits for an address' : 'has one'}`, () => {
    expect(waitsForAddress(strip(text).picture(), BAR, seen)).toBe(waits);
  });
}

test('nobody can tell where no bar has been verified, or one elsewhere', () => {
  const waiting = strip({ ink: 90, width: 120 }).picture();
  expect(waitsForAddress(waiting, BAR, null)).toBe(false);
  expect(waitsForAddress(waiting, { ...BAR, box: { ...BAR.box, x: 20 } }, seen)).toBe(false);
});
