import { expect, test, type Page } from '@playwright/test';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { launchBrowser, type RealBrowser } from './harness/browser.js';
import { createAuthority } from './harness/certificates.js';
import { startDisplay, type Display } from './harness/display.js';
import { openSupportDesk, EVERYTHING, type SupportDesk } from './harness/support-desk.js';
import { serveSites } from '../soak/stage/guarded-sites.js';
import { until } from '../soak/stage/until.js';

/** The windows of bookmarks as the window manager has them, and the browser's own pop-up blocker. */
const ISOLATED = 'https://isolated.example.test/page';
const PLAIN = 'https://shop.example.test/first/start';

let folder: string;
let display: Display;
let desk: SupportDesk;
let sites: Awaited<ReturnType<typeof serveSites>>;
let home: string;
let browser: RealBrowser | null = null;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bookmarks-'));
  const authority = await createAuthority(folder);
  home = authority.home;
  sites = await serveSites(await authority.issue(['*.example.test']));
  display = await startDisplay();
  desk = await openSupportDesk();
});
test.afterEach(async () => {
  await browser?.close();
  browser = null;
});
test.afterAll(async () => {
  await desk.close();
  await display.stop();
  await sites.close();
  await rm(folder, { recursive: true, force: true });
});

/** An agent's viewer with one bookmark. */
async function agentWith(url: string, blocksPopups = false): Promise<Page> {
  desk.settings = { ...EVERYTHING, bookmarks: [{ title: 'Steps', url, active: true }] };
  browser = await launchBrowser({ display, home, resolveTo: sites.address, blocksPopups });
  await browser.page.goto(desk.agentUrl());
  return browser.page;
}

const item = (agent: Page) => agent.getByRole('menuitem', { name: /^Steps/ });

async function choose(agent: Page): Promise<void> {
  await agent.getByRole('button', { name: 'Screen Share' }).click();
  await item(agent).click();
}

async function opens(agent: Page): Promise<Page> {
  const [opened] = await Promise.all([browser!.context.waitForEvent('page'), choose(agent)]);
  return opened;
}

/** The title of the window on top, as the window manager says. */
async function onTop(): Promise<string> {
  const { stdout } = await promisify(execFile)('xdotool', ['getactivewindow', 'getwindowname'], { env: { ...process.env, DISPLAY: display.name } });
  return stdout.trim();
}

test('the page of an open bookmark comes to the front when it is chosen again', async () => {
  const agent = await agentWith(PLAIN);
  const opened = await opens(agent);
  await opened.waitForURL(PLAIN);
  await until(async () => (await onTop()).startsWith('guarded window'), 'the bookmark’s window is on top');
  await agent.bringToFront();
  await until(async () => (await onTop()).startsWith('Viewer'), 'the viewer is on top');
  await agent.getByRole('button', { name: 'Screen Share' }).click();
  await expect(item(agent)).toContainText('Open');
  await item(agent).click();
  await until(async () => (await onTop()).startsWith('guarded window'), 'the bookmark’s page is on top again');
  for (const page of browser!.context.pages()) if (page !== agent) await page.close();
  await agent.bringToFront();
  await agent.getByRole('button', { name: 'Screen Share' }).click();
  await expect(item(agent)).not.toContainText('Open');
});

test('a page that isolates itself is opened all the same; it counts as closed then, and choosing it opens another', async () => {
  const agent = await agentWith(ISOLATED);
  const opened = await opens(agent);
  await opened.waitForURL(ISOLATED);
  expect(await opened.evaluate(() => [window.opener, crossOriginIsolated, document.referrer])).toEqual([null, true, '']);
  await agent.bringToFront();
  await agent.getByRole('button', { name: 'Screen Share' }).click();
  await expect(item(agent)).not.toContainText('Open');
  const [another] = await Promise.all([browser!.context.waitForEvent('page'), item(agent).click()]);
  await another.waitForURL(ISOLATED);
});

test('a window that the browser’s own blocker keeps back: the menu stays and says how to allow it; once it is allowed, choosing again opens it', async () => {
  const agent = await agentWith(PLAIN, true);
  await agent.getByRole('button', { name: 'Screen Share' }).click();
  // Chosen by a script, as by some assistive tools: the browser sees no person's click, and blocks.
  // One call that waits by itself, because each call of a driver counts as a person's.
  await item(agent).evaluate(async (button: HTMLElement) => {
    while (navigator.userActivation.isActive) await new Promise(requestAnimationFrame);
    button.click();
  });
  await expect(item(agent)).toContainText('Allow pop-ups for this site');
  await expect(agent.getByRole('alert').filter({ hasText: 'Allow pop-ups for this site' })).toHaveCount(1);
  expect(browser!.context.pages()).toHaveLength(1);
  const [opened] = await Promise.all([browser!.context.waitForEvent('page'), item(agent).click()]);
  await opened.waitForURL(PLAIN);
});
