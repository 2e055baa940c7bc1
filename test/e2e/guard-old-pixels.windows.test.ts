import { expect, test } from '@playwright/test';
import { countOldPixels } from '../soak/old-pixels.js';

/** Of all the ways, one for each reason that old pixels could be taken for new ones. The long form is `npm run soak -- old-pixels`. */
const WAYS = [
  'pause / link, stall',
  'pause / delay under a clock of the new page',
  'editing / address first, view 2 s later',
  'start / link, stall / drawing worker',
];

for (const by of ['own', 'other'] as const) {
  test(`nothing that a forbidden page has painted reaches the visitor under an allowed address: a window of ${by === 'own' ? 'the viewer\'s own' : 'another'} browser`, async () => {
    const report = await countOldPixels({ runs: WAYS.length, takes: (name) => WAYS.includes(name), by });
    expect(report.failed).toEqual([]);
    expect(report.showNothing).toEqual([]);
    expect(report.leaked).toBe(0);
  });
}
