import { expect, test, type Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoServer } from '../../demo/server.mjs';
import { launchBrowser } from '../../test/e2e/harness/browser.js';
import { startDisplay } from '../../test/e2e/harness/display.js';

const GUIDE = 'How a claim works';

/** Two pages beside each other, as the README shows them. */
async function compose(page: Page, [left, right]: readonly [Buffer, Buffer]): Promise<void> {
  const picture = (bytes: Buffer, label: string): string =>
    `<figure><img src="data:image/png;base64,${bytes.toString('base64')}" alt=""><figcaption>${label}</figcaption></figure>`;
  await page.setContent(`<style>
      body { margin: 0 } main { display: inline-flex; padding: 20px; gap: 20px; background: #eef1f8; font: 600 18px system-ui; color: #33415c }
      figure { margin: 0 } img { display: block; width: 560px; border-radius: 10px; box-shadow: 0 6px 24px rgb(20 30 60 / 18%) }
      figcaption { margin-top: 12px; text-align: center }
    </style><main>${picture(left, 'The agent')}${picture(right, 'The visitor')}</main>`);
  await page.locator('main').screenshot({ path: 'docs/pictures/share.png' });
}

test('the README’s picture: a real window, shared from the agent’s viewer and seen on the visitor’s page', async () => {
  const home = await mkdtemp(join(tmpdir(), 'pictures-'));
  const display = await startDisplay();
  const demo = await startDemoServer();
  const visitor = await launchBrowser({ display, home, width: 1240, height: 900 });
  const agent = await launchBrowser({ display, home, width: 1240, height: 900, captureTitle: GUIDE });
  try {
    await visitor.page.goto(`${demo.url}/visitor.html?session=tour`);
    await agent.page.goto(`${demo.url}/agent.html?session=tour&name=Anna`);
    const opened = agent.context.waitForEvent('page');
    await agent.page.getByRole('button', { name: 'Screen Share' }).click();
    await agent.page.getByRole('menuitem', { name: GUIDE }).click();
    const guide = await opened;
    await guide.waitForLoadState();
    await guide.evaluate((title) => (document.title = title), GUIDE);
    await agent.page.bringToFront();
    await agent.page.getByRole('button', { name: 'Screen Share' }).click();
    await agent.page.getByRole('menuitem', { name: 'Share…' }).click();
    await expect(visitor.page.locator('glance-share-view')).toHaveAttribute('state', 'viewing');
    await visitor.page.waitForFunction(() => {
      const video = document.querySelector('glance-share-view')?.shadowRoot?.querySelector('video');
      return video !== null && video !== undefined && video.videoWidth > 0;
    });
    await compose(await visitor.context.newPage(), [await agent.page.screenshot(), await visitor.page.screenshot()]);
  } finally {
    await agent.close();
    await visitor.close();
    await demo.close();
    await display.stop();
    await rm(home, { recursive: true, force: true });
  }
});
