import { chromium, expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { buildDemo } from '../../demo/prepare.mjs';
import { startDemoServer } from '../../demo/server.mjs';
import { findBrowser } from '../browser.mjs';

/** A picker that takes a moving picture for a window, without asking: what is captured isn't these tests' business. */
const FAKE_CAPTURE = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=display-media-type=window'];

/** The demo, running, and a browser to look at it with. */
export class DemoStage {
  readonly url: string;
  readonly #browser: Browser;
  readonly #demo: { close(): Promise<void> };
  #contexts: BrowserContext[] = [];
  /** What any page reported as an error. */
  readonly complaints: string[] = [];

  private constructor(url: string, browser: Browser, demo: { close(): Promise<void> }) {
    this.url = url;
    this.#browser = browser;
    this.#demo = demo;
  }

  static async open(): Promise<DemoStage> {
    await buildDemo();
    const executablePath = await findBrowser();
    if (executablePath === null) throw new Error('These tests need Chrome or Chromium.');
    const demo = await startDemoServer();
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', ...FAKE_CAPTURE] });
    return new DemoStage(demo.url, browser, demo);
  }

  /** A page of somebody who shares no cookies or storage with the others. */
  async person(path: string, options: { dark?: boolean } = {}): Promise<Page> {
    // Without an emulated scheme the browser's own, which is light; an emulated one would rule in the mirror's frame too.
    const colorScheme = options.dark === true ? 'dark' : null;
    const context = await this.#browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme });
    this.#contexts.push(context);
    const page = await context.newPage();
    page.on('pageerror', ({ message }) => this.complaints.push(`${path}: ${message}`));
    page.on('console', (entry) => {
      if (entry.type() === 'error') this.complaints.push(`${path}: ${entry.text()} ${entry.location().url}`);
    });
    await page.goto(`${this.url}${path}`);
    return page;
  }

  visitor = (session: string, query = ''): Promise<Page> => this.person(`/visitor.html?session=${session}${query}`);
  agent = (session: string, name = 'Anna'): Promise<Page> => this.person(`/agent.html?session=${session}&name=${name}`);

  /** Sends everybody home, between two tests. */
  async clear(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.close()));
    this.#contexts = [];
    this.complaints.length = 0;
  }

  async close(): Promise<void> {
    await this.clear();
    await this.#browser.close();
    await this.#demo.close();
  }
}

/** What the agent sees of the visitor's page: the text or the value of the element, null while it isn't there. */
export function mirrored(agent: Page, selector: string): Promise<string | null> {
  return agent.evaluate((wanted) => {
    const frame = document.querySelector<HTMLIFrameElement>('.mirror .sheet:not([style*="hidden"]) iframe');
    const element = frame?.contentDocument?.querySelector(wanted);
    if (!element) return null;
    return element.matches('input, select, textarea') ? (element as HTMLInputElement).value : element.textContent.trim();
  }, selector);
}

/** Waits until the agent sees that. */
export async function expectMirrored(agent: Page, selector: string, text: string): Promise<void> {
  await expect.poll(() => mirrored(agent, selector), { message: `${selector} in the mirror` }).toBe(text);
}
