import { expect, test, type Page } from '@playwright/test';
import { PanelStage } from './panel-stage.js';

let stage: PanelStage;
test.beforeAll(async () => {
  stage = await PanelStage.open();
});
test.afterEach(() => stage.clear());
test.afterAll(() => stage.close());

/** An administrator who has no mouse, and whose keys are counted. */
class Administrator {
  readonly page: Page;
  keys = 0;

  constructor(page: Page) {
    this.page = page;
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.keys += 1;
      await this.page.keyboard.press(key);
    }
  }

  async type(text: string): Promise<void> {
    this.keys += text.length;
    await this.page.keyboard.type(text);
  }

  async paste(text: string): Promise<void> {
    await this.page.evaluate((lines) => {
      const panel = document.querySelector('glance-screenshare-settings')!;
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', lines);
      panel.shadowRoot!.activeElement!.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true, bubbles: true }));
    }, text);
    this.keys += 1;
  }

  /** Where the focus is, by name. */
  focused(): Promise<string> {
    return this.page.locator('glance-screenshare-settings').evaluate((panel) => {
      const control = panel.shadowRoot!.activeElement as HTMLInputElement | null;
      return (control?.getAttribute('aria-label') ?? control?.labels?.[0]?.textContent ?? control?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
    });
  }

  /** Presses Tab until the focus is there. */
  async tabTo(name: RegExp, key = 'Tab'): Promise<void> {
    for (let stops = 0; stops < 60; stops += 1) {
      await this.press(key);
      if (name.test(await this.focused())) return;
    }
    throw new Error(`No ${key} leads to ${name}.`);
  }

  /** By the panel's own contents, as one does who knows it. */
  async goTo(part: RegExp): Promise<void> {
    await this.page.locator('glance-screenshare-settings').evaluate((panel) => panel.shadowRoot!.querySelector<HTMLElement>('.contents button')!.focus());
    if (!part.test(await this.focused())) await this.tabTo(part);
    await this.press('Enter');
  }

  async said(text: string): Promise<void> {
    await expect(this.page.getByRole('status').filter({ hasText: text }).first()).toBeVisible({ timeout: 20_000 });
  }

  /** Nothing that has the focus lies under the bar. */
  async isSeen(): Promise<void> {
    const covered = await this.page.locator('glance-screenshare-settings').evaluate((panel) => {
      const root = panel.shadowRoot!;
      const bar = root.querySelector('.bar')!;
      const focused = root.activeElement!;
      return !bar.contains(focused) && focused.getBoundingClientRect().bottom > bar.getBoundingClientRect().top;
    });
    expect(covered).toBe(false);
  }
}

/** So many keys at most, without those that are typed as text of a rule: before, each rule was typed and looked for by itself. */
const MOST_KEYS = 400;

test('an administrator’s hour with keys alone: 1,000 rules pasted, corrected, given an owner, grouped, published with a comment, and one taken back', async () => {
  const page = await stage.panel();
  const ada = new Administrator(page);
  const rules = Array.from({ length: 1_000 }, (_, index) => (index % 100 === 0 ? `http://team-${index % 10}.example.com/${index}*` : `https://team-${index % 10}.example.com/${index}/*`));

  await ada.goTo(/^Allowed Sites/);
  await ada.tabTo(/^URL of a site to allow/);
  await ada.paste(rules.join('\n'));
  await ada.said('1,000 sites added.');
  await ada.isSeen();
  await ada.tabTo(/^Set surfaces to Window/, 'Shift+Tab');
  await ada.press('Enter');

  // 10 of them are http: and end in a bare asterisk.
  await ada.tabTo(/^Correct these 10/);
  await ada.press('Enter');
  await ada.said('10 sites corrected.');

  // One team's rules get an owner, all at once.
  await ada.goTo(/^Allowed Sites/);
  await ada.tabTo(/^Search/);
  await ada.type('team-7.');
  await ada.tabTo(/^https:\/\/team-7/);
  await ada.isSeen();
  await ada.press('Control+a');
  await ada.said('100 selected');
  await ada.tabTo(/^Owner of the selected sites/);
  await ada.type('Claims');
  await ada.tabTo(/^Set owner/);
  await ada.press('Enter');
  await ada.said('100 sites have this owner now.');

  // One of them is corrected in its place.
  await ada.press('Enter', 'End', 'Backspace');
  await ada.type('print/*');
  await ada.isSeen();
  await ada.press('Enter');

  await ada.goTo(/^Allowed Sites/);
  await ada.tabTo(/^Search/);
  await ada.press('Control+a', 'Backspace');
  await ada.tabTo(/^Group by host/);
  await ada.press('Space');
  await expect(page.locator('glance-screenshare-settings .host')).toHaveCount(10);

  await ada.tabTo(/^Save to Staging/);
  await ada.press('Enter');
  await ada.said('Saved to Staging.');
  await ada.tabTo(/^Publish to Production/);
  await ada.press('Enter');
  await ada.tabTo(/^Comment/, 'Shift+Tab');
  await ada.type('First list');
  await ada.press('Enter');
  await ada.tabTo(/^Publish$/);
  await ada.press('Enter');
  await ada.said('Published to Production.');

  // One rule is removed, and taken back before anything is saved.
  await ada.goTo(/^Allowed Sites/);
  await ada.tabTo(/^https:\/\/team/);
  await ada.press('Delete');
  await ada.said('Removed.');
  await ada.tabTo(/^Undo/);
  await ada.press('Enter');
  await ada.said('Undone.');

  const { production, staging } = await stage.store().read();
  expect(production?.comment).toBe('First list');
  expect(staging?.settings.allowedSites).toHaveLength(1_000);
  expect(staging?.settings.siteNotes).toHaveLength(100);
  expect(staging?.settings.allowedSites.filter((rule) => rule.endsWith('/print/*'))).toHaveLength(1);
  test.info().annotations.push({ type: 'keys', description: `${ada.keys} keys, 0 clicks` });
  expect(ada.keys).toBeLessThan(MOST_KEYS);
});

test('two administrators at once in the same part: both add rules and a bookmark, both save, nothing is lost and nobody is asked', async () => {
  const [ada, ben] = [new Administrator(await stage.panel()), new Administrator(await stage.panel())];
  await ada.page.getByRole('checkbox', { name: 'Screens', exact: true }).uncheck();
  await ada.page.getByRole('checkbox', { name: 'Tabs', exact: true }).uncheck();
  await ada.page.getByRole('button', { name: 'Save to Staging' }).click();
  await ada.said('Saved to Staging.');
  await expect(ben.page.getByRole('checkbox', { name: 'Tabs', exact: true })).not.toBeChecked();
  for (const [who, name] of [[ada, 'ada'], [ben, 'ben']] as const) {
    await who.goTo(/^Allowed Sites/);
    await who.tabTo(/^URL of a site to allow/);
    await who.type(`https://${name}.example.com/*`);
    await who.press('Enter');
    await who.tabTo(/^URL Title/);
    await who.type(name);
    await who.press('Tab');
    await who.type(`https://${name}.example.com/start`);
  }
  for (const who of [ada, ben]) {
    await who.tabTo(/^Save to Staging/);
    await who.press('Enter');
    await who.said('Saved to Staging.');
    await expect(who.page.getByRole('dialog')).toHaveCount(0);
  }
  const { staging } = await stage.store().read();
  expect([...staging!.settings.allowedSites].sort()).toEqual(['https://ada.example.com/*', 'https://ben.example.com/*']);
  expect(staging!.settings.bookmarks.map(({ title }) => title).sort()).toEqual(['ada', 'ben']);
});
