import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import type { FaultReport } from '../soak/faults.js';

const SCHEDULES = 1_000;

test(`${SCHEDULES} schedules of faults: no session is stuck, one agent at most shares, every end has its reason, no rejection is unhandled and no timer left`, async () => {
  test.setTimeout(600_000);
  // In a process of its own, whose clock and page are stood in for.
  const { stdout } = await promisify(execFile)(process.execPath, ['test/soak/run.mjs', 'faults', '--runs', String(SCHEDULES)], { maxBuffer: 10_000_000 }).catch((error: { stdout: string }) => error);
  const report = JSON.parse(stdout) as FaultReport;
  expect(report.wrongs.slice(0, 20)).toEqual([]);
  expect(report.schedules).toBe(SCHEDULES);
  // Everything has happened, and it came out in each way.
  for (const [what, times] of Object.entries(report.happened)) expect(times, what).toBeGreaterThan(SCHEDULES / 2);
  expect(Object.keys(report.outcomes).sort()).toEqual(['nobody shares', 'paused', 'sharing']);
  for (const [outcome, times] of Object.entries(report.outcomes)) expect(times, outcome).toBeGreaterThan(SCHEDULES / 100);
});
