import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import type { MutationReport } from '../soak/mutated-messages.js';

const MESSAGES = 4_000;

test(`${MESSAGES} mutated messages through the entrance of each channel: nothing throws, and a share goes on as it was`, async () => {
  test.setTimeout(300_000);
  // In a process of its own, whose page is stood in for.
  const { stdout } = await promisify(execFile)(process.execPath, ['test/soak/run.mjs', 'mutated-messages', '--runs', String(MESSAGES)], { maxBuffer: 10_000_000 }).catch((error: { stdout: string }) => error);
  const report = JSON.parse(stdout) as MutationReport;
  expect(report.wrongs).toEqual([]);
  expect(report.messages).toBe(MESSAGES);
  // Both sides of the border have been visited.
  expect(report.valid).toBeGreaterThan(MESSAGES / 20);
  expect(report.junk).toBeGreaterThan(MESSAGES / 20);
});
