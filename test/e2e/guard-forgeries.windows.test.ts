import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { ALLOWED, CAPTURED_TITLE, CYRILLIC, FORBIDDEN, LATIN, LOOK_ALIKES, RULES, WRONG_CERTIFICATE } from '../soak/stage/guarded-sites.js';
import { until } from '../soak/stage/until.js';
import { AttackDesk, settledPicture } from './harness/attack-desk.js';
import { difference } from './harness/pictures.js';
import type { Pixels } from './harness/pictures.js';

/** Pages that pass themselves off as allowed ones. */
test.describe.configure({ mode: 'serial' });

const SCREEN = { width: 1600, height: 1000 };
/** Rows that a browser's tabs and toolbar take. */
const TOOLBAR = 87;

function asDataUrl({ width, height, data }: Pixels): string {
  const picture = new PNG({ width, height });
  picture.data = Buffer.from(data);
  return `data:image/png;base64,${PNG.sync.write(picture).toString('base64')}`;
}

/** Paints a toolbar over the top of a forbidden page, to the pixel. */
async function forge(page: Page, toolbar: Pixels): Promise<void> {
  await page.evaluate(async ([url, title]) => {
    document.title = title;
    const image = new Image();
    image.src = url;
    image.style.cssText = 'position:fixed;top:0;left:0;display:block';
    await image.decode();
    document.body.replaceChildren(image);
    document.body.style.overflow = 'hidden';
    const moving = document.createElement('div');
    moving.style.cssText = 'position:fixed;top:400px;width:60px;height:60px';
    document.body.append(moving);
    setInterval(() => { moving.style.background = Date.now() % 200 < 100 ? '#f0f' : '#e0e'; }, 50);
  }, [asDataUrl(toolbar), CAPTURED_TITLE] as const);
}

test.describe('in a normal window', () => {
  let desk: AttackDesk;
  let toolbar: Pixels;
  test.beforeAll(async () => {
    desk = await AttackDesk.set('normal', { screen: SCREEN, ...SCREEN });
    await desk.page.mouse.move(500, 600);
    toolbar = await settledPicture(desk.stage, { x: 0, y: 0, width: SCREEN.width, height: TOOLBAR });
    await desk.stage.xdotool('windowsize', desk.window, '1100', '700');
  });
  test.afterAll(() => desk.close());
  test.beforeEach(() => desk.start());

  for (const [how, url] of Object.entries(LOOK_ALIKES)) {
    test(`a host that looks like the allowed one ${how} is not it`, async () => {
      await desk.page.goto(url);
      expect(await desk.refused()).toMatchObject({ code: 'site-not-allowed', released: 0, forbidden: 0 });
    });
  }

  test('a host in Cyrillic letters that are the allowed one\'s to the pixel is never shown', async () => {
    await desk.page.goto(`${CYRILLIC}/first/page`);
    await desk.guardShowing('cop.ru/first/page', { graceMs: 1_500 }, [`${LATIN}/first/*`]);
    expect(await desk.refusal()).toMatchObject({ code: 'address-unreadable', released: 0, forbidden: 0 });
  });

  test('an allowed host with a certificate that is not its own is never shown', async () => {
    await desk.page.goto(`${WRONG_CERTIFICATE}/first/page`).catch(() => undefined);
    expect(await desk.refused({ graceMs: 1_500 }, [`${WRONG_CERTIFICATE}/first/*`])).toMatchObject({ released: 0, forbidden: 0 });
  });

  test('an http page on an allowed host is never shown', async () => {
    await desk.page.goto(`${ALLOWED.replace('https', 'http')}/first/page`);
    expect(await desk.refused()).toMatchObject({ code: 'site-not-allowed', released: 0, forbidden: 0 });
  });

  test('an allowed address in the title, in the page and in tabs\' titles says nothing', async () => {
    await desk.page.goto(`${FORBIDDEN}/page`);
    const opened: Page[] = [];
    for (const title of [`${ALLOWED}/first/`, 'shop.example.test/first/start', ' '.repeat(40) + ALLOWED]) {
      const tab = await desk.browser.context.newPage();
      opened.push(tab);
      await tab.goto(`${FORBIDDEN}/tab`);
      await tab.evaluate((text) => { document.title = text; }, title);
    }
    await desk.page.bringToFront();
    await desk.page.evaluate((text) => {
      document.title = text;
      document.body.insertAdjacentHTML('afterbegin', `<input value="${text}" style="width:600px;height:34px;border-radius:17px;border:0;background:#e9eef6;font:14px system-ui">`);
    }, `${ALLOWED}/first/start`);
    expect(await desk.refused()).toMatchObject({ code: 'site-not-allowed', released: 0, forbidden: 0 });
    for (const tab of opened) await tab.close();
  });

  test('a toolbar that a page draws is not the browser\'s', async () => {
    await desk.page.goto(`${FORBIDDEN}/page`);
    await forge(desk.page, toolbar);
    expect(await desk.refused()).toMatchObject({ code: 'site-not-allowed', message: expect.stringContaining('secret.example.test/page'), released: 0, forbidden: 0 });
  });

  test('nor is one that it draws in full screen, where it is the same to the pixel', async () => {
    await desk.page.goto(`${FORBIDDEN}/page`);
    await forge(desk.page, toolbar);
    await desk.page.mouse.move(700, 600);
    await desk.fullScreen(true);
    // The notice of how to leave full screen fades after some seconds.
    await until(async () => difference(await desk.stage.picture({ x: 0, y: 0, width: SCREEN.width, height: TOOLBAR }), toolbar) === 0, 'the drawn toolbar is all that is seen');
    expect(await desk.refused({ graceMs: 6_000 })).toMatchObject({ code: 'address-unreadable', message: expect.stringContaining('fills a whole screen'), released: 0, forbidden: 0 });
    await desk.fullScreen(false);
  });

  test('a share that goes to full screen holds, whatever the page draws there, and then ends', async () => {
    await desk.share({ graceMs: 3_000 });
    await desk.fullScreen(true);
    await desk.held('full-screen');
    await desk.page.goto(`${FORBIDDEN}/page`);
    await forge(desk.page, toolbar);
    expect(await desk.ended()).toMatchObject({ code: 'address-unreadable', message: expect.stringContaining('fills a whole screen') });
    expect(await desk.forbidden()).toBe(0);
    await desk.fullScreen(false);
  });

  test('a share goes on after full screen has been left', async () => {
    await desk.share({ graceMs: 20_000 });
    await desk.fullScreen(true);
    await desk.held('full-screen');
    await desk.fullScreen(false);
    await desk.released();
    await desk.seen(3);
  });
});

test('a pop-up that draws a toolbar with tabs and an allowed address is not believed', async () => {
  const desk = await AttackDesk.set('popup', { width: 1000, height: 700 });
  try {
    const bar = await AttackDesk.toolbarOf(desk.stage, TOOLBAR);
    await desk.page.goto(`${FORBIDDEN}/page`);
    await forge(desk.page, bar);
    expect(await desk.refused({ graceMs: 1_500 }, RULES)).toMatchObject({ released: 0, forbidden: 0 });
  } finally {
    await desk.close();
  }
});
