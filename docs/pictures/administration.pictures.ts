import { expect, test, type Locator, type Page } from '@playwright/test';
import { SettingsStage } from '../../test/e2e/harness/settings-stage.js';
import { ALLOWED } from '../../test/soak/stage/guarded-sites.js';

/**
 * A new administrator's way through the panel, in a real window, and the pictures
 * of it. It is made of nothing but clicks and keys, and counts them.
 */

/**
 * Seconds that a practised person takes for each, by the Keystroke-Level Model (Card, Moran, Newell 1980):
 * a key of an average typist, to point and click, to move the hand, to think before a step.
 */
const KEY = 0.28;
const CLICK = 1.1 + 0.2;
const HAND = 0.4;
const THINK = 1.35;

const SITE = `${ALLOWED}/first/*`;

class Administrator {
  readonly #page: Page;
  clicks = 0;
  keys = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  async click(name: string): Promise<void> {
    this.clicks += 1;
    await this.#page.getByRole('button', { name, exact: true }).click();
  }

  async into(field: Locator): Promise<void> {
    this.clicks += 1;
    await field.click();
  }

  async type(text: string): Promise<void> {
    this.keys += text.length;
    await this.#page.keyboard.type(text);
  }

  async press(key: string): Promise<void> {
    this.keys += 1;
    await this.#page.keyboard.press(key);
  }

  /** Thinks before each click and each field, and moves the hand for each. */
  get seconds(): number {
    return this.keys * KEY + this.clicks * (CLICK + THINK + HAND);
  }
}

test('from an empty panel to a published list with a bookmark', async () => {
  const stage = await SettingsStage.set();
  try {
    const page = await stage.panel();
    // A panel as it is on the first day: nothing was ever saved.
    await page.evaluate(async () => {
      const { MemorySettingsStore } = (await import('/dist/cdn/admin.js' as string)) as { MemorySettingsStore: new (options: object) => never };
      document.body.replaceChildren(Object.assign(document.createElement('glance-screenshare-settings'), { settings: new MemorySettingsStore({ by: 'Ada' }) }));
      document.body.style.cssText = 'max-inline-size: 900px; margin: 0; padding: 16px; box-sizing: border-box';
    });
    await page.setViewportSize({ width: 900, height: 720 });
    const ada = new Administrator(page);
    const shot = (step: string): Promise<unknown> => page.screenshot({ path: `docs/pictures/administration-${step}.png` });

    await expect(page.getByText('nothing saved yet')).toBeVisible();
    await shot('1-empty');
    await ada.into(page.getByLabel('URL of a site to allow'));
    await ada.type(SITE);
    await ada.press('Enter');
    await expect(page.getByRole('button', { name: 'Set surfaces to Window' })).toBeVisible();
    await shot('2-site');
    await ada.click('Set surfaces to Window');
    await ada.click('Add Link');
    await ada.type('First steps');
    await ada.press('Tab');
    await ada.type(`${ALLOWED}/first/start`);
    await shot('3-bookmark');
    await ada.click('Save to Staging');
    await expect(page.getByText('Saved to Staging.')).toBeVisible();
    await shot('4-saved');
    await ada.click('Publish to Production');
    await expect(page.getByRole('dialog')).toBeVisible();
    await shot('5-publish');
    await ada.click('Publish');
    await expect(page.getByText('Published to Production.')).toBeVisible();
    await shot('6-published');
    const { clicks, keys, seconds } = ada;
    test.info().annotations.push({ type: 'effort', description: `${clicks} clicks and ${keys} keys: about ${Math.round(seconds)} s` });
    console.log(`${clicks} clicks and ${keys} keys: about ${Math.round(seconds)} s by the Keystroke-Level Model.`);
    expect(seconds).toBeLessThan(120);
  } finally {
    await stage.close();
  }
});
