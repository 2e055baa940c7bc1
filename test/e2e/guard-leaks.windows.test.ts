import { expect, test } from '@playwright/test';
import { countLeaks } from '../soak/leaks.js';

/** The long form is `npm run soak -- leaks`. */
test('no frame of a forbidden page reaches the visitor, and without the gate some would', async () => {
  test.setTimeout(400_000);
  const report = await countLeaks({ navigations: 20 });
  expect(report.navigations).toBe(20);
  expect(report.leaked).toBe(0);
  expect(report.leakedUnguarded).toBeGreaterThan(0);
  expect(report.wrongEnds).toEqual([]);
  expect(report.framesGuarded).toBeGreaterThan(0);
});
