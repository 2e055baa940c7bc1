import { expect, test } from '@playwright/test';
import { PaintWatch } from '../../src/guard/paint-watch.js';
import type { BrightPlane } from '../../src/guard/paint-watch.js';

const [width, height] = [640, 480];
const PAGE_TOP = 90;

/** A picture of one brightness, with squares of another. */
function picture(brightness: number, squares: readonly { x: number; y: number; size: number; brightness: number }[] = []): BrightPlane {
  const bytes = new Uint8Array(width * height).fill(brightness);
  for (const square of squares) {
    for (let y = square.y; y < square.y + square.size; y++) bytes.fill(square.brightness, y * width + square.x, y * width + square.x + square.size);
  }
  return { width, height, bytes, offset: 0, stride: width, step: 1 };
}

/** What a watch says of pictures that come every 100 ms. */
function looks(pictures: readonly BrightPlane[], { shown = null, every = 100 }: { shown?: BrightPlane | null; every?: number } = {}): boolean[] {
  const watch = new PaintWatch();
  return pictures.map((plane, i) => watch.look(plane, { pageTop: PAGE_TOP, shown, now: i * every }));
}

const clock = (i: number): BrightPlane => picture(200, [{ x: 300, y: 300, size: 20, brightness: i % 200 }]);
const many = (make: (i: number) => BrightPlane, count = 30): BrightPlane[] => Array.from({ length: count }, (_, i) => make(i));

test('a picture that stands still may be of the page before', () => {
  expect(looks(many(() => picture(200)))).not.toContain(true);
});

test('a page in which something goes on moving has been painted', () => {
  const [, ...rest] = looks(many(clock));
  expect(rest.indexOf(true)).toBeGreaterThan(3);
  expect(rest.indexOf(true)).toBeLessThan(10);
});

test('what moves above the page, as a tab that loads, says nothing', () => {
  expect(looks(many((i) => picture(200, [{ x: 40, y: 10, size: 16, brightness: i }])))).not.toContain(true);
});

test('what fades in over a page and stays says nothing', () => {
  expect(looks(many((i) => picture(200, [{ x: 100, y: 100, size: 200, brightness: Math.min(4, i) * 20 }])))).not.toContain(true);
});

test('a pointer on its way says nothing', () => {
  expect(looks(many((i) => picture(200, [{ x: 10 + i * 20, y: 200, size: 16, brightness: 0 }])))).not.toContain(true);
});

test('changes far apart in time say nothing: anything may have been between', () => {
  expect(looks(many(clock), { every: 600 })).not.toContain(true);
});

test('another page than the visitor has is not known, the same is, but for a caret or a clock', () => {
  const shown = picture(200, [{ x: 300, y: 300, size: 20, brightness: 10 }]);
  expect(looks([picture(100)], { shown })).toEqual([false]);
  expect(looks([picture(200)], { shown })).toEqual([true]);
  expect(looks([picture(200, [{ x: 100, y: 200, size: 120, brightness: 10 }])], { shown })).toEqual([false]);
  expect(looks([{ ...picture(200), width: width / 2 }], { shown })).toEqual([false]);
});
