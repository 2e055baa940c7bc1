import { expect, test } from '@playwright/test';
import { keepStrip, sameStrip } from '../../../src/guard/address-bar/compare-strip.js';
import { locateAddressBar } from '../../../src/guard/address-bar/locate-address-bar.js';
import { ocrPicture } from '../../../src/guard/address-bar/ocr-picture.js';
import { drawWindow, DARK, type Drawing } from './draw-window.js';

function locate(drawing: Drawing): NonNullable<ReturnType<typeof locateAddressBar>> {
  const bar = locateAddressBar(drawing);
  if (!bar) throw new Error('The drawn window has no bar.');
  return bar;
}

test('the same bar over another page is the same strip', () => {
  const { drawing, pageTop } = drawWindow(1200, 300);
  const kept = keepStrip(drawing, locate(drawing));
  drawing.fill({ x: 0, y: pageTop, width: 1200, height: 100 }, [200, 30, 30]);
  expect(sameStrip(drawing, kept)).toBe(true);
});

test('one changed pixel anywhere in bar or mark makes another strip', () => {
  const { drawing } = drawWindow(1200, 300);
  const bar = locate(drawing);
  const kept = keepStrip(drawing, bar);
  const { x, y, width, height } = bar.box;
  for (const [atX, atY] of [[x, y], [x + width - 1, y + height - 1], [bar.markBox?.x ?? 0, bar.markBox?.y ?? 0], [x + 300, y + 12]] as const) {
    const changed = drawWindow(1200, 300).drawing;
    const at = (atY * 1200 + atX) * 4;
    changed.data[at] = (changed.data[at] ?? 0) ^ 1;
    expect(sameStrip(changed, kept), `${atX},${atY}`).toBe(false);
  }
});

test('a window of another size has no strip to compare', () => {
  const { drawing } = drawWindow(1200, 300);
  const kept = keepStrip(drawing, locate(drawing));
  expect(sameStrip(drawWindow(1201, 300).drawing, kept)).toBe(false);
  expect(sameStrip(drawWindow(1200, 60).drawing, kept)).toBe(false);
});

test('what is kept does not change with the picture that it came from', () => {
  const { drawing } = drawWindow(1200, 300);
  const kept = keepStrip(drawing, locate(drawing));
  drawing.fill({ x: 0, y: 0, width: 1200, height: 300 }, [0, 0, 0]);
  expect(sameStrip(drawWindow(1200, 300).drawing, kept)).toBe(true);
});

test('OCR gets dark letters on white at the height it asks for, from light and dark windows alike', () => {
  for (const { drawing } of [drawWindow(1200, 300), drawWindow(1200, 300, { theme: DARK })]) {
    const { grey } = ocrPicture(drawing, locate(drawing), 36) ?? {};
    expect(grey?.height).toBeGreaterThan(40);
    expect(grey?.data[0]).toBe(255);
    expect(Math.min(...(grey?.data ?? [255]))).toBeLessThan(30);
  }
});
