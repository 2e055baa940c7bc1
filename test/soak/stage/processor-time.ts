import type { Page } from '@playwright/test';

/** Seconds of a processor that all processes of a page's browser have used so far. */
export async function processorTimeOf(page: Page): Promise<number> {
  const browser = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  await browser.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
