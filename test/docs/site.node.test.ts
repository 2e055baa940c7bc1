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
  // The reference's pages are made from one template: every fifth of them is enough.
  const [written, generated] = [pages.filter((file) => !file.startsWith('reference')), pages.filter((file) => file.startsWith('reference'))];
  for (const file of [...written, ...generated.filter((_, index) => index % 5 === 0)]) {
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

test('an address without a page gets a page that says so and leads on', async () => {
  const page = await browser.newPage();
  const response = await page.goto(`${site.url}/no/such/page`);
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  await page.getByRole('link', { name: 'To the first page' }).click();
  await expect(page.getByRole('heading', { name: 'glance-screenshare' }).first()).toBeVisible();
  await page.close();
});

test('live examples are dark where the site is', async () => {
  const page = await open('elements/glance-screenshare-button');
  const background = (): Promise<string> => example(page).locator('glance-screenshare-button').evaluate((element) => getComputedStyle(element.shadowRoot?.querySelector('button') ?? element).backgroundColor);
  await expect(example(page).getByRole('button').first()).toBeVisible();
  const light = await background();
  await page.evaluate(() => document.documentElement.classList.add('dark'));
  await expect.poll(background).not.toBe(light);
  await page.close();
});

/** What people type, and the page that search has to list first; for one word either of two pages answers. */
const SEARCHES: Readonly<Record<string, string | readonly string[]>> = {
  csp: 'guides/security-policy',
  react: 'your-stack',
  vue: 'your-stack',
  iframe: 'guides/security-policy',
  turn: 'guides/turn',
  staging: 'guides/for-administrators',
  wildcard: 'guides/allowed-sites',
  'dark mode': 'guides/theming',
  rtl: 'guides/languages',
  events: 'errors-and-events',
  token: 'server',
  express: 'server',
  error: ['troubleshooting', 'errors-and-events'],
  receipt: 'guides/receipts',
  ocr: 'guides/guard-files',
  edge: 'browsers',
  firefox: 'browsers',
  safari: 'browsers',
  size: 'sizes',
  upgrade: 'upgrading',
};

test('search lists the guide first for the words that people look for', async () => {
  const page = await open('getting-started');
  await page.getByRole('button', { name: 'Search' }).first().click();
  for (const [word, expected] of Object.entries(SEARCHES)) {
    await page.locator('#localsearch-input').fill(word);
    const first = async (): Promise<string> => {
      const href = await page.evaluate(() => document.querySelector('#localsearch-list a')?.getAttribute('href') ?? '');
      return new URL(href, site.url).pathname.replace(/^\//, '');
    };
    // Search answers after a moment.
    await expect.poll(async () => [expected].flat().includes(await first()), { message: `${word} leads to ${[expected].flat().join(' or ')}`, timeout: 30_000 }).toBe(true);
  }
  await page.close();
});
