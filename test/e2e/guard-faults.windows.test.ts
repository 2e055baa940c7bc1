import { expect, test } from '@playwright/test';
import { countLeaksUnderFaults } from '../soak/leaks-under-faults.js';
import { FAULTS } from '../soak/stage/faults.js';

/** The long form is `npm run soak -- leaks-under-faults`. */
test('whatever goes wrong, no frame of a forbidden page reaches the visitor', async () => {
  test.setTimeout(300_000);
  const report = await countLeaksUnderFaults({ navigations: FAULTS.length });
  test.info().annotations.push({ type: 'leaks', description: JSON.stringify(report) });
  expect(Object.keys(report.perFault)).toHaveLength(FAULTS.length);
  expect(report.leaked).toBe(0);
  expect(report.leakedUnguarded).toBeGreaterThan(0);
});
