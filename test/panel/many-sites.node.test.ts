import { expect, test } from '@playwright/test';
import { PanelStage } from './panel-stage.js';

let stage: PanelStage;
test.beforeAll(async () => {
  stage = await PanelStage.open();
});
test.afterAll(() => stage.close());

test('5,000 sites: all are in the page, only those in sight are laid out, and bookmarks are not far below', async () => {
  const allowedSites = Array.from({ length: 5_000 }, (_, index) => `https://team-${index % 50}.example.com/${index}/*`);
  await stage.store().save({ escalateToShow: true, surfaces: ['window'], allowedSites, bookmarks: [] }, null);
  const page = await stage.panel();
  const panel = page.locator('glance-screenshare-settings');
  await expect(panel.locator('.site')).toHaveCount(5_000);
  const top = (selector: string): Promise<number> => panel.locator(selector).evaluate((part) => part.getBoundingClientRect().top + scrollY);
  expect((await top('#bookmarks-title')) - (await top('#sites-title'))).toBeLessThan(1_200);
  // From one key to the next picture, in the list's search and in the first row.
  const time = (selector: string, text: string): Promise<number> =>
    panel.evaluate(
      async (element, [field, typed]) => {
        const input = element.shadowRoot!.querySelector<HTMLInputElement>(field)!;
        input.focus();
        const began = performance.now();
        input.value += typed;
        input.dispatchEvent(new Event('input', { bubbles: true }));
        await (element as HTMLElement & { updateComplete: Promise<unknown> }).updateComplete;
        await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
        return performance.now() - began;
      },
      [selector, text] as const,
    );
  await panel.locator('.site .rule').first().click();
  const edited = await time('.site.editing input', 'x');
  await page.keyboard.press('Escape');
  const searched = await time('#site-search', 'team-7.');
  await expect(panel.locator('.site')).toHaveCount(100);
  const added = await time('#site-new', 'https');
  test.info().annotations.push({ type: 'key', description: `editing ${Math.round(edited)} ms, searching ${Math.round(searched)} ms, adding ${Math.round(added)} ms with 5,000 sites` });
  console.log(test.info().annotations.at(-1)?.description);
});
