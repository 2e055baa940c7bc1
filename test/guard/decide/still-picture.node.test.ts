import { expect, test } from '@playwright/test';
import type { FrameStore } from '../../../src/guard/decide/frame-store.js';
import { StillPicture } from '../../../src/guard/decide/still-picture.js';
import type { StripPixels } from '../../../src/guard/evidence/strip.js';

/** Copies are grey pictures of two rows. */
function createStill() {
  const freed: Uint8Array[] = [];
  const pixels = (data: Uint8Array): StripPixels => ({ width: 8, height: data.length / 32, format: 'RGBA', data, planes: [{ offset: 0, stride: 32 }] });
  const store = { pixels, free: (copy: Uint8Array) => void freed.push(copy) } as unknown as FrameStore<never, Uint8Array>;
  return { still: new StillPicture(store), freed };
}

const copyOf = (brightness: number, rows = 2): Uint8Array => new Uint8Array(32 * rows).fill(brightness);

test('the time of a still picture counts from its first frame, by the slower clock', () => {
  const { still } = createStill();
  expect(still.add(copyOf(1), { captured: 0, arrived: 0 })).toBe(0);
  expect(still.add(copyOf(1), { captured: 100, arrived: 140 })).toBe(100);
  expect(still.add(copyOf(1), { captured: 900, arrived: 200 })).toBe(200);
});

test('a single byte, another height or a clear begins it again', () => {
  const { still } = createStill();
  const other = copyOf(1);
  other[63] = 2;
  expect(still.add(copyOf(1), { captured: 0, arrived: 0 })).toBe(0);
  expect(still.add(other, { captured: 100, arrived: 100 })).toBe(0);
  expect(still.add(copyOf(1), { captured: 200, arrived: 200 })).toBe(0);
  expect(still.add(copyOf(1, 3), { captured: 300, arrived: 300 })).toBe(0);
  still.clear();
  expect(still.add(copyOf(1, 3), { captured: 400, arrived: 400 })).toBe(0);
});

test('a capture clock that goes back gives no time', () => {
  const { still } = createStill();
  still.add(copyOf(1), { captured: 500, arrived: 0 });
  expect(still.add(copyOf(1), { captured: 0, arrived: 500 })).toBe(0);
});

test('every copy is freed once', () => {
  const { still, freed } = createStill();
  const copies = [copyOf(1), copyOf(1), copyOf(2), copyOf(3)];
  copies.forEach((copy, at) => void still.add(copy, { captured: at, arrived: at }));
  still.clear();
  still.clear();
  expect([...freed].sort((a, b) => copies.indexOf(a) - copies.indexOf(b))).toEqual(copies);
});
