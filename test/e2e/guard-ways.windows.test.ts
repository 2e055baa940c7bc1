import { expect, test } from '@playwright/test';
import { ALLOWED, FORBIDDEN } from '../soak/stage/guarded-sites.js';
import { until } from '../soak/stage/until.js';
import { AttackDesk } from './harness/attack-desk.js';

/** Odd ways to a forbidden page, and odd things over an allowed one. */
test.describe.configure({ mode: 'serial' });

let desk: AttackDesk;
test.beforeAll(async () => void (desk = await AttackDesk.set()));
test.afterAll(() => desk.close());
test.beforeEach(() => desk.start());

/** Goes there by script; a page that leaves may take the answer with it. */
const go = (url: string): Promise<unknown> => desk.page.evaluate((to) => { location.href = to; }, url).catch(() => undefined);

async function endsUnseen(): Promise<void> {
  expect(await desk.ended()).toMatchObject({ code: 'site-not-allowed' });
  expect(await desk.forbidden()).toBe(0);
}

test('an allowed address that is entered over a forbidden page, and whose server does not answer yet, shows nothing of that page', async () => {
  await desk.page.goto(`${FORBIDDEN}/page`);
  await desk.stage.keys('ctrl+l');
  await desk.guardUnclear({ graceMs: 20_000 });
  await desk.stage.type(`${ALLOWED}/first/late?ms=4000\n`);
  await desk.released();
  await desk.seen(5);
  expect(await desk.forbidden()).toBe(0);
});

test('a chain of redirects from an allowed page shows nothing of where it ends', async () => {
  await desk.share();
  await go(`${ALLOWED}/first/chain`);
  await endsUnseen();
});

test('a page of its own origin without an address, by blob:, ends the share unseen', async () => {
  await desk.share({ graceMs: 1_500 });
  await desk.page.evaluate(() => {
    location.href = URL.createObjectURL(new Blob(['<title>guarded window</title><body style="background:#f0f">'], { type: 'text/html' }));
  }).catch(() => undefined);
  // Whether a mark can be told beside such an address is the browser's business.
  expect(await desk.ended()).toMatchObject({ code: expect.stringMatching(/^(site-not-allowed|address-unreadable)$/) });
  expect(await desk.forbidden()).toBe(0);
});

test('a storm of back and forward over a forbidden page shows nothing of it', async () => {
  await desk.page.goto(`${FORBIDDEN}/page`);
  await desk.page.goto(`${ALLOWED}/first/start?again`);
  await desk.share();
  await until(async () => {
    await desk.stage.keys('alt+Left', 'alt+Right', 'alt+Left', 'alt+Left', 'alt+Right');
    return (await desk.ending()) !== null;
  }, 'the share ends');
  await endsUnseen();
});

test('a forbidden page that a service worker answers, without any network, shows nothing', async () => {
  await desk.page.goto(`${FORBIDDEN}/page`);
  await desk.page.evaluate(async () => {
    await navigator.serviceWorker.register('/worker.js');
    await navigator.serviceWorker.ready;
  });
  await desk.start();
  await desk.share();
  await go(`${FORBIDDEN}/by-worker`);
  await endsUnseen();
});

test('a zoomed page is read as ever, and shows nothing of where it goes', async () => {
  await desk.stage.keys('ctrl+plus', 'ctrl+plus', 'ctrl+plus');
  await desk.share({ graceMs: 20_000 });
  await go(`${FORBIDDEN}/page`);
  await endsUnseen();
  await desk.start();
  await desk.stage.keys('ctrl+0');
});

test('a forbidden pop-up that an allowed page opens right over its address bar is not shown, and does not end the share', async () => {
  await desk.share({ graceMs: 20_000 });
  const opened = desk.browser.context.waitForEvent('page');
  await desk.page.evaluate((url) => void window.open(url, '_blank', 'popup,left=0,top=0,width=700,height=400'), `${FORBIDDEN}/popup`);
  const popup = await opened;
  await popup.waitForLoadState();
  await popup.evaluate(() => window.moveTo(40, 20));
  await desk.seen(10);
  expect(await desk.ending()).toBeNull();
  expect(await desk.forbidden()).toBe(0);
  await popup.close();
});

test('another browser\'s window over the shared one is not shown', async () => {
  await desk.share({ graceMs: 20_000 });
  const other = await desk.stage.browser({ width: 900, height: 600 });
  await other.page.goto(`${FORBIDDEN}/page`);
  await other.page.bringToFront();
  await desk.seen(10);
  expect(await desk.ending()).toBeNull();
  expect(await desk.forbidden()).toBe(0);
  await other.close();
});

test('what an allowed page embeds is shown with it: the address is what counts', async () => {
  await desk.share();
  await desk.page.evaluate((url) => {
    document.body.insertAdjacentHTML('afterbegin', `<iframe src="${url}" style="width:600px;height:300px"></iframe>`);
  }, `${FORBIDDEN}/embedded`);
  await until(async () => (await desk.counts()).forbidden > 0, 'the visitor sees what is embedded');
  expect(await desk.ending()).toBeNull();
});

test('an allowed page beside a forbidden one in a split view, where the bar tells the allowed one alone, is not shown', async () => {
  await desk.stage.keys('alt+shift+n');
  // The half that is new has the focus.
  await desk.stage.type(`${FORBIDDEN}/page\n`);
  await until(() => desk.browser.context.pages().some((page) => page.url() === `${FORBIDDEN}/page`), 'the other half shows it');
  await desk.stage.xdotool('mousemove', '250', '500', 'click', '1');
  await until(async () => {
    const { code, message, released, forbidden } = await desk.refused({ graceMs: 1_500 });
    expect([code, released, forbidden]).toEqual([expect.stringMatching(/^(address-unreadable|site-not-allowed)$/), 0, 0]);
    return message.includes('two pages side by side');
  }, 'the split view is told');
  await desk.page.close();
});
