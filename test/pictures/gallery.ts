import { chromium, type Browser, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../docs/documents.js';
import { findBrowser } from '../browser.mjs';
import { galleryPage } from './gallery-page.js';
import type { Gallery as PageGallery, ListedState } from './states/page.js';
import type { Variant } from './states/state.js';

/** Where the pages believe to be; nothing goes out. */
const ADDRESS = 'https://pictures.test/';

/** The moment at which all pictures are taken. */
const NOW = new Date('2026-03-02T14:05:00Z');

/** The demo's themes: styles of its own over the elements' custom properties and parts. */
export const THEMES = ['harbour', 'paper', 'terminal'] as const;

const themeStyles = (theme: (typeof THEMES)[number]): string => readFileSync(join(ROOT, `demo/styles/themes/${theme}.css`), 'utf8');

export interface Picture {
  /** Such as `button-sharing.dark`. */
  readonly name: string;
  readonly png: Buffer;
}

/** Letters without hinting and in grey, and a screen of one kind, wherever this runs. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb', '--hide-scrollbars'];

/** Takes a picture of every element in every state. */
export class Gallery {
  readonly #browser: Browser;
  readonly #page: Page;
  readonly states: readonly ListedState[];

  private constructor(browser: Browser, page: Page, states: readonly ListedState[]) {
    this.#browser = browser;
    this.#page = page;
    this.states = states;
  }

  static async open(): Promise<Gallery> {
    const browser = await chromium.launch({ executablePath: (await findBrowser()) ?? '', args: FLAGS });
    const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', deviceScaleFactor: 1, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const html = await galleryPage();
    await page.route(`${ADDRESS}**`, (route) => route.fulfill({ contentType: 'text/html', body: html }));
    await page.clock.setFixedTime(NOW);
    await page.goto(ADDRESS);
    await page.waitForFunction(() => 'gallery' in window);
    const states = await page.evaluate(() => (window as unknown as { gallery: PageGallery }).gallery.states);
    return new Gallery(browser, page, states);
  }

  /** All pictures of one state, one after the other. */
  async *picturesOf(state: ListedState): AsyncGenerator<Picture> {
    await this.#show(state, 'en');
    yield* this.#inBothSchemes(state.name, state);
    for (const variant of state.also ?? []) yield* this.#inVariant(variant, state);
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }

  async *#inBothSchemes(name: string, state: ListedState): AsyncGenerator<Picture> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.#page.emulateMedia({ colorScheme });
      yield { name: `${name}.${colorScheme}`, png: await this.#shoot(state) };
    }
    await this.#page.emulateMedia({ colorScheme: 'light' });
  }

  async *#inVariant(variant: Variant, state: ListedState): AsyncGenerator<Picture> {
    const page = this.#page;
    const { name } = state;
    switch (variant) {
      case 'forced-colours':
        await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
        yield { name: `${name}.forced-colours`, png: await this.#shoot(state) };
        return page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' });
      case 'large-text':
        await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
        yield { name: `${name}.large-text`, png: await this.#inLargeText(state) };
        await page.evaluate(() => (document.documentElement.style.fontSize = ''));
        return this.#show(state, 'en');
      case 'arabic':
        await this.#show(state, 'ar');
        yield { name: `${name}.arabic`, png: await this.#shoot(state) };
        return this.#show(state, 'en');
      case 'themes':
        for (const theme of THEMES) {
          const styles = await page.addStyleTag({ content: themeStyles(theme) });
          await this.#show(state, 'en');
          yield { name: `${name}.${theme}`, png: await this.#shoot(state) };
          await styles.evaluate((element) => (element as HTMLStyleElement).remove());
        }
    }
  }

  /** Text twice as large wants twice the height. */
  async #inLargeText(state: ListedState): Promise<Buffer> {
    const higher = { ...state, ...(state.height !== undefined && { height: state.height * 2 }) };
    await this.#show(higher, 'en');
    return this.#shoot(higher);
  }

  async #show({ name, width = 480, height, keys = [] }: ListedState, language: 'en' | 'ar'): Promise<void> {
    await this.#page.setViewportSize({ width, height: height ?? 4_800 });
    await this.#page.evaluate(([state, tag]) => (window as unknown as { gallery: PageGallery }).gallery.show(state, tag), [name, language] as const);
    for (const key of keys) await this.#page.keyboard.press(key);
  }

  async #shoot({ width = 480, height }: ListedState): Promise<Buffer> {
    return this.#page.screenshot({ animations: 'disabled', clip: { x: 0, y: 0, width, height: height ?? (await this.#settledHeight()) } });
  }

  /** The height of what is shown, once it stays the same for two frames: observers of sizes answer a frame later. */
  #settledHeight(): Promise<number> {
    return this.#page.locator('main').evaluate(async (main) => {
      const nextFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
      let [height, same] = [-1, 0];
      while (same < 2) {
        await nextFrame();
        const now = Math.ceil(main.getBoundingClientRect().height);
        same = now === height ? same + 1 : 0;
        height = now;
      }
      return height;
    });
  }
}
