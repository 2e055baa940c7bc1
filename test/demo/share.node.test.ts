import { expect, test, type Locator, type Page } from '@playwright/test';
import { DemoStage, expectMirrored } from './demo-stage.js';

let stage: DemoStage;

test.beforeAll(async () => {
  stage = await DemoStage.open();
});
test.afterEach(async () => {
  expect(stage.complaints).toEqual([]);
  await stage.clear();
});
test.afterAll(() => stage.close());

const panelOf = (visitor: Page): Locator => visitor.locator('glance-share-panel');
const buttonOf = (agent: Page): Locator => agent.locator('glance-screenshare-button');

async function share(agent: Page): Promise<void> {
  await buttonOf(agent).getByRole('button', { name: 'Screen Share' }).click();
  await buttonOf(agent).getByRole('menuitem', { name: 'Share…' }).click();
  await expect(buttonOf(agent).getByRole('button', { name: 'Stop Sharing' })).toBeVisible();
}

async function expectViewing(visitor: Page): Promise<void> {
  await expect(visitor.locator('glance-share-view')).toHaveAttribute('state', 'viewing', { timeout: 20_000 });
  await expect(panelOf(visitor)).toHaveAttribute('state', 'open');
}

test('a share comes up in the visitor\'s page and goes again, and the cobrowse goes on before, during and after', async () => {
  const visitor = await stage.visitor('share', '&page=contact');
  const agent = await stage.agent('share');
  await visitor.fill('[name=name]', 'Before');
  await expectMirrored(agent, '[name=name]', 'Before');
  await expect(panelOf(visitor)).toHaveAttribute('state', 'closed');

  await share(agent);
  await expectViewing(visitor);
  await visitor.fill('[name=name]', 'During');
  await expectMirrored(agent, '[name=name]', 'During');

  await buttonOf(agent).getByRole('button', { name: 'Stop Sharing' }).click();
  await expect(visitor.locator('glance-share-view')).toHaveAttribute('state', 'ended');
  await visitor.fill('[name=name]', 'After');
  await expectMirrored(agent, '[name=name]', 'After');
  await expect(panelOf(visitor)).toHaveAttribute('state', 'closed', { timeout: 20_000 });
});

test('a share stays with a visitor who goes to another page, reloads, or comes late', async () => {
  const agent = await stage.agent('stays');
  await share(agent);
  const visitor = await stage.visitor('stays');
  await expectViewing(visitor);
  await visitor.getByRole('link', { name: 'Claims' }).click();
  await expect(visitor.getByRole('heading', { name: 'Make a claim' })).toBeVisible();
  await expectViewing(visitor);
  await visitor.reload();
  await expectViewing(visitor);
});

test('when a second agent shares, the first one\'s share ends with the sentence that says so', async () => {
  const visitor = await stage.visitor('takeover');
  const anna = await stage.agent('takeover', 'Anna');
  const ben = await stage.agent('takeover', 'Ben');
  await share(anna);
  await expectViewing(visitor);
  await share(ben);
  await expect(anna.getByText('Another agent is sharing their screen. You are no longer sharing your screen.').first()).toBeVisible();
  await expect(visitor.getByText('Ben is sharing a window.')).toBeVisible();
});

test('the visitor makes the share large, small again, puts it away and brings it back, by keyboard alone', async () => {
  const visitor = await stage.visitor('keys');
  const agent = await stage.agent('keys');
  await share(agent);
  await expectViewing(visitor);
  const panel = panelOf(visitor).locator('.panel');
  const width = async (): Promise<number> => (await panel.boundingBox())?.width ?? 0;
  const before = await width();
  await visitor.getByRole('button', { name: 'Larger' }).focus();
  await visitor.keyboard.press('Enter');
  await expect.poll(width).toBeGreaterThan(before);
  await visitor.keyboard.press('Escape');
  await expect.poll(width).toBe(before);
  await visitor.keyboard.press('Tab');
  await visitor.keyboard.press('Enter');
  await expect(panel).toBeHidden();
  await expect(visitor.getByRole('button', { name: 'Show the shared screen' })).toBeFocused();
  await visitor.keyboard.press('Enter');
  await expect(panel).toBeVisible();
});

test('the panel leaves free what the visitor types in, and agents see nothing of it', async () => {
  const visitor = await stage.visitor('room', '&page=contact');
  const agent = await stage.agent('room');
  await share(agent);
  await expectViewing(visitor);
  for (const name of ['name', 'question']) {
    const field = visitor.locator(`[name=${name}]`);
    await field.focus();
    await expect
      .poll(async () => {
        const [a, b] = [await panelOf(visitor).locator('.panel').boundingBox(), await field.boundingBox()];
        return a !== null && b !== null && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
      })
      .toBe(false);
  }
  await visitor.fill('[name=name]', 'With a panel');
  await expectMirrored(agent, '[name=name]', 'With a panel');
});
