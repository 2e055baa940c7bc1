import { expect, test } from '@playwright/test';
import { setStage, type WindowStage } from '../e2e/harness/window-stage.js';
import { serveElementPage, type ElementPage } from './element-page.js';
import { launchFirefox } from './firefox.js';
import type { OtherBrowser } from './other-browser.js';
import { launchWebKit } from './webkit.js';

const SOURCE = 'Order 4711';
const EVERY_SURFACE = ['screen', 'window', 'tab'];

/** Everything of an element's own that a reader gets to see or hear. */
const textOf = (tag: string): string => `(document.querySelector('${tag}')?.shadowRoot?.textContent ?? '').replace(/\\s+/g, ' ')`;

/** The size of an element's box with something in it; no area before it is registered. */
const AREAS = `JSON.stringify([...document.querySelectorAll(':is(glance-screenshare-button, glance-bookmark-menu, glance-share-view, glance-screenshare-settings)')]
  .map((element) => [element.localName, element.shadowRoot ? Math.sign(element.getBoundingClientRect().height * element.getBoundingClientRect().width) : 0]))`;

let stage: WindowStage;
let page: ElementPage;

test.describe.configure({ timeout: 240_000 });

test.beforeAll(async () => {
  stage = await setStage();
  page = await serveElementPage();
});
test.afterAll(async () => {
  await page.close();
  await stage.close();
});

const BROWSERS: Record<string, () => Promise<OtherBrowser>> = {
  Firefox: launchFirefox,
  WebKitGTK: () => launchWebKit({ display: stage.display.name }),
};

for (const [name, launch] of Object.entries(BROWSERS)) {
  test.describe(name, () => {
    let browser: OtherBrowser;
    test.beforeAll(async () => {
      browser = await launch();
      console.log(`    ${browser.name}`);
    });
    test.afterAll(() => browser.close());

    /** What the page says, as soon as it says it. */
    const says = (expression: string, message: string) => expect.poll(() => browser.evaluate(expression), { message, timeout: 30_000 });

    test('every element renders, and nothing complains', async () => {
      await browser.goto(page.url(EVERY_SURFACE));
      await says(AREAS, 'each element has a shadow tree and an area').toBe(
        JSON.stringify(['glance-screenshare-button', 'glance-bookmark-menu', 'glance-share-view', 'glance-screenshare-settings'].map((tag) => [tag, 1])),
      );
      await says(textOf('glance-screenshare-button'), 'the button').toContain('Screen Share');
      await says(textOf('glance-bookmark-menu'), 'the bookmarks').toContain('Help');
      await says(textOf('glance-screenshare-settings'), 'the panel').toContain('Allowed Sites');
      await test.info().attach(name, { body: await browser.screenshot(), contentType: 'image/png' });
      expect(await browser.evaluate('JSON.stringify(window.complaints)')).toBe('[]');
    });

    if (name === 'Firefox') {
      test('a visitor sees the share of an agent in Chromium, its changes and its end', async () => {
        await browser.goto(stage.desk.visitorUrl());
        await says(`document.querySelector('glance-share-view').getAttribute('state')`, 'the view').toBe('waiting');
        const agent = await stage.agent({ window: SOURCE });
        const source = await agent.browser.openWindow(stage.desk.sourceUrl(SOURCE), 'normal', { width: 900, height: 600 });
        await agent.page.bringToFront();
        await agent.page.getByRole('button', { name: /Screen Share/ }).click();

        await says(`document.querySelector('glance-share-view').getAttribute('state')`, 'the view').toBe('viewing');
        const video = `document.querySelector('glance-share-view').shadowRoot.querySelector('video')`;
        await says(`[${video}.videoWidth, ${video}.videoHeight].join()`, 'the window, pixel for pixel as large as it is').toBe('900,600');
        const colours = `(() => {
          const context = Object.assign(document.createElement('canvas'), { width: 90, height: 60 }).getContext('2d');
          context.drawImage(${video}, 0, 0, 90, 60);
          const { data } = context.getImageData(0, 0, 90, 60);
          let white = 0, orange = 0;
          for (let i = 0; i < data.length; i += 4) {
            if (Math.min(data[i], data[i + 1], data[i + 2]) > 235) white++;
            if (data[i] > 200 && data[i + 1] < 110 && data[i + 2] < 80) orange++;
          }
          return [white > 1000 ? 'white' : 'dark', orange > 20 ? 'with orange boxes' : 'without'].join(' ');
        })()`;
        await says(colours, 'the page in the window').toBe('white with orange boxes');
        await source.evaluate(() => document.body.setAttribute('style', 'background: #102a43; color: #fff'));
        await says(colours, 'the page after its change').toBe('dark with orange boxes');
        await agent.page.bringToFront();
        await agent.page.getByRole('button', { name: 'Stop Sharing' }).click();
        await says(`document.querySelector('glance-share-view').getAttribute('state')`, 'the view').toBe('ended');
      });

      test('where not every surface is allowed, the button says before a click that this browser can’t share', async () => {
        await browser.goto(page.url(['window']));
        await says(textOf('glance-screenshare-button'), 'the button').toContain('This browser does not say what was picked');
        await browser.goto(page.url(EVERY_SURFACE));
        await says(textOf('glance-screenshare-button'), 'the button, where everything is allowed').not.toContain('This browser');
        await says(`document.querySelector('glance-screenshare-button').shadowRoot.querySelector('#main').getAttribute('aria-disabled')`, 'and it can be clicked').toBe(null);
      });
    } else {
      test('without WebRTC, the button and the view say before a click that this browser can’t', async () => {
        expect(await browser.evaluate('typeof RTCPeerConnection')).toBe('undefined');
        await browser.goto(page.url(EVERY_SURFACE));
        await says(textOf('glance-screenshare-button'), 'the button').toContain('This browser cannot share the screen here.');
        await says(textOf('glance-share-view'), 'the view').toContain('This browser cannot show a shared screen.');
      });

      test('without WebRTC, a running share changes nothing and breaks nothing', async () => {
        await browser.goto(stage.desk.visitorUrl({ session: 's2' }));
        await browser.evaluate(`(window.complaints = [], addEventListener('unhandledrejection', ({ reason }) => complaints.push(String(reason))))`);
        const agent = await stage.agent({ window: SOURCE }, { session: 's2' });
        await agent.browser.openWindow(stage.desk.sourceUrl(SOURCE), 'normal', { width: 900, height: 600 });
        await agent.page.bringToFront();
        await agent.page.getByRole('button', { name: /Screen Share/ }).click();
        await says(`document.querySelector('glance-share-view').getAttribute('state')`, 'the view').toBe('connecting');
        await says(textOf('glance-share-view'), 'the view').toContain('This browser cannot show a shared screen.');
        await agent.page.getByRole('button', { name: 'Stop Sharing' }).click();
        await says(`document.querySelector('glance-share-view').getAttribute('state')`, 'the view').toBe('ended');
        expect(await browser.evaluate('JSON.stringify(window.complaints)')).toBe('[]');
      });
    }
  });
}
