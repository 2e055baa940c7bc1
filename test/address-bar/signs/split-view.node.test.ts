import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { PNG } from 'pngjs';
import type { Picture } from '../../../src/address-bar/address-bar.js';
import { locateAddressBar } from '../../../src/address-bar/locate/locate-address-bar.js';
import { isSplitView } from '../../../src/address-bar/signs/split-view.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

function load(path: string): Picture {
  const { width, height, data } = PNG.sync.read(readFileSync(path));
  return { width, height, data: new Uint8ClampedArray(data) };
}

function isSplit(picture: Picture): boolean {
  const bar = locateAddressBar(picture);
  expect(bar).not.toBeNull();
  return isSplitView(picture, bar!);
}

/** A copy with the pixels of a box painted over. */
function painted(picture: Picture, { x, y, width, height }: { x: number; y: number; width: number; height: number }, level: number): Picture {
  const data = picture.data.slice();
  for (let row = y; row < y + height; row++) data.fill(level, (row * picture.width + x) * 4, (row * picture.width + x + width) * 4);
  return { ...picture, data };
}

for (const name of ['split-light', 'split-dark-bookmarks']) {
  test(`two pages side by side are told: ${name}`, () => {
    expect(isSplit(load(here(`windows/${name}.png`)))).toBe(true);
  });
}

test('one page is not taken for two', () => {
  const folder = here('../windows');
  for (const name of readdirSync(folder)) {
    const picture = load(`${folder}/${name}`);
    const bar = locateAddressBar(picture);
    if (bar) expect(isSplitView(picture, bar), name).toBe(false);
  }
});

test('a page that draws a split view below the line that divides it from the toolbar is one page', () => {
  const split = load(here('windows/split-light.png'));
  expect(isSplit(painted(split, { x: 4, y: 84, width: 992, height: 1 }, 225))).toBe(false);
});

test('a gap that anything stands in is none', () => {
  const split = load(here('windows/split-light.png'));
  expect(isSplit(painted(split, { x: 498, y: 150, width: 2, height: 2 }, 0))).toBe(false);
});
