import { expect, test } from '@playwright/test';
import { likelyScales, scaleOfBar } from '../../../src/address-bar/locate/likely-scales.js';

/** Scale and rows of the field as found in captured windows of Chromium 156. */
const fields = [[1, 34], [1.05, 35], [1.1, 37], [1.15, 39], [1.2, 40], [1.25, 42], [1.3, 44], [1.4, 46], [1.5, 51], [1.75, 59], [2, 68], [2.2, 74], [2.35, 79]] as const;
/** The same of pop-ups' strips; dark ones have the line below them. */
const darkStrips = [[1.05, 36], [1.15, 40], [1.25, 43], [1.35, 46], [1.45, 50], [1.55, 53], [1.65, 57], [1.75, 60], [1.95, 67], [2.15, 74], [2.35, 80]] as const;
const lightStrips = [[1, 32], [1.1, 35], [1.3, 41], [1.4, 45], [1.5, 48], [1.6, 51], [1.8, 58], [1.9, 61], [2, 64], [2.1, 67], [2.3, 74], [2.4, 77]] as const;

const kinds = [
  { kind: 'field', theme: 'light', measured: fields, width: 0.8, x: 0.12 },
  { kind: 'dark strip', theme: 'dark', measured: darkStrips, width: 1, x: 0 },
  { kind: 'light strip', theme: 'light', measured: lightStrips, width: 1, x: 0 },
] as const;

for (const { kind, theme, measured, width, x } of kinds) {
  for (const [scale, height] of measured) {
    test(`a ${kind} of ${height} pixels whose text starts where it does at ${scale} times has that scale`, () => {
      const windowWidth = 1000 * scale;
      const left = Math.round(x * windowWidth);
      // First letters differ in how far from the pen their ink begins.
      for (const bearing of [0.7, 0.9, 1.1]) {
        const bar = { theme, box: { x: left, width: width * windowWidth, height }, windowWidth, inkStart: left + Math.round((37 + bearing) * scale) };
        expect(scaleOfBar(bar)).toBe(scale);
      }
    });
  }
}

test('wherever the text starts, all scales at which a bar is so high are tried', () => {
  for (const [scale, height] of fields) {
    expect(likelyScales({ theme: 'light', box: { x: 100, width: 800, height }, windowWidth: 1000, inkStart: 400 })).toContain(scale);
  }
});

test('where the text starts elsewhere, the height tells the scale to a quarter', () => {
  expect(scaleOfBar({ theme: 'light', box: { x: 100, width: 800, height: 41 }, windowWidth: 1000, inkStart: 400 })).toBe(1.25);
});
