import { expect, test } from '@playwright/test';
import { ALLOWED, FORBIDDEN } from '../soak/stage/guarded-sites.js';
import { AttackDesk } from './harness/attack-desk.js';

/** Ways to have an allowed address in the bar while the window shows something else. */
test.describe.configure({ mode: 'serial' });

let desk: AttackDesk;
test.beforeAll(async () => void (desk = await AttackDesk.set()));
test.afterAll(() => desk.close());
test.beforeEach(() => desk.start());

test('an allowed address that is typed over a forbidden page, and not entered, shows nothing of it', async () => {
  await desk.page.goto(`${FORBIDDEN}/page`);
  await desk.stage.keys('ctrl+l');
  await desk.stage.type(`${ALLOWED}/first/typed`);
  // The capturer's first picture may still have the forbidden address in its bar.
  expect(await desk.refused({ graceMs: 1_500 })).toMatchObject({ code: expect.stringMatching(/^(address-unreadable|site-not-allowed)$/), released: 0, forbidden: 0 });
  await desk.stage.keys('Escape', 'Escape');
});

test('a page that leaves for a forbidden one while its address is being edited shows nothing of that one', async () => {
  await desk.share({ graceMs: 20_000 });
  await desk.stage.keys('ctrl+l');
  await desk.unclear();
  await desk.page.evaluate((url) => { location.href = url; }, `${FORBIDDEN}/page`);
  await desk.page.waitForURL(`${FORBIDDEN}/page`);
  // Entered, its address is the bar's at once, and the forbidden page's pixels stay until it paints.
  await desk.stage.type(`${ALLOWED}/first/stall\n`);
  await desk.released();
  await desk.seen(10);
  expect(await desk.forbidden()).toBe(0);
});

test('stricter settings end the share of a page that they forbid', async () => {
  await desk.share();
  await desk.stage.guard((it, allowedSites) => it.update({ allowedSites }), [`${ALLOWED}/third/*`]);
  expect(await desk.ended()).toMatchObject({ code: 'site-not-allowed', message: expect.stringContaining('shop.example.test/first/start') });
});

test('a window that is minimised, goes to a forbidden page and comes back shows nothing of it', async () => {
  await desk.share({ graceMs: 20_000 });
  await desk.stage.xdotool('windowminimize', desk.window);
  await desk.page.evaluate((url) => { location.href = url; }, `${FORBIDDEN}/page`);
  await desk.page.waitForURL(`${FORBIDDEN}/page`);
  await desk.stage.xdotool('windowactivate', desk.window);
  expect(await desk.ended()).toMatchObject({ code: 'site-not-allowed' });
  expect(await desk.forbidden()).toBe(0);
});

test('a page that is minimised before the bar has followed it shows nothing of what it painted', async () => {
  await desk.share({ graceMs: 20_000, holdBackMs: 2_000 });
  await desk.page.evaluate('forbid()');
  await desk.stage.xdotool('windowminimize', desk.window);
  await desk.held('no-frames', 'no-address-bar');
  await desk.page.evaluate(`change('pushState')`);
  await desk.stage.xdotool('windowactivate', desk.window);
  expect(await desk.ended()).toMatchObject({ code: 'site-not-allowed' });
  expect(await desk.forbidden()).toBe(0);
});

test('a window that is dragged half off the screen goes on being read', async () => {
  await desk.share();
  await desk.stage.xdotool('windowmove', desk.window, '-500', '300');
  await desk.seen(10);
  expect(await desk.ending()).toBeNull();
  await desk.page.evaluate((url) => { location.href = url; }, `${FORBIDDEN}/page`);
  await desk.ended();
  expect(await desk.forbidden()).toBe(0);
  await desk.stage.xdotool('windowmove', desk.window, '0', '0');
});

test.describe('an allowed address whose page has not painted yet', () => {
  // What the window shows is the forbidden page before.
  test('shows nothing of the page before when it was entered over that and stalls', async () => {
    await desk.page.goto(`${FORBIDDEN}/page`);
    await desk.stage.keys('ctrl+l');
    await desk.guardUnclear({ graceMs: 20_000 });
    await desk.stage.type(`${ALLOWED}/first/stall\n`);
    await desk.seen(3);
    expect(await desk.forbidden()).toBe(0);
  });

  test('shows nothing of the page before when its loading was stopped', async () => {
    await desk.page.goto(`${FORBIDDEN}/page`);
    await leaveFor(`${ALLOWED}/first/stall?ms=60000`);
    await desk.guardShowing('shop.example.test/first/stall');
    await desk.stage.keys('Escape');
    await desk.seen(3);
    expect(await desk.forbidden()).toBe(0);
  });

  test('shows nothing of the page before when a script keeps it from painting', async () => {
    await desk.page.goto(`${ALLOWED}/second/page`);
    await leaveFor(`${ALLOWED}/first/hang?ms=6000`);
    await desk.guardShowing('shop.example.test/first/hang');
    await desk.seen(3);
    expect(await desk.forbidden()).toBe(0);
  });

  /** Goes there by script, until the address has changed. */
  async function leaveFor(url: string): Promise<void> {
    const committed = desk.page.waitForEvent('framenavigated');
    await desk.page.evaluate((to) => { location.href = to; }, url);
    await committed;
  }
});
