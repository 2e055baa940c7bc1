import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test, type FileChooser, type Locator, type Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { PanelStage } from './panel-stage.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
const SITE = 'https://www.example.com/first/*';

let stage: PanelStage;
let page: Page;
test.beforeAll(async () => {
  stage = await PanelStage.open();
});
test.beforeEach(async () => {
  page = await stage.panel();
});
test.afterEach(() => stage.clear());
test.afterAll(() => stage.close());

/** What axe finds wrong at this moment. */
async function expectNoFault(): Promise<void> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))).toEqual([]);
}

/** Where the focus is: the kind of control, and its name. */
function focused(): Promise<string> {
  return page.locator('glance-screenshare-settings').evaluate((panel) => {
    const control = panel.shadowRoot!.activeElement as HTMLInputElement | null;
    const name = control?.getAttribute('aria-label') ?? control?.labels?.[0]?.textContent ?? control?.textContent ?? '';
    return `${control?.type ?? control?.localName ?? 'nothing'} ${name.replaceAll(/\s+/g, ' ').trim()}`;
  });
}

/** Presses Tab, or Shift+Tab, until the focus is there: never more often than there are stops. */
async function tabTo(name: RegExp, key = 'Tab'): Promise<void> {
  for (let stops = 0; stops < 80; stops += 1) {
    await page.keyboard.press(key);
    if (name.test(await focused())) return;
  }
  throw new Error(`No ${key} leads to ${name}.`);
}

const focus = (): Locator => page.locator('glance-screenshare-settings :focus');
const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
const announced = (text: string | RegExp): Promise<void> => expect(page.getByRole('status').filter({ hasText: text }).first()).toBeVisible();

test('from an empty panel to a published list with a bookmark with keys alone; each state announced, none with a fault that axe knows', async () => {
  await expectNoFault();
  await tabTo(/^checkbox Escalate to Show/);
  await press('Space');
  await announced('Unsaved changes.');
  await press('Space');
  await tabTo(/^text URL of a site to allow/);
  await page.keyboard.type('https://www.example.com/first*');
  await press('Enter');
  await expect(focus()).toHaveAccessibleDescription(/stands for a whole segment/);
  await expectNoFault();
  await tabTo(/^button Use https:\/\/www\.example\.com\/first\/\*/);
  await press('Enter');
  await expect(focus()).toHaveValue(SITE);
  await press('Enter');
  await expect(page.locator('#site-grid .rule')).toHaveText(SITE);
  await expectNoFault();
  await tabTo(/^button Set surfaces to Window/, 'Shift+Tab');
  await press('Enter');
  await tabTo(/^button Add Link/);
  await press('Enter');
  await page.keyboard.type('Claims');
  await press('Tab');
  await page.keyboard.type('https://elsewhere.example.org/');
  await tabTo(/^button Save to Staging/);
  await press('Enter');
  await announced('Not saved: one thing has to be corrected first.');
  expect(await focused()).toMatch(/^text URL/);
  await expect(focus()).toHaveAccessibleDescription(/No allowed site is on elsewhere\.example\.org/);
  await expectNoFault();
  await press('Control+a');
  await page.keyboard.type('https://www.example.com/first/claims');
  await tabTo(/^button Save to Staging/);
  await press('Enter');
  await announced('Saved to Staging.');
  await expectNoFault();
  await tabTo(/^button Publish to Production/);
  await press('Enter');
  await expect(page.getByRole('dialog', { name: 'Publish to Production?' })).toBeVisible();
  expect(await focused()).toBe('button Publish');
  await expectNoFault();
  await press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await focused()).toMatch(/^button Publish to Production/);
  expect((await stage.store().read()).production).toBeNull();
  await press('Enter', 'Enter');
  await announced('Published to Production.');
  await expectNoFault();
  expect((await stage.store().read()).production?.settings).toEqual({
    escalateToShow: true,
    surfaces: ['window'],
    allowedSites: [SITE],
    bookmarks: [{ title: 'Claims', url: 'https://www.example.com/first/claims', active: true }],
  });
});

test('editing, moving, switching off, removing, undoing, trying, importing, exporting and rolling back with keys alone', async () => {
  const bookmarks = ['First', 'Second', 'Third'].map((title) => ({ title, url: `https://www.example.com/first/${title}`, active: true }));
  const store = stage.store();
  const first = await store.publish((await store.save({ escalateToShow: true, surfaces: ['window'], allowedSites: [SITE], bookmarks }, null)).version);
  // Asked for at once: the browser has to be told to hand its chooser over before it opens one.
  const chosen = new Promise<FileChooser>((resolve) => page.once('filechooser', resolve));
  const titles = (): Promise<string[]> => page.getByLabel('URL Title', { exact: true }).evaluateAll((fields) => (fields as HTMLInputElement[]).map(({ value }) => value));
  await expect.poll(titles).toEqual(['First', 'Second', 'Third']);

  await tabTo(/^span https:\/\/www/);
  await press('Enter');
  await press('Control+a');
  await page.keyboard.type('https://www.example.com/*');
  await press('Enter');
  await tabTo(/Try the rules/);
  await press('Enter');
  await tabTo(/^textarea URLs to try/);
  await page.keyboard.type('https://www.example.com/second');
  await announced('1 of 1 allowed.');
  await tabTo(/^text URL Title/);
  await press('Alt+ArrowDown');
  await expect.poll(titles).toEqual(['Second', 'First', 'Third']);
  expect(await focus().inputValue()).toBe('First');
  await tabTo(/^button Move First up/);
  await press('Enter');
  await expect.poll(titles).toEqual(['First', 'Second', 'Third']);
  await tabTo(/^checkbox Active: Second/);
  await press('Space');
  await tabTo(/^button Remove Third/);
  await press('Enter');
  await expect.poll(titles).toEqual(['First', 'Second']);
  await tabTo(/^button Undo/);
  await press('Enter');
  await expect.poll(titles).toEqual(['First', 'Second', 'Third']);
  await tabTo(/^button Save to Staging/);
  await press('Enter');
  await announced('Saved to Staging.');
  await tabTo(/^button Publish to Production/);
  await press('Enter', 'Enter');
  await announced('Published to Production.');
  expect((await store.read()).production?.settings).toMatchObject({ allowedSites: ['https://www.example.com/*'], bookmarks: [{ active: true }, { active: false }, { active: true }] });

  await tabTo(/History/, 'Shift+Tab');
  await press('Enter');
  await tabTo(/^button Roll back/);
  await expectNoFault();
  await press('Enter');
  await expect(page.getByRole('dialog', { name: 'Roll back Production?' })).toBeVisible();
  await expectNoFault();
  await press('Enter');
  await announced('The earlier version is in Production again.');
  expect((await store.read()).production).toMatchObject({ republished: first.version, settings: { allowedSites: [SITE] } });

  await tabTo(/Import and export/);
  await press('Enter');
  await tabTo(/^button Export/);
  const [download] = await Promise.all([page.waitForEvent('download'), press('Enter')]);
  expect(download.suggestedFilename()).toBe('screenshare-settings.json');
  await tabTo(/Import…/);
  await press('Enter');
  const chooser = await chosen;
  await chooser.setFiles({ name: 'settings.json', mimeType: 'application/json', buffer: Buffer.from(readFileSync(await download.path(), 'utf8').replace('"First"', '"Imported"')) });
  await announced('It is not saved yet.');
  await expect.poll(titles).toEqual(['Imported', 'Second', 'Third']);
  await tabTo(/Browser policy/);
  await press('Enter');
  await tabTo(/^button Download the policy file/);
  const [policy] = await Promise.all([page.waitForEvent('download'), press('Enter')]);
  expect(policy.suggestedFilename()).toMatch(/\.reg$/);
  await expectNoFault();
});

test('two administrators: what the other saved is announced, seen and decided with keys alone', async () => {
  const store = stage.store();
  await tabTo(/^checkbox Escalate to Show/);
  await press('Space');
  await tabTo(/^button Advanced/);
  await press('Enter');
  await tabTo(/Grace time, in milliseconds/);
  await page.keyboard.type('4000');
  await store.save({ escalateToShow: true, surfaces: ['window'], allowedSites: [], bookmarks: [], guard: { graceMs: 3_000 } }, null);
  await expect(page.getByRole('alert').filter({ hasText: 'Ada has changed the same things as you' })).toBeVisible();
  await expectNoFault();
  await tabTo(/^button See both and choose/);
  await press('Enter');
  await expect(page.getByRole('dialog', { name: 'Both of you changed this' })).toBeVisible();
  await expectNoFault();
  await tabTo(/^radio You/);
  await press('ArrowUp');
  await tabTo(/^button Go on with this choice/);
  await press('Enter');
  await tabTo(/^button Save to Staging/);
  await press('Enter');
  await announced('Saved to Staging.');
  expect((await store.read()).staging?.settings).toMatchObject({ escalateToShow: false, surfaces: ['window'], guard: { graceMs: 3_000 } });
});
