import { expect, test } from '@playwright/test';
import { countLateBars } from '../soak/late-bars.js';

/** Storms after which the address bar follows the page late: a little, and by seconds. The long form is `npm run soak -- late-bars`. */
const STORMS = ['60 replaceState', 'titles', 'hashes'];

// Windows of another browser have no such fence: what remains there is in docs/threat-model.md.
test('a page that changes its route in the middle of a storm shows the visitor nothing forbidden: a window of the viewer\'s own browser', async () => {
  test.setTimeout(240_000);
  const report = await countLateBars({ runs: STORMS.length, takes: (name) => STORMS.includes(name), by: 'own' });
  expect(report.failed).toEqual([]);
  expect(report.showNothing).toEqual([]);
  expect(report.leaked).toBe(0);
});
