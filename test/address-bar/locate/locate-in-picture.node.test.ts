import { expect, test } from '@playwright/test';
import type { Box, Picture } from '../../../src/address-bar/address-bar.js';
import { locateAddressBar } from '../../../src/address-bar/locate/locate-address-bar.js';
import { locateInPicture } from '../../../src/address-bar/locate/locate-in-picture.js';
import { toPlainColours } from '../../../src/address-bar/pixels/plain-colours.js';
import { DARK, Drawing, drawTabs, drawToolbar, drawWindow, LIGHT, ROSE, type Rgb } from '../draw-window.js';

const THEMES = { light: LIGHT, dark: DARK, rose: ROSE };

/** Every channel of every pixel off by up to `most`, as compression leaves it; the same in every run. */
function noisy(picture: Picture, most: number): Picture {
  let state = 7;
  const data = picture.data.map((value, at) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return at % 4 === 3 ? value : value + Math.round(((state >>> 8) / 2 ** 24 - 0.5) * 2 * most);
  });
  return { ...picture, data };
}

function withMargin(inner: Picture, margin: number, [red, green, blue]: Rgb): Picture {
  const picture = new Drawing(inner.width + 2 * margin, inner.height + 2 * margin, [red, green, blue]);
  for (let y = 0; y < inner.height; y++) {
    picture.data.set(inner.data.subarray(y * inner.width * 4, (y + 1) * inner.width * 4), ((y + margin) * picture.width + margin) * 4);
  }
  return picture;
}

function expectNear(actual: Box | undefined, expected: Box): void {
  for (const side of ['x', 'y', 'width', 'height'] as const) expect(Math.abs((actual?.[side] ?? NaN) - expected[side]), side).toBeLessThanOrEqual(3);
}

for (const [name, theme] of Object.entries(THEMES)) {
  test(`a ${name} window's bar is found under the noise of compression`, () => {
    const { drawing, field } = drawWindow(1200, 400, { theme });
    const picture = noisy(drawing, 4);
    expect(locateAddressBar(picture)).toBeNull();
    const bar = locateInPicture(picture);
    expectNear(bar?.box, field);
    expect(bar?.theme).toBe(name === 'dark' ? 'dark' : 'light');
  });

  test(`a ${name} window with a margin around it is found where it is`, () => {
    const { drawing, field } = drawWindow(1200, 400, { theme });
    for (const paper of [[255, 255, 255], [0, 0, 0]] as const) {
      const bar = locateInPicture(withMargin(drawing, 30, paper));
      expectNear(bar?.box, { ...field, x: field.x + 30, y: field.y + 30 });
      expect(bar?.textBox.y ?? 0).toBeGreaterThanOrEqual(field.y + 30);
      expect(bar?.markBox?.x ?? 0).toBeGreaterThanOrEqual(field.x + 30);
    }
  });
}

test('what is found at once is found the same way', () => {
  const { drawing } = drawWindow(1200, 400);
  expect(locateInPicture(drawing)).toEqual(locateAddressBar(drawing));
});

test('without a window there is nothing to be found, in noise and margins neither', () => {
  const page = new Drawing(1000, 500, [255, 255, 255]);
  page.text({ x: 80, y: 60, size: 30, letters: 20 }, [20, 20, 20]).fill({ x: 80, y: 120, width: 800, height: 40 }, [230, 230, 235]);
  for (let line = 0; line < 8; line++) page.text({ x: 80, y: 200 + line * 30, size: 15, letters: 80 }, [60, 60, 60]);
  for (const picture of [page, noisy(page, 4), withMargin(page, 40, [0, 0, 0]), noisy(new Drawing(800, 400, [120, 90, 200]), 60), new Drawing(700, 300, [9, 9, 9])]) {
    expect(locateInPicture(picture)).toBeNull();
  }
});

test('a toolbar in the page is not taken for the real one that a list hides, in noise neither', () => {
  const { drawing, pageTop } = drawWindow(1200, 500);
  drawToolbar(drawing, { top: drawTabs(drawing, { top: pageTop + 40, scale: 1, theme: DARK }), scale: 1, theme: LIGHT });
  drawing.fill({ x: 118, y: 40, width: 1000, height: 190 }, [255, 255, 255]);
  for (const row of [0, 1, 2, 3]) drawing.text({ x: 170, y: 60 + row * 40, size: 14, letters: 20 }, [31, 31, 31]);
  expect(locateInPicture(drawing)).toBeNull();
  expect(locateInPicture(noisy(drawing, 4))).toBeNull();
});

test('plain colours are those of the areas; what is far from all of them stays', () => {
  const drawing = new Drawing(400, 200, [250, 250, 250]).fill({ x: 0, y: 100, width: 400, height: 100 }, [60, 60, 70]).fill({ x: 50, y: 40, width: 3, height: 20 }, [200, 30, 30]);
  const { data, height } = toPlainColours(noisy(drawing, 4), 150);
  expect(height).toBe(150);
  const at = (x: number, y: number): number[] => [...data.subarray((y * 400 + x) * 4, (y * 400 + x) * 4 + 3)];
  const upper = new Set([at(5, 5), at(200, 20), at(390, 90)].map(String));
  const lower = new Set([at(5, 105), at(200, 120), at(390, 145)].map(String));
  expect([upper.size, lower.size]).toEqual([1, 1]);
  expect(Math.abs(at(5, 5)[0]! - 250)).toBeLessThanOrEqual(4);
  expect(Math.abs(at(5, 105)[2]! - 70)).toBeLessThanOrEqual(4);
  expect(at(51, 50)[0]! - at(51, 50)[1]!).toBeGreaterThan(140);
});
