import { expect, test } from '@playwright/test';
import { apiReports } from '../../build/api-report.mjs';

test('the reports of the public API say what the built package offers; a change of it is a change of them', () => {
  test.setTimeout(300_000);
  expect(apiReports({ check: true }), 'out of date: run npm run build, then npm run api, and read what has changed').toEqual([]);
});
