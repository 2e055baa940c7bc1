import { expect, test } from '@playwright/test';
import { countFalseStops } from '../soak/false-stops.js';

/** The long form is `npm run soak -- false-stops`. */
test('ordinary use of allowed pages never ends the share', async () => {
  test.setTimeout(300_000);
  const report = await countFalseStops({});
  test.info().annotations.push({ type: 'pauses', description: JSON.stringify(report) });
  expect(report.actions).toBeGreaterThan(20);
  expect(report.stops).toEqual([]);
});
