import { expect, test } from '@playwright/test';
import { countOldPixels } from '../soak/old-pixels.js';

/** Of all the ways, one for each reason that old pixels could be taken for new ones. The long form is `npm run soak -- old-pixels`. */
const WAYS = [
  'pause / link, stall',
  'pause / delay under a clock of the new page',
  'editing / address first, view 2 s later',
  'start / link, stall / drawing worker',
];

/** Another browser's UI thread can't be asked, so what keeps it busy remains: see the threat model. */
const OWN_WAYS = [...WAYS, 'whole site / pause / link, stall, and a busy browser'];

for (const by of ['own', 'other'] as const) {
  test(`nothing that a forbidden page has painted reaches the visitor under an allowed address: a window of ${by === 'own' ? 'the viewer\'s own' : 'another'} browser`, async () => {
    const ways = by === 'own' ? OWN_WAYS : WAYS;
    const report = await countOldPixels({ runs: ways.length, takes: (name) => ways.includes(name), by });
    expect(report.failed).toEqual([]);
    expect(report.showNothing).toEqual([]);
    expect(report.leaked).toBe(0);
  });
}
