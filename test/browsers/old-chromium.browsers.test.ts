import { expect, test, type Browser, type Page } from '@playwright/test';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';
import { launchOldChromium } from './old-chromium.js';

const BOOKMARKS = [{ title: 'Prices', url: 'https://www.example.com/prices', active: true }];
const SETTINGS = { escalateToShow: true, surfaces: ['screen', 'window', 'tab'], allowedSites: [] as string[], bookmarks: BOOKMARKS };
const GUARDED = { ...SETTINGS, surfaces: ['window'], allowedSites: ['https://www.example.com/*'] };

const PAGE = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Old browser</title><script type="module" src="/cdn/agent.js"></script><script type="module" src="/cdn/visitor.js"></script><script type="module" src="/cdn/admin.js"></script></head>
  <body>
    <glance-screenshare-button session-id="1234" cobrowse-version="5.4" agent-name="Ann"></glance-screenshare-button>
    <glance-bookmark-menu></glance-bookmark-menu>
    <glance-share-view session-id="1234"></glance-share-view>
    <glance-screenshare-settings></glance-screenshare-settings>
    <script>
      const settings = '/' + new URLSearchParams(location.search).get('settings') + '.json';
      for (const tag of ['glance-screenshare-button', 'glance-bookmark-menu']) document.querySelector(tag).setAttribute('settings', settings);
    </script>
  </body>
</html>`;

test.describe.configure({ timeout: 240_000 });

let browser: Browser;
let server: Server;
let page: Page;
let complaints: string[];

test.beforeAll(async () => {
  browser = await launchOldChromium();
  console.log(`    Chromium ${browser.version()}`);
  const files = sirv('dist', { dev: true });
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/') return void response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
    if (pathname === '/open.json') return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(SETTINGS));
    if (pathname === '/guarded.json') return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(GUARDED));
    files(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
test.afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});
test.beforeEach(async () => {
  page = await browser.newPage();
  complaints = [];
  page.on('console', (message) => {
    // Icons that no page has, and what this Chromium says of an attribute that it doesn't know yet.
    if (['error', 'warning'].includes(message.type()) && !/favicon|'popover' attribute/.test(`${message.text()} ${message.location().url}`)) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
});
test.afterEach(() => page.close());

const open = (settings: 'open' | 'guarded') => page.goto(`http://localhost:${(server.address() as AddressInfo).port}/?settings=${settings}`);
const stateOf = (tag: string) => page.evaluate((name) => (document.querySelector(name) as unknown as { state: string }).state, tag);

test('every element renders in Chromium 109, and nothing complains', async () => {
  await open('open');
  await expect(page.getByRole('button', { name: 'Screen Share' })).toBeVisible();
  await expect(page.locator('glance-bookmark-menu').getByText('Prices')).toBeVisible();
  await expect(page.getByText('No screen is being shared right now.')).toBeVisible();
  expect(complaints).toEqual([]);
});

test('an agent in Chromium 109 shares a window from the menu, and the view beside it plays it', async () => {
  await open('open');
  await page.getByRole('button', { name: 'Screen Share' }).click();
  await page.getByRole('menuitem', { name: 'Share…' }).click();
  await expect.poll(() => stateOf('glance-share-view'), { timeout: 60_000 }).toBe('viewing');
  await page.waitForFunction(() => (document.querySelector('glance-share-view')?.shadowRoot?.querySelector('video')?.videoWidth ?? 0) > 0);
  await page.getByRole('button', { name: 'Stop Sharing' }).click();
  await expect.poll(() => stateOf('glance-share-view')).toBe('ended');
  expect(complaints).toEqual([]);
});

test('the guard runs in Chromium 109: a window without an address bar is checked, and nothing of it is let out', async () => {
  await open('guarded');
  await page.getByRole('button', { name: 'Screen Share' }).click();
  await page.getByRole('menuitem', { name: 'Share…' }).click();
  // The browser's own test picture is as large as its screen.
  const held = page.locator('glance-screenshare-button').getByText(/The window fills the whole screen|No address bar/);
  await expect(held.first()).toBeVisible({ timeout: 60_000 });
  expect(await stateOf('glance-share-view')).toBe('waiting');
  expect(complaints).toEqual([]);
});
