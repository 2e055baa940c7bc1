import { expect, test } from '@playwright/test';
import { ALLOWED, FORBIDDEN, RULES } from '../soak/stage/guarded-sites.js';
import { until } from '../soak/stage/until.js';
import { AttackDesk } from './harness/attack-desk.js';

/** Windows and pages at the edge of what can be read: they are read rightly, or not at all. */
test.describe.configure({ mode: 'serial' });

let desk: AttackDesk;
test.beforeAll(async () => void (desk = await AttackDesk.set()));
test.afterAll(() => desk.close());
test.beforeEach(() => desk.start());

/** Leaves for a forbidden page; the share must have ended, by itself or by that. */
async function leave(): Promise<void> {
  await desk.page.evaluate((url) => { location.href = url; }, `${FORBIDDEN}/page`);
  await desk.ended();
  expect(await desk.forbidden()).toBe(0);
}

const LONG = 'letters-and-more-letters/'.repeat(12);

test('an address too long to be shown whole is allowed where the part that is shown decides', async () => {
  await desk.page.goto(`${ALLOWED}/first/${LONG}`);
  await desk.share();
  await leave();
});

test('an address too long to be shown whole ends the share where the part that is shown does not decide', async () => {
  await desk.page.goto(`${ALLOWED}/first/${LONG}`);
  // The capturer's first picture may still be of the page before, which this rule forbids.
  expect(await desk.refused({ graceMs: 1_500 }, [`${ALLOWED}/first/${LONG}deep/*`])).toMatchObject({ code: expect.stringMatching(/^(address-unreadable|site-not-allowed)$/), released: 0 });
  await desk.page.goto(`${ALLOWED}/second/${LONG}`);
  expect(await desk.refused({ graceMs: 1_500 })).toMatchObject({ released: 0, forbidden: 0 });
});

test('a page is not taken for one whose address goes only as far as a wide blank in its own', async () => {
  const blank = encodeURIComponent('\u{1D159}'.repeat(4));
  await desk.page.goto(`${ALLOWED}/first/page${blank}/more`);
  expect(await desk.refused({ graceMs: 1_500 }, [`${ALLOWED}/first/page`, `${ALLOWED}/first/start`])).toMatchObject({ code: 'address-unreadable', released: 0 });
  expect(await desk.decisions()).toContainEqual({ verdict: 'unclear', shown: 'shop.example.test/first/page' });
});

for (const [width, height] of [[500, 400], [320, 200], [200, 120]] as const) {
  test(`a window made ${width} × ${height} is read or refused, and shows nothing forbidden`, async () => {
    await desk.stage.xdotool('windowsize', desk.window, `${width}`, `${height}`);
    await desk.guard({ graceMs: 1_500 });
    await until(() => desk.stage.guard((it) => it.state === 'released' || it.ending !== null), 'it is read or refused');
    const decisions = await desk.decisions();
    expect(decisions.filter(({ verdict }) => verdict === 'blocked')).toEqual([]);
    expect(decisions.filter(({ verdict, shown }) => verdict === 'allowed' && !'shop.example.test/first/start'.startsWith(shown ?? '?'))).toEqual([]);
    await leave();
    await desk.stage.xdotool('windowsize', desk.window, '1000', '700');
  });
}

const ADDRESSES = ['view-source:https://shop.example.test/first/start', 'data:text/html,<title>guarded window</title>https://shop.example.test/first/', 'chrome://version', 'about:blank'];
for (const address of ADDRESSES) {
  test(`${address.slice(0, 20)} is never shown`, async () => {
    const tab = await desk.browser.context.newPage();
    await tab.goto(`${ALLOWED}/first/start`);
    await tab.goto(address).catch(() => undefined);
    const { released } = await desk.refused({ graceMs: 1_500 });
    expect(released).toBe(0);
    await desk.page.bringToFront();
    await tab.close();
  });
}

test('a page that asks before it is left shows nothing of where it goes', async () => {
  await desk.page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()));
  await desk.page.locator('#field').click();
  await desk.share({ graceMs: 20_000 });
  const asked = desk.page.waitForEvent('dialog');
  await desk.page.evaluate((url) => void setTimeout(() => { location.href = url; }), `${FORBIDDEN}/page`);
  const dialog = await asked;
  await desk.pass(500);
  await dialog.accept();
  expect(await desk.ended()).toMatchObject({ code: 'site-not-allowed' });
  expect(await desk.forbidden()).toBe(0);
});

test('a page that is left under a question of the browser\'s shows nothing of where it goes', async () => {
  await desk.share({ graceMs: 20_000 });
  await desk.page.evaluate(() => navigator.geolocation.getCurrentPosition(() => undefined));
  await desk.pass(700);
  await leave();
});

test('a tab that is closed over a forbidden one shows nothing of that', async () => {
  const behind = await desk.browser.context.newPage();
  await behind.goto(`${FORBIDDEN}/tab`);
  const front = await desk.browser.context.newPage();
  await desk.start(front);
  await desk.share();
  await desk.stage.keys('ctrl+w');
  // Which tab comes to the front is the browser's choice; the forbidden one is next to it.
  await desk.ended();
  expect(await desk.forbidden()).toBe(0);
  await desk.page.bringToFront();
  await behind.close();
});

test('a guard whose worker dies lets nothing through any more, and ends the share', async () => {
  await desk.share({ graceMs: 1_500 }, RULES);
  expect(await desk.stage.guard((it) => it.killWorkers())).toBe(1);
  await desk.page.goto(`${FORBIDDEN}/page`);
  expect(await desk.ended()).toMatchObject({ code: 'address-unreadable', message: expect.stringContaining('guard') });
  expect(await desk.forbidden()).toBe(0);
});
