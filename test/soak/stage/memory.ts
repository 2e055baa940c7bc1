import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';

/** Megabytes that all processes of a page's browser use (proportional set size), after its garbage was collected. */
export async function memoryOf(page: Page): Promise<number> {
  const own = await page.context().newCDPSession(page);
  await own.send('HeapProfiler.collectGarbage');
  await own.detach();
  const browser = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  await browser.detach();
  const sizes = await Promise.all(processInfo.map(({ id }) => kilobytesOf(id)));
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1_024);
}

/** A process that has just ended uses none. */
async function kilobytesOf(process: number): Promise<number> {
  const rollup = await readFile(`/proc/${process}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
}
