import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { PNG } from 'pngjs';
import type { Box, Picture } from '../../../src/address-bar/address-bar.js';
import { isBeingEdited } from '../../../src/address-bar/signs/editing.js';
import { looksFocused } from '../../../src/address-bar/signs/field-focus.js';
import { locateAddressBar, locateLikelyBar } from '../../../src/address-bar/locate/locate-address-bar.js';
import { markShape } from '../../../src/address-bar/signs/mark-shape.js';
import { DARK, Drawing, drawTabs, drawToolbar, drawWindow, LIGHT, ROSE, type Rgb } from '../draw-window.js';

const THEMES = { light: LIGHT, dark: DARK, rose: ROSE };

/** A window of our own, captured from real Chromium; `../windows/`. */
function captured(name: string): Picture {
  const { width, height, data } = PNG.sync.read(readFileSync(new URL(`../windows/${name}.png`, import.meta.url)));
  return { width, height, data: new Uint8ClampedArray(data) };
}

function expectBox(actual: Box | undefined, expected: Box, slack: number): void {
  expect(actual).toBeDefined();
  for (const side of ['x', 'y', 'width', 'height'] as const) {
    expect(Math.abs((actual?.[side] ?? NaN) - expected[side]), side).toBeLessThanOrEqual(slack);
  }
}

for (const [name, theme] of Object.entries(THEMES)) {
  for (const scale of [1, 1.25, 1.5, 2]) {
    for (const width of [520, 1200]) {
      test(`the field below the tabs is found in a ${name} window, ${width} CSS pixels wide at ${scale * 100} %`, () => {
        const { drawing, field } = drawWindow(Math.round(width * scale), Math.round(300 * scale), { scale, theme });
        const bar = locateAddressBar(drawing);
        expectBox(bar?.box, field, 2 * scale);
        expect(bar?.scale).toBe(scale);
        expect(bar?.theme).toBe(name === 'dark' ? 'dark' : 'light');
        expect(bar?.markBox).not.toBeNull();
        expect(bar?.textBox.x ?? 0).toBeGreaterThan((bar?.markBox?.x ?? 0) + 10 * scale);
      });
    }
  }
}

test('a toolbar that the page draws right below the real one is never taken for it', () => {
  for (const theme of Object.values(THEMES)) {
    for (const fake of Object.values(THEMES)) {
      for (const scale of [0.9, 1, 1.3, 2]) {
        const { drawing, field, pageTop } = drawWindow(1200, 400, { theme });
        drawToolbar(drawing, { top: pageTop, scale, theme: fake }, 12);
        expectBox(locateAddressBar(drawing)?.box, field, 2);
      }
    }
  }
});

test('a whole browser that the page draws, tabs and all, is never taken for the real one', () => {
  for (const fake of Object.values(THEMES)) {
    const { drawing, field, pageTop } = drawWindow(1200, 400);
    drawToolbar(drawing, { top: drawTabs(drawing, { top: pageTop, scale: 1, theme: fake }), scale: 1, theme: fake });
    expectBox(locateAddressBar(drawing)?.box, field, 2);
  }
});

/** Speckles over whatever a browser with a picture theme draws, as far down as it draws. */
function speckle(drawing: Drawing, rows: number): void {
  let seed = 11;
  for (let at = 0; at < drawing.width * rows * 4; at++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    if (at % 4 !== 3) drawing.data[at] = (drawing.data[at] ?? 0) + ((seed >>> 24) & 31) - 16;
  }
}

test('where a picture hides the real toolbar, one that the page draws is only a likely bar, at whichever scale and height', () => {
  let likely = 0;
  for (const scale of [0.75, 1, 1.25, 1.5, 2, 3]) {
    for (const below of [0, 3, 11, 29]) {
      const { drawing, pageTop } = drawWindow(1200, 500);
      speckle(drawing, pageTop);
      drawToolbar(drawing, { top: pageTop + below, scale, theme: LIGHT }, 12);
      expect(locateAddressBar(drawing), `scale ${scale}, ${below} rows below the toolbar`).toBeNull();
      if (locateLikelyBar(drawing)) likely++;
    }
  }
  expect(likely).toBeGreaterThan(0);
});

test("a window that a pop-up's page draws below its strip is not believed, at whichever scale", () => {
  for (const scale of [1, 1.5, 2, 3]) {
    const drawing = new Drawing(1200, 500, [255, 255, 255]);
    drawStrip(drawing, 0, { strip: LIGHT.field, ink: LIGHT.ink });
    drawToolbar(drawing, { top: drawTabs(drawing, { top: 34, scale, theme: DARK }), scale, theme: DARK });
    const found = locateAddressBar(drawing);
    expect(found === null || found.box.y === 0).toBe(true);
  }
});

test("a window that the page of an app's window draws below the title bar is not believed, at whichever scale and in whichever colour", () => {
  for (const theme of Object.values(THEMES)) {
    for (const scale of [0.75, 1, 1.5, 2, 3]) {
      for (const title of [theme.frame, theme.toolbar]) {
        const drawing = new Drawing(1200, 500, [255, 255, 255]);
        drawing.fill({ x: 0, y: 0, width: 1200, height: 33 }, title).text({ x: 30, y: 10, size: 13, letters: 12 }, theme.ink);
        for (const right of [110, 76, 42]) drawing.icon(1200 - right, 11, 10, theme.ink);
        drawToolbar(drawing, { top: 33, scale, theme }, 12);
        expect(locateAddressBar(drawing), `scale ${scale}`).toBeNull();
      }
    }
  }
});

test('where the real field is hidden under a list, the toolbar in the page below is not taken instead', () => {
  const { drawing, pageTop } = drawWindow(1200, 500);
  drawToolbar(drawing, { top: pageTop + 40, scale: 1, theme: LIGHT });
  drawing.fill({ x: 118, y: 40, width: 1000, height: 190 }, [255, 255, 255]);
  for (const row of [0, 1, 2, 3]) drawing.text({ x: 170, y: 60 + row * 40, size: 14, letters: 20 }, [31, 31, 31]);
  expect(locateAddressBar(drawing)).toBeNull();
});

test('without any chrome at the top there is no bar, whatever the page draws further down', () => {
  for (const top of [160, 260]) {
    const drawing = new Drawing(1200, 500, [255, 255, 255]);
    drawToolbar(drawing, { top, scale: 1, theme: LIGHT });
    expect(locateAddressBar(drawing)).toBeNull();
  }
});

test('of two windows side by side nobody can tell which is meant', () => {
  const drawing = new Drawing(1400, 300, [20, 20, 20]);
  const right = new Drawing(1400, 300, [20, 20, 20]);
  for (const half of [drawing, right]) {
    drawToolbar(half, { top: drawTabs(half, { top: 0, scale: 1, theme: LIGHT, width: 690 }), scale: 1, theme: LIGHT, width: 690 });
  }
  for (let y = 0; y < 300; y++) {
    for (let x = 0; x < 690; x++) drawing.data.set(right.data.subarray((y * 1400 + x) * 4, (y * 1400 + x) * 4 + 4), (y * 1400 + x + 710) * 4);
  }
  expect(locateAddressBar(drawing)).toBeNull();
});

function drawStrip(drawing: Drawing, top: number, colours: { strip: Rgb; ink: Rgb }): void {
  drawing.fill({ x: 0, y: top, width: drawing.width, height: 33 }, colours.strip);
  drawing.icon(11, top + 11, 12, colours.ink).text({ x: 38, y: top + 10, size: 14, letters: 22 }, colours.ink);
  drawing.fill({ x: 0, y: top + 33, width: drawing.width, height: 1 }, [178, 178, 178]);
}

test("a pop-up's strip is found at the window's top", () => {
  const drawing = new Drawing(700, 300, [255, 255, 255]);
  drawStrip(drawing, 0, { strip: LIGHT.field, ink: LIGHT.ink });
  const bar = locateAddressBar(drawing);
  expectBox(bar?.box, { x: 0, y: 0, width: 700, height: 33 }, 1);
  expectBox(bar?.markBox ?? undefined, { x: 11, y: 11, width: 12, height: 12 }, 1);
});

test('a field that has the focus is found inside of its ring and glow', () => {
  const drawing = new Drawing(1200, 400, [255, 255, 255]);
  drawTabs(drawing, { top: 0, scale: 1, theme: DARK });
  drawing.fill({ x: 0, y: 41, width: 1200, height: 45 }, DARK.toolbar);
  for (const x of [20, 56, 92]) drawing.icon(x, 56, 14, DARK.ink);
  const field = { x: 126, y: 48, width: 980, height: 30 };
  const around = (by: number): Box => ({ x: field.x - by, y: field.y - by, width: field.width + 2 * by, height: field.height + 2 * by });
  drawing.pill(around(4), [50, 62, 90]).pill(around(2), [119, 163, 250]).pill(field, DARK.field);
  drawing.icon(field.x + 11, field.y + 9, 12, DARK.ink).text({ x: field.x + 37, y: field.y + 9, size: 14, letters: 24 }, DARK.ink);
  const bar = locateAddressBar(drawing);
  expectBox(bar?.box, field, 2);
  expect(bar && looksFocused(drawing, bar)).toBe(true);
});

test('an address that follows a divider and another mark begins behind both', () => {
  const { drawing, field } = drawWindow(1200, 400);
  drawing.pill(field, LIGHT.field).icon(field.x + 11, field.y + 10, 12, LIGHT.ink);
  drawing.fill({ x: field.x + 34, y: field.y + 8, width: 1, height: 18 }, LIGHT.ink).icon(field.x + 46, field.y + 10, 12, LIGHT.ink);
  drawing.text({ x: field.x + 72, y: field.y + 11, size: 14, letters: 20 }, LIGHT.ink);
  const bar = locateAddressBar(drawing);
  expect(bar?.textBox.x).toBeGreaterThan(field.x + 58);
  expect(bar?.textBox.x).toBeLessThanOrEqual(field.x + 72);
});

test('a row of tabs whose first tab reaches to the top is no strip: the field below it is found', () => {
  const { drawing, field } = drawWindow(1200, 400);
  drawing.fill({ x: 0, y: 0, width: 276, height: 41 }, LIGHT.toolbar).icon(14, 14, 14, LIGHT.ink).text({ x: 40, y: 14, size: 13, letters: 20 }, LIGHT.ink);
  expectBox(locateAddressBar(drawing)?.box, field, 2);
});

test('a round back button may touch the window and the field', () => {
  const drawing = new Drawing(900, 300, [255, 255, 255]);
  drawing.fill({ x: 0, y: 0, width: 900, height: 32 }, LIGHT.frame).fill({ x: 0, y: 32, width: 900, height: 40 }, [233, 242, 251]);
  const field = { x: 36, y: 40, width: 640, height: 24 };
  drawing.fill(field, [252, 252, 252]).fill({ x: 3, y: 37, width: 33, height: 30 }, [220, 233, 246]);
  drawing.icon(field.x + 8, field.y + 6, 11, LIGHT.ink).text({ x: field.x + 32, y: field.y + 6, size: 13, letters: 24 }, LIGHT.ink);
  for (const x of [760, 800, 840]) drawing.icon(x, 46, 12, LIGHT.ink);
  expectBox(locateLikelyBar(drawing)?.box, field, 2);
});

test("a second strip that a pop-up's page draws below the first is not asked", () => {
  const drawing = new Drawing(700, 300, [255, 255, 255]);
  drawStrip(drawing, 0, { strip: LIGHT.field, ink: LIGHT.ink });
  drawStrip(drawing, 34, { strip: DARK.field, ink: DARK.ink });
  expectBox(locateAddressBar(drawing)?.box, { x: 0, y: 0, width: 700, height: 33 }, 1);
});

test("a strip below a title bar is only a likely bar: it may be a pop-up's, or drawn by the page of an app's window", () => {
  const drawing = new Drawing(900, 300, [255, 255, 255]);
  drawing.fill({ x: 0, y: 0, width: 900, height: 30 }, LIGHT.frame);
  drawing.icon(10, 8, 14, LIGHT.ink).text({ x: 34, y: 9, size: 13, letters: 30 }, LIGHT.ink);
  for (const x of [782, 828, 874]) drawing.icon(x, 10, 10, LIGHT.ink);
  drawStrip(drawing, 30, { strip: LIGHT.field, ink: LIGHT.ink });
  expectBox(locateLikelyBar(drawing)?.box, { x: 0, y: 30, width: 900, height: 33 }, 1);
  expect(locateAddressBar(drawing)).toBeNull();
});

test("a row of tabs alone is no pop-up's strip, even where a tab has the strip's colour", () => {
  const drawing = new Drawing(900, 300, [255, 255, 255]);
  drawing.fill({ x: 0, y: 0, width: 900, height: 41 }, DARK.frame);
  drawing.icon(14, 14, 14, DARK.ink).text({ x: 44, y: 14, size: 13, letters: 20 }, DARK.ink);
  drawing.icon(240, 15, 10, DARK.ink).icon(280, 15, 10, DARK.ink);
  for (const x of [790, 824, 858]) drawing.icon(x, 15, 10, DARK.ink);
  expect(locateAddressBar(drawing)).toBeNull();
});

test('a host in the middle of its field is known to be shown alone', () => {
  const drawing = new Drawing(1200, 300, [255, 255, 255]);
  drawing.fill({ x: 0, y: 0, width: 1200, height: 52 }, [246, 246, 246]).fill({ x: 0, y: 52, width: 1200, height: 1 }, [200, 200, 200]);
  for (const x of [20, 40, 60, 100, 150, 190]) drawing.icon(x, 20, 12, LIGHT.ink);
  drawing.fill({ x: 350, y: 12, width: 500, height: 28 }, [228, 228, 230]);
  drawing.text({ x: 540, y: 19, size: 13, letters: 16 }, LIGHT.ink);
  for (const x of [1080, 1120, 1160]) drawing.icon(x, 20, 12, LIGHT.ink);
  expect(locateAddressBar(drawing)?.hostOnly).toBe(true);
});

test('pictures without a window in them, however small or noisy, hold no bar', () => {
  let seed = 7;
  const noise = new Drawing(640, 200, [0, 0, 0]);
  for (let at = 0; at < noise.data.length; at++) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    noise.data[at] = seed >> 16;
  }
  for (const picture of [noise, new Drawing(1, 1, [9, 9, 9]), new Drawing(1600, 2, [9, 9, 9]), new Drawing(800, 400, [255, 255, 255])]) {
    expect(locateAddressBar(picture)).toBeNull();
  }
  expect(locateAddressBar({ width: 0, height: 0, data: new Uint8ClampedArray(0) })).toBeNull();
});

const CAPTURED = [
  ['normal-light', { scale: 1, mark: 'tune', theme: 'light' }],
  ['not-secure-dark-150', { scale: 1.5, mark: 'words', theme: 'dark' }],
  ['popup-light-125', { scale: 1.25, mark: 'tune', theme: 'light' }],
  ['green-theme-150', { scale: 1.5, mark: 'tune', theme: 'light' }],
  ['home-page-dark-200', { scale: 2, mark: 'tune', theme: 'dark' }],
] as const;

for (const [name, { scale, mark, theme }] of CAPTURED) {
  test(`bar and mark of a real Chromium window are found: ${name}`, () => {
    const picture = captured(name);
    const bar = locateAddressBar(picture);
    expect(bar).toMatchObject({ scale, theme });
    expect(bar && markShape(picture, bar)).toBe(mark);
    expect(bar && looksFocused(picture, bar)).toBe(false);
  });
}

for (const name of ['fake-toolbar-light', 'fake-dark-toolbar-150']) {
  test(`a real window's own bar is found above the toolbar that its page draws: ${name}`, () => {
    const bar = locateAddressBar(captured(name));
    expect(bar?.box.y).toBe(Math.round(46 * (bar?.scale ?? 0)));
  });
}

for (const name of ['alert-light', 'alert-dark-150', 'bookmark-bubble-dark', 'find-bar-dark']) {
  test(`a real bar is found, and is at rest, while a dialog hangs over its toolbar: ${name}`, () => {
    const picture = captured(name);
    const bar = locateAddressBar(picture);
    expect(bar && markShape(picture, bar)).toBe('tune');
    expect(bar && isBeingEdited(picture, bar)).toBe(false);
    expect(bar && looksFocused(picture, bar)).toBe(false);
  });
}

for (const name of readdirSync(new URL('../windows', import.meta.url)).map((file) => file.replace('.png', ''))) {
  test(`the rows down to four heights below a bar's top tell all: ${name}`, () => {
    const picture = captured(name);
    const whole = locateAddressBar(picture);
    for (const rows of [100, 140, 220]) {
      const found = locateAddressBar({ ...picture, height: Math.min(rows, picture.height), data: picture.data.subarray(0, picture.width * rows * 4) });
      if (!found || found.box.y + found.box.height * 4 > rows) continue;
      expect(found).toEqual(whole);
    }
  });
}

test('a real bar that has the focus looks so', () => {
  const picture = captured('focused-over-fake-tabs');
  const bar = locateAddressBar(picture);
  expect(bar?.box.y).toBeLessThan(50);
  expect(bar && looksFocused(picture, bar)).toBe(true);
  expect(bar && isBeingEdited(picture, bar)).toBe(true);
});

test('with the list of suggestions open there is no bar, also where the page draws one', () => {
  expect(locateAddressBar(captured('suggestions-over-fake-tabs'))).toBeNull();
});
