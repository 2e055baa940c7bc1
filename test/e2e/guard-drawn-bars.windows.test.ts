import { expect, test } from '@playwright/test';
import { countForgeries } from '../soak/forgeries.js';
import type { Look } from '../soak/forgeries/looks.js';

// The short form of `npm run soak -- forgeries`.
test.setTimeout(420_000);

const PICTURE_THEME: Look = { theme: 'photograph', scale: 1, touch: false, rightToLeft: false, verticalTabs: false };

/** The guard as it was when it took the first address bar from the top for the browser's, whatever stood above it. */
const ANY_BAR = {
  'locate/browser-frame.ts': 'export function isInBrowserFrame() { return true; }',
};

test('no bar that a page draws is believed, at whichever height', async () => {
  const report = await countForgeries({ looks: [PICTURE_THEME], kinds: ['normal'] });
  expect(report).toMatchObject({ windows: 1, forbidden: 0, believed: [] });
});

test('without the demand for a browser’s frame above the bar, a page that draws one is shown', async () => {
  const report = await countForgeries({ looks: [PICTURE_THEME], kinds: ['normal'], tops: [0], replaced: ANY_BAR });
  expect(report.believed).toHaveLength(1);
  expect(report.forbidden).toBeGreaterThan(0);
});
