import { expect, test } from '@playwright/test';
import { PaintProof } from '../../../src/guard/decide/paint-proof.js';
import type { PaintView } from '../../../src/guard/decide/paint-proof.js';
import type { Fence } from '../../../src/guard/decide/fence-clock.js';
import type { StripPixels } from '../../../src/guard/evidence/strip.js';

const [width, height] = [640, 480];
const PAGE_TOP = 90;

/** A browser whose UI thread keeps up. */
const PROMPT: Fence = { calmSince: (moment) => moment };

/** A picture of one brightness, with squares of another. */
function picture(brightness: number, squares: readonly { x: number; y: number; size: number; brightness: number }[] = []): StripPixels {
  const data = new Uint8Array((width * height * 3) / 2).fill(128);
  data.fill(brightness, 0, width * height);
  for (const square of squares) {
    for (let y = square.y; y < square.y + square.size; y++) data.fill(square.brightness, y * width + square.x, y * width + square.x + square.size);
  }
  const quarter = (width * height) / 4;
  const planes = [{ offset: 0, stride: width }, { offset: 4 * quarter, stride: width / 2 }, { offset: 5 * quarter, stride: width / 2 }];
  return { width, height, format: 'I420', data, planes };
}

/** When, in milliseconds, frames that come every 100 ms are known to show the address's own page; null: never within their time. */
function provenAt(make: (ms: number) => StripPixels, { ms = 12_000, every = 100, ...more }: Partial<PaintView> & { ms?: number; every?: number } = {}): number | null {
  const proof = new PaintProof();
  for (let now = 0; now <= ms; now += every) {
    const view = { pixels: make(now), pageTop: PAGE_TOP, address: 'a.test/', shown: null, wholeSite: false, loading: false, fence: PROMPT, arrived: now, judged: now, ...more };
    if (proof.add(view)) return now;
  }
  return null;
}

const card = { x: 300, y: 300, size: 48, brightness: 10 };
/** Two states by turns, as a blinking square has. */
const blinking = (size: number) => (ms: number): StripPixels => picture(200, [{ x: 200, y: 200, size, brightness: ms % 200 === 0 ? 20 : 90 }]);
/** Something new with every frame. */
const film = (ms: number): StripPixels => picture(200, [{ x: 200, y: 200, size: 120, brightness: (ms / 100) % 199 }]);
/** An old picture that fades from one time to another. */
const fading = (from: number, to: number) => (ms: number): StripPixels =>
  picture(200, [{ ...card, brightness: Math.round(10 + 190 * Math.min(1, Math.max(0, (ms - from) / (to - from)))) }]);

test('a picture that stands still is known after as long as a browser keeps old pixels, and later while the page loads', () => {
  expect(provenAt(() => picture(200), { wholeSite: true })).toBe(4_300);
  expect(provenAt(() => picture(200), { wholeSite: false })).toBe(5_000);
  for (const wholeSite of [false, true]) expect(provenAt(() => picture(200), { wholeSite, loading: true })).toBe(10_000);
});

test('the pixels of a window whose browser can’t be asked may be cleared late', () => {
  for (const wholeSite of [false, true]) expect(provenAt(() => picture(200), { wholeSite, fence: null })).toBe(5_600);
});

test('while the browser’s UI thread doesn’t keep up, nothing is known, and then for twice as long as it was late', () => {
  for (const wholeSite of [false, true]) {
    expect(provenAt(() => picture(200), { wholeSite, fence: { calmSince: () => null } })).toBe(null);
    // From 5.1 s on it keeps up: a second late.
    expect(provenAt(() => picture(200), { wholeSite, fence: { calmSince: (moment) => Math.max(moment, 5_100) } })).toBe(7_100);
  }
});

test('a UI thread that is late again and again is waited for 3 s at most, and only until it has caught up once', () => {
  // It keeps up from 9 s on: 5 s late, but 3 s are enough.
  expect(provenAt(() => picture(200), { wholeSite: true, ms: 20_000, fence: { calmSince: (moment) => Math.max(moment, 9_000) } })).toBe(12_000);
  // It keeps up until 6 s, while something new appears with every frame.
  let now = 0;
  const fence = { calmSince: (moment: number) => (now > 6_000 ? null : moment) };
  expect(provenAt((ms) => { now = ms; return film(ms); }, { fence })).toBe(10_000);
});

test('the time begins once the first frame has been judged', () => {
  expect(provenAt(() => picture(200), { wholeSite: true, judged: 700 })).toBe(5_000);
});

test('while a transition runs, its end is waited for', () => {
  expect(provenAt(fading(3_500, 6_500))).toBeGreaterThan(7_000);
  expect(provenAt(fading(3_900, 9_900))).toBe(10_000);
});

test('what blinks is nothing new', () => {
  expect(provenAt(blinking(16))).toBe(5_000);
});

test('something new with every frame puts it off, but not for ever', () => {
  expect(provenAt(film)).toBe(10_000);
});

test('that something moves proves nothing', () => {
  expect(provenAt(blinking(200))).toBe(5_000);
  expect(provenAt(blinking(200), { wholeSite: true })).toBe(4_300);
});

test('what moves above the page, as a tab that loads, proves nothing', () => {
  expect(provenAt((ms) => picture(200, [{ x: 40, y: 10, size: 64, brightness: ms % 255 }]), { wholeSite: true })).toBe(4_300);
});

test('what the visitor has from this address is known as soon as it has stood for a moment', () => {
  expect(provenAt(() => picture(200, [card]), { shown: picture(200, [card]) })).toBe(200);
});

test('a picture that differs from the visitor\'s in one pixel or one shade is not the same', () => {
  for (const other of [{ x: 301, y: 301, size: 1, brightness: 199 }, card]) {
    expect(provenAt(() => picture(200, [other]), { shown: picture(200) })).toBe(5_000);
  }
  const coloured = picture(200);
  coloured.data[width * height + 20_000] = 129;
  expect(provenAt(() => coloured, { shown: picture(200) })).toBe(5_000);
});

test('the rows of the browser\'s own may differ', () => {
  expect(provenAt(() => picture(200, [{ x: 40, y: 10, size: 16, brightness: 0 }]), { shown: picture(200) })).toBe(200);
});

test('time counts from the last change of the address, and from the last gap', () => {
  for (const [interrupt, at] of [[{ address: 'b.test/' }, 4_000], [{}, 5_500]] as const) {
    const proof = new PaintProof();
    const look = (now: number, more: Partial<PaintView> = {}): boolean =>
      proof.add({ pixels: picture(200), pageTop: PAGE_TOP, address: 'a.test/', shown: null, wholeSite: true, loading: false, fence: PROMPT, arrived: now, judged: now, ...more });
    for (let now = 0; now <= 4_000; now += 100) expect(look(now)).toBe(false);
    for (let now = at; now < at + 4_300; now += 100) expect(look(now, interrupt)).toBe(false);
    expect(look(at + 4_300, interrupt)).toBe(true);
  }
});
