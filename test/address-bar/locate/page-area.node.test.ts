import { expect, test } from '@playwright/test';
import { locateAddressBar } from '../../../src/address-bar/locate/locate-address-bar.js';
import { findPageArea } from '../../../src/address-bar/locate/page-area.js';
import type { Drawing} from '../draw-window.js';
import { DARK, drawWindow, LIGHT, ROSE, type Rgb } from '../draw-window.js';

const LINE: Rgb = [205, 208, 214];

function areaIn(drawing: Drawing): ReturnType<typeof findPageArea> {
  const bar = locateAddressBar(drawing);
  expect(bar).not.toBeNull();
  return bar && findPageArea(drawing, bar, drawing.height);
}

for (const [name, theme] of Object.entries({ light: LIGHT, dark: DARK, rose: ROSE })) {
  for (const scale of [1, 1.25, 1.5, 2]) {
    test(`the page begins below the toolbar's line in a ${name} window at ${scale * 100} %`, () => {
      const { drawing, pageTop } = drawWindow(1200 * scale, 400 * scale, { scale, theme });
      const area = areaIn(drawing);
      // Where the toolbar's foot has no whole number of pixels, a row of the page may be lost, never one of the toolbar sent.
      const lost = (area?.y ?? NaN) - pageTop;
      expect(lost).toBeGreaterThanOrEqual(0);
      expect(lost).toBeLessThanOrEqual(scale === 1.25 ? 1 : 0);
      expect(area).toEqual({ x: 0, y: pageTop + lost, width: drawing.width, height: drawing.height - pageTop - lost });
    });
  }

  test(`a bar of the browser's below the toolbar is cut off in a ${name} window, a second one too`, () => {
    const { drawing, pageTop } = drawWindow(1200, 500, { theme });
    for (const top of [pageTop, pageTop + 57]) {
      drawing.fill({ x: 0, y: top, width: 1200, height: 56 }, theme.toolbar).text({ x: 300, y: top + 20, size: 14, letters: 20 }, theme.ink);
      drawing.fill({ x: 0, y: top + 56, width: 1200, height: 1 }, LINE);
    }
    drawing.fill({ x: 0, y: pageTop + 114, width: 1200, height: 300 }, [0, 160, 0]);
    expect(areaIn(drawing)?.y).toBe(pageTop + 114);
  });
}

test("the window's border is cut off on both sides and at the bottom", () => {
  const { drawing, pageTop } = drawWindow(1200, 400);
  for (const x of [0, 1196]) drawing.fill({ x, y: 41, width: 4, height: 359 }, LIGHT.frame);
  expect(areaIn(drawing)).toEqual({ x: 4, y: pageTop, width: 1192, height: 400 - 4 - pageTop });
});

test('it is not certain while something covers the lower edge of the toolbar, nor where there is no line', () => {
  const covered = drawWindow(1200, 400);
  covered.drawing.fill({ x: 400, y: covered.pageTop - 10, width: 300, height: 120 }, [90, 90, 90]);
  covered.drawing.fill({ x: 100, y: covered.pageTop + 5, width: 50, height: 200 }, [20, 90, 90]);
  expect(areaIn(covered.drawing)).toBeNull();
  const { drawing, pageTop } = drawWindow(1200, 400);
  drawing.fill({ x: 0, y: pageTop - 1, width: 1200, height: 1 }, LIGHT.toolbar).fill({ x: 12, y: pageTop, width: 600, height: 300 }, [0, 160, 0]);
  expect(areaIn(drawing)).toBeNull();
});

/** An info bar that has slid in by half: its text is in its first row, and its line lies between two rows. */
function slidInfoBar(drawing: Drawing, top: number, paper: Rgb, ink: Rgb): number {
  const bottom = top + 34;
  drawing.fill({ x: 0, y: top, width: drawing.width, height: 34 }, paper).fill({ x: 200, y: top, width: 300, height: 20 }, ink);
  for (const [n, colour] of [[224, 227, 224], [210, 213, 210], [218, 221, 220], [230, 232, 232], [244, 244, 244]].entries()) drawing.fill({ x: 0, y: bottom + n, width: drawing.width, height: 1 }, colour as unknown as Rgb);
  return bottom + 1;
}

for (const [name, page] of Object.entries({ green: [0, 160, 0] as Rgb, white: LIGHT.toolbar })) {
  test(`an info bar that slides in over a ${name} page is cut off, with its text in the first row`, () => {
    const { drawing, pageTop } = drawWindow(1200, 500);
    drawing.fill({ x: 0, y: pageTop, width: 1200, height: 500 - pageTop }, page);
    const end = slidInfoBar(drawing, pageTop, LIGHT.toolbar, [11, 87, 208]);
    expect(areaIn(drawing)?.y).toBeGreaterThanOrEqual(end);
    expect(areaIn(drawing)?.y).toBeLessThan(end + 6);
  });
}
