import { expect, test, type Page } from '@playwright/test';
import { DemoStage } from './demo-stage.js';

let stage: DemoStage;

test.beforeAll(async () => {
  stage = await DemoStage.open();
});
test.afterEach(() => stage.clear());
test.afterAll(() => stage.close());

/** The administrator's page, once the panel shows what the server has. */
async function admin(): Promise<Page> {
  const page = await stage.person('/admin.html');
  await expect(page.locator('#save')).toBeVisible();
  return page;
}

/** What the agent's menu of bookmarks says. */
async function menuOf(agent: Page): Promise<string> {
  return agent.evaluate(() => {
    const items = document.querySelector('glance-screenshare-button')?.shadowRoot?.querySelectorAll('[role=menuitem]') ?? [];
    return [...items].map(({ textContent }) => textContent.replaceAll(/\s+/g, ' ').trim()).join('; ');
  });
}

const agentIn = (environment: string): Promise<Page> => stage.person(`/agent.html?session=admin&name=Anna&settings=/screenshare/${environment}`);

/** Whether agents of that environment are limited to windows, as the server tells them. */
async function surfacesIn(page: Page, environment: string): Promise<string[]> {
  const { surfaces } = (await (await page.request.get(`${stage.url}/screenshare/${environment}`)).json()) as { surfaces: string[] };
  return surfaces;
}

test('what is saved reaches agents in staging at once, agents in production only once it is published, none of them reloads', async () => {
  const page = await admin();
  const [staging, production] = [await agentIn('staging'), await agentIn('production')];
  for (const agent of [staging, production]) await expect.poll(() => menuOf(agent)).toContain('How a claim works');

  for (const button of ['Remove How a claim works', 'Remove Compare our covers']) await page.getByRole('button', { name: button }).click();
  await page.getByLabel('URL of a site to allow').fill('https://www.example.com/first/*');
  await page.getByRole('button', { name: 'Add URL' }).click();
  await page.getByRole('button', { name: 'Set surfaces to Window' }).click();
  await page.getByRole('button', { name: 'Add Link' }).click();
  await page.keyboard.type('Claims');
  await page.keyboard.press('Tab');
  await page.keyboard.type('https://www.example.com/first/claims');
  await page.getByRole('button', { name: 'Save to Staging' }).click();
  await expect(page.getByText('Saved to Staging.')).toBeVisible();

  await expect.poll(() => menuOf(staging)).toContain('Claims');
  expect(await menuOf(production)).toContain('How a claim works');
  expect([await surfacesIn(page, 'staging'), await surfacesIn(page, 'production')]).toEqual([['window'], ['screen', 'window', 'tab']]);

  await page.getByRole('button', { name: 'Publish to Production' }).click();
  await expect(page.getByRole('dialog')).toContainText('The allowed site https://www.example.com/first/* is added.');
  expect(await surfacesIn(page, 'production')).toEqual(['screen', 'window', 'tab']);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('Published to Production.')).toBeVisible();
  await expect.poll(() => menuOf(production)).toContain('Claims');
  expect(await menuOf(production)).not.toContain('How a claim works');
  expect(await surfacesIn(page, 'production')).toEqual(['window']);
  expect(stage.complaints).toEqual([]);
});

test('of two administrators at once neither overwrites the other, and the later one saves both changes', async () => {
  const [ada, ben] = [await admin(), await admin()];
  const saved = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Save to Staging' }).click();
    await expect(page.getByText('Saved to Staging.')).toBeVisible();
  };
  await ada.getByLabel('Escalate to Show').uncheck();
  await ben.getByRole('button', { name: 'Add Link' }).click();
  await ben.keyboard.type('Ben’s page');
  await ben.keyboard.press('Tab');
  await ben.keyboard.type('https://www.example.com/first/ben');
  await saved(ben);

  await saved(ada);

  const { escalateToShow, bookmarks } = (await (await ada.request.get(`${stage.url}/screenshare/staging`)).json()) as { escalateToShow: boolean; bookmarks: { title: string }[] };
  expect([escalateToShow, bookmarks.map(({ title }) => title)]).toEqual([false, expect.arrayContaining(['Ben’s page'])]);
  // Ben had nothing unsaved, so he sees it by himself.
  await expect(ben.getByLabel('Escalate to Show')).not.toBeChecked();
  expect(stage.complaints).toEqual([]);
});
