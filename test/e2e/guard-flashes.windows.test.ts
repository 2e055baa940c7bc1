import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { ALLOWED, FORBIDDEN } from '../soak/stage/guarded-sites.js';
import { until } from '../soak/stage/until.js';
import { AttackDesk } from './harness/attack-desk.js';

/** Forbidden pages that are there for an instant. */
test.describe.configure({ mode: 'serial' });

let desk: AttackDesk;
test.beforeAll(async () => void (desk = await AttackDesk.set()));
test.afterAll(() => desk.close());
test.beforeEach(() => desk.start());

/** A forbidden tab behind the captured one. */
async function tabBehind(): Promise<Page> {
  const opened = desk.browser.context.waitForEvent('page');
  await desk.page.evaluate((url) => void window.open(url, '_blank'), `${FORBIDDEN}/tab`);
  const tab = await opened;
  await tab.waitForLoadState();
  await desk.page.bringToFront();
  return tab;
}

/**
 * Has something forbidden flash until its address has been seen in the bar three
 * times: a flash may be over between two captured frames.
 *
 * @param unseen what a visitor may get of a flash whose address the bar has never shown
 */
async function flash(go: (round: number) => Promise<unknown>, unseen: 'nothing' | 'anything' = 'nothing'): Promise<void> {
  for (let seen = 0, round = 0; seen < 3; round++) {
    await desk.start();
    await desk.share();
    await go(round);
    await desk.pass(600);
    const isSeen = (await desk.decisions()).some(({ verdict }) => verdict === 'blocked');
    if (isSeen) {
      seen++;
      expect(await desk.ended()).toMatchObject({ code: 'site-not-allowed' });
    }
    if (isSeen || unseen === 'nothing') expect(await desk.forbidden()).toBe(0);
  }
}

test('a window that swaps its tabs at speed shows nothing of the forbidden one', async () => {
  const tab = await tabBehind();
  await desk.share();
  await until(async () => {
    await desk.stage.keys('ctrl+Tab');
    return (await desk.ending()) !== null;
  }, 'the share ends');
  expect(await desk.ending()).toMatchObject({ code: 'site-not-allowed' });
  expect(await desk.forbidden()).toBe(0);
  await tab.close();
});

test('a forbidden tab that is in front for an instant ends the share, and nothing of it is seen', async () => {
  const tab = await tabBehind();
  await flash(() => desk.stage.keys('ctrl+Tab', 'ctrl+shift+Tab'));
  await tab.close();
});

test('a forbidden page that goes back as soon as it has painted ends the share, and nothing of it is seen', async () => {
  await flash(async () => {
    await desk.page.evaluate((url) => { location.href = url; }, `${FORBIDDEN}/bounce`);
    await desk.page.waitForURL(`${ALLOWED}/first/start`);
  });
});

/** Changes the page's own content and address, and changes both back. */
const change = (ms: number): Promise<void> =>
  desk.page.evaluate((time) => new Promise<void>((back) => {
    const { background } = document.body.style;
    document.body.style.background = '#ff00ff';
    history.replaceState({}, '', '/second/flash');
    setTimeout(() => {
      document.body.style.background = background;
      history.replaceState({}, '', '/first/start');
      back();
    }, time);
  }), ms);

test('a page that has a forbidden address for an instant shows nothing of it where the bar shows that address', async () => {
  const times = [16, 30, 50, 120, 200];
  // Below 50 ms the bar often never shows it; then the page is by its address the allowed one, and nobody can tell.
  await flash((round) => change(times[round % times.length]!), 'anything');
});
