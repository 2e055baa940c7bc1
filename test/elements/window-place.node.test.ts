import { expect, test } from '@playwright/test';
import { placeWindow } from '../../src/elements/bookmark-menu/window-place.js';

const SCREEN = { left: 0, top: 0, width: 1920, height: 1040 };

for (const [what, viewer, available, expected] of [
  ['goes to the right of a viewer at the left', { left: 0, top: 0, width: 960, height: 1040 }, SCREEN, { left: 960, top: 0, width: 960, height: 884 }],
  ['goes to the left of a viewer at the right', { left: 1000, top: 40, width: 920, height: 900 }, SCREEN, { left: 0, top: 40, width: 1000, height: 884 }],
  ['goes to the far end where the viewer fills the screen', { left: 0, top: 0, width: 1920, height: 1040 }, SCREEN, { left: 640, top: 0, width: 1280, height: 884 }],
  ['stays on a second screen', { left: 1920, top: 30, width: 700, height: 800 }, { ...SCREEN, left: 1920, top: 25 }, { left: 2620, top: 30, width: 1220, height: 884 }],
  ['never hangs below the screen', { left: 0, top: 700, width: 900, height: 300 }, SCREEN, { left: 900, top: 156, width: 1020, height: 884 }],
] as const) {
  test(`a bookmark's window ${what}`, () => {
    expect(placeWindow(viewer, available)).toEqual(expected);
  });
}
