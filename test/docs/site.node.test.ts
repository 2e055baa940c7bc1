import { chromium, expect, test, type Browser, type FrameLocator, type Page } from '@playwright/test';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSite, SITE } from '../../docs/site/build.mjs';
import { serveSite } from '../../docs/site/serve.mjs';
import { findBrowser } from '../browser.mjs';
import { allCodeBlocks } from './documents.js';

/** A picker that takes a moving picture for a window, without asking. */
const FAKE_CAPTURE = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=display-media-type=window'];

let site: Awaited<ReturnType<typeof serveSite>>;
let browser: Browser;
/** What any page reported as an error. */
let complaints: string[] = [];

test.beforeAll(async () => {
  // The reference and every page are made, which busy machines take minutes for.
  test.setTimeout(300_000);
  // A link that leads nowhere makes this fail.
  await buildSite();
  site = await serveSite();
  browser = await chromium.launch({ executablePath: (await findBrowser()) ?? '', args: ['--no-sandbox', ...FAKE_CAPTURE] });
});

test.afterAll(async () => {
  await browser.close();
  await site.close();
});

test.beforeEach(() => {
  complaints = [];
});

async function open(path: string): Promise<Page> {
  const page = await browser.newPage();
  page.on('pageerror', ({ message }) => complaints.push(`${path}: ${message}`));
  page.on('console', (entry) => {
    if (entry.type() === 'error') complaints.push(`${path}: ${entry.text()} ${entry.location().url}`);
  });
  const response = await page.goto(`${site.url}/${path}`);
  expect(response?.status(), path).toBe(200);
  return page;
}

const example = (page: Page, index = 0): FrameLocator => page.locator('iframe.live-example').nth(index).contentFrame();

test('every page of the site opens without an error, with a heading', async () => {
  const pages = readdirSync(SITE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html') && file !== '404.html');
  expect(pages).toContain('getting-started.html');
  expect(pages).toContain(join('reference', 'index.html'));
  for (const file of pages) {
    const page = await open(file.replace(/(?:index)?\.html$/, ''));
    await expect(page.locator('h1').first(), file).toBeVisible();
    await page.close();
  }
  expect(complaints).toEqual([]);
});

test('every live example runs', async () => {
  const live = allCodeBlocks().filter(({ info }) => info.split(' ').includes('live'));
  const documents = new Set(live.map(({ place }) => place.replace(/^docs\/(.*)\.md:\d+$/, '$1')));
  expect(documents.size).toBeGreaterThan(1);
  for (const document of documents) {
    const page = await open(document);
    const frames = page.locator('iframe.live-example');
    for (let index = 0; index < (await frames.count()); index++) {
      // A registered element has a shadow root with something in it that can be seen.
      await expect(example(page, index).locator('glance-screenshare-button, glance-bookmark-menu, glance-screenshare-settings, glance-share-view').first()).toBeVisible();
      await expect(example(page, index).locator(':is(button, [role=menuitem])').first()).toBeVisible();
    }
    await page.close();
  }
  expect(complaints).toEqual([]);
});

test('the first example shares a window with itself', async () => {
  const page = await open('getting-started');
  await example(page).getByRole('button', { name: 'Screen Share' }).click();
  await expect(example(page).locator('glance-share-view')).toHaveAttribute('state', 'viewing', { timeout: 20_000 });
  await expect(example(page).getByText(/is sharing a window/).first()).toBeVisible();
  await example(page).getByRole('button', { name: 'Stop Sharing' }).click();
  await expect(example(page).locator('glance-share-view')).toHaveAttribute('state', 'ended');
  expect(complaints).toEqual([]);
});
