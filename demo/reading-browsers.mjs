import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const SYSTEM_FONTS = '/etc/fonts/fonts.conf';

/**
 * Headless browsers that draw letters like real windows: one per display scale,
 * because the scale affects how letters are placed and smoothed.
 */
export class ReadingBrowsers {
  #executablePath;
  #url;
  #folder;
  /** @type {Map<number, Promise<{ browser: import('@playwright/test').Browser, page: import('@playwright/test').Page }>>} */
  #open = new Map();

  constructor(executablePath, url) {
    this.#executablePath = executablePath;
    this.#url = url;
  }

  /** Reads a picture in the browser with this scale. */
  async read(data, { scale, ...options }) {
    const page = await this.#page(scale);
    return page.evaluate(([picture, how]) => globalThis.readPicture(picture, how), [data, options]);
  }

  /** The display scale of the window in a picture, null if it has no address bar, and whether its letters may be unmodified. */
  async look(data) {
    const page = await this.#page(1);
    return page.evaluate((picture) => globalThis.look(picture), data);
  }

  async close() {
    const opened = await Promise.allSettled(this.#open.values());
    await Promise.all(opened.map(({ value }) => value?.browser.close()));
    if (this.#folder) await rm(await this.#folder, { recursive: true, force: true });
  }

  async #page(scale) {
    if (!this.#open.has(scale)) this.#open.set(scale, this.#launch(scale));
    return (await this.#open.get(scale)).page;
  }

  async #launch(scale) {
    const browser = await chromium.launch({
      executablePath: this.#executablePath,
      args: [`--force-device-scale-factor=${scale}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      // These arguments make pages look the same on every machine, but a window's letters depend on its own.
      ignoreDefaultArgs: ['--force-color-profile=srgb', '--font-render-hinting=none'],
      env: { ...process.env, ...(await this.#fontSettings()) },
    });
    const page = await browser.newPage({ viewport: null });
    await page.goto(this.#url);
    await page.waitForFunction(() => 'readPicture' in globalThis);
    return { browser, page };
  }

  /** Turns on subpixel antialiasing for opaque canvases, so that both kinds of window can be read. */
  async #fontSettings() {
    if (!existsSync(SYSTEM_FONTS)) return {};
    this.#folder ??= mkdtemp(join(tmpdir(), 'read-address-'));
    const file = join(await this.#folder, 'fonts.conf');
    const subpixel = (target) => `<match target="${target}"><edit name="rgba" mode="assign"><const>rgb</const></edit></match>`;
    await writeFile(file, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include>${SYSTEM_FONTS}</include>${subpixel('pattern')}${subpixel('font')}</fontconfig>`);
    return { FONTCONFIG_FILE: file };
  }
}
