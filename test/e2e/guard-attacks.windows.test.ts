import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { captureWindow, setGuardStage } from '../soak/stage/guard-stage.js';
import type { GuardStage } from '../soak/stage/guard-stage.js';
import type { Counts } from '../soak/stage/guard-page.js';
import { ALLOWED, FORBIDDEN, RULES } from '../soak/stage/guarded-sites.js';
import { until } from '../soak/stage/until.js';
import type { RealBrowser } from './harness/browser.js';

/** Ways to have an allowed address in the bar while the window shows something else. */
test.describe.configure({ mode: 'serial' });

let stage: GuardStage;
let browser: RealBrowser;
let page: Page;

test.beforeAll(async () => {
  stage = await setGuardStage();
  ({ browser, page } = await captureWindow(stage, 'normal'));
});
test.afterAll(() => stage.close());
test.beforeEach(async () => {
  await page.bringToFront();
  await page.goto(`${ALLOWED}/first/start`);
  await page.mouse.click(500, 500);
});

const startGuard = (guard = {}): Promise<void> =>
  stage.guard((it, settings) => it.counts(true).then(() => it.guard(settings)), { allowedSites: RULES, guard });
const gated = async (): Promise<Counts> => (await stage.guard((it) => it.counts())).gated;
const released = (): Promise<void> => until(() => stage.guard((it) => it.state === 'released'), 'the share begins');
const ended = (): Promise<void> => until(() => stage.guard((it) => it.ending !== null), 'the share ends');
/** While a bar has the focus, its text is selected or its list open, it can't be read, in whichever way. */
const UNCLEAR = ['editing', 'unreadable', 'no-address-bar'];
const unclear = (): Promise<void> => until(() => stage.guard((it, reasons) => reasons.includes(it.why ?? ''), UNCLEAR), 'the bar is unclear');

/** Shares the allowed page, until the visitor has it. */
async function share(guard = {}): Promise<void> {
  await startGuard(guard);
  await released();
  await until(async () => (await gated()).frames > 0, 'the visitor sees it');
}

test('an allowed address that is typed over a forbidden page, and not entered, shows nothing of it', async () => {
  await page.goto(`${FORBIDDEN}/page`);
  await stage.keys('ctrl+l');
  await stage.type(`${ALLOWED}/first/typed`);
  await startGuard({ graceMs: 1_500 });
  await ended();
  expect(await stage.guard((it) => it.states.map(({ state }) => state))).not.toContain('released');
  expect((await gated()).forbidden).toBe(0);
  await stage.keys('Escape', 'Escape');
});

test('a page that leaves for a forbidden one while its address is being edited shows nothing of that one', async () => {
  await share({ graceMs: 20_000 });
  await stage.keys('ctrl+l');
  await unclear();
  await page.evaluate((url) => { location.href = url; }, `${FORBIDDEN}/page`);
  await page.waitForURL(`${FORBIDDEN}/page`);
  await stage.type(`${ALLOWED}/first/stall\n`);
  await released();
  await until(async () => (await gated()).frames > 10, 'the visitor sees the new page');
  expect((await gated()).forbidden).toBe(0);
});

test('a window that swaps its tabs at speed shows nothing of the forbidden one', async () => {
  const opened = browser.context.waitForEvent('page');
  await page.evaluate((url) => void window.open(url, '_blank'), `${FORBIDDEN}/tab`);
  const other = await opened;
  await other.waitForLoadState();
  await page.bringToFront();
  await share();
  for (let i = 0; i < 10; i++) await stage.keys('ctrl+Tab');
  await ended();
  expect(await stage.guard((it) => it.ending?.code)).toBe('site-not-allowed');
  expect((await gated()).forbidden).toBe(0);
  await other.close();
});

test('a window that is minimised, goes to a forbidden page and comes back shows nothing of it', async () => {
  const window = (await stage.xdotool('getactivewindow')).trim();
  await share({ graceMs: 20_000 });
  await stage.xdotool('windowminimize', window);
  await page.evaluate((url) => { location.href = url; }, `${FORBIDDEN}/page`);
  await page.waitForURL(`${FORBIDDEN}/page`);
  await stage.xdotool('windowactivate', window);
  await ended();
  expect(await stage.guard((it) => it.ending?.code)).toBe('site-not-allowed');
  expect((await gated()).forbidden).toBe(0);
});

test('a window that is dragged half off the screen goes on being read', async () => {
  const window = (await stage.xdotool('getactivewindow')).trim();
  await share();
  await stage.xdotool('windowmove', window, '-500', '300');
  const before = await gated();
  await until(async () => (await gated()).frames > before.frames + 10, 'frames keep coming');
  expect(await stage.guard((it) => it.ending)).toBeNull();
  await page.evaluate((url) => { location.href = url; }, `${FORBIDDEN}/page`);
  await ended();
  expect((await gated()).forbidden).toBe(0);
  await stage.xdotool('windowmove', window, '0', '0');
});

test('stricter settings end the share of a page that they forbid', async () => {
  await share();
  await stage.guard((it, allowedSites) => it.update({ allowedSites }), [`${ALLOWED}/third/*`]);
  await ended();
  expect(await stage.guard((it) => it.ending)).toMatchObject({ code: 'site-not-allowed', message: expect.stringContaining('shop.example.test/first/start') });
});

test('a bar that is not there, in full screen, holds and then ends the share, and says what to do', async () => {
  await share({ graceMs: 1_500 });
  await stage.keys('F11');
  await ended();
  expect(await stage.guard((it) => it.ending)).toMatchObject({ code: 'address-unreadable', message: expect.stringContaining('No address bar') });
  await stage.keys('F11');
});
