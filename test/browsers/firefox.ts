import puppeteer from 'puppeteer-core';
import { programOnPath } from '../prepare.mjs';
import type { OtherBrowser } from './other-browser.js';

/** Starts the system's own Firefox with a fresh profile and no display, and speaks WebDriver BiDi with it. */
export async function launchFirefox(): Promise<OtherBrowser> {
  const executablePath = programOnPath('firefox') ?? programOnPath('firefox-esr');
  if (!executablePath) throw new Error('These tests need Firefox.');
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true, timeout: 120_000 });
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 1000 });
  return {
    name: await browser.version(),
    goto: async (url) => void (await page.goto(url)),
    evaluate: (expression) => page.evaluate(expression),
    screenshot: async () => Buffer.from(await page.screenshot({ type: 'png' })),
    close: () => browser.close(),
  };
}
