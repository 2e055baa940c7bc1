import { expect, test, type Page } from '@playwright/test';
import type { GlanceScreenshareButton } from '../../src/elements/screenshare-button/screenshare-button.element.js';
import { ALLOWED, CAPTURED_TITLE, FORBIDDEN, RULES } from '../soak/stage/guarded-sites.js';
import { countFrames, setGuardedStage, type GuardedStage } from './harness/guarded-stage.js';
import { EVERYTHING } from './harness/support-desk.js';

/** Another window is shared in the place of the one before, without an end of the share. */
const GUARDED = { ...EVERYTHING, surfaces: ['window'], allowedSites: RULES };

let stage: GuardedStage;
test.beforeAll(async () => {
  stage = await setGuardedStage();
});
test.afterEach(() => stage.clear());
test.afterAll(() => stage.close());

/** Runs with the agent's button, after a click as a person's. */
async function withButton<R>(agent: Page, work: (button: GlanceScreenshareButton) => R | Promise<R>): Promise<R> {
  await agent.bringToFront();
  await agent.getByRole('heading', { name: 'Viewer' }).click();
  return agent.locator('glance-screenshare-button').evaluate(work as (element: Element) => R | Promise<R>);
}

const visitorSees = (visitor: Page, state: string) => expect(visitor.locator('glance-share-view')).toHaveAttribute('state', state, { timeout: 20_000 });

/** An allowed page's window, shared and seen. */
async function share(settings: object): Promise<{ agent: Page; visitor: Page }> {
  stage.desk.settings = settings;
  const source = await stage.source();
  const { page: agent } = await stage.agent();
  const visitor = await stage.visitor();
  await agent.bringToFront();
  await agent.getByRole('button', { name: 'Screen Share' }).click();
  await visitorSees(visitor, 'viewing');
  // The picker takes the window with the title that this one had.
  await source.evaluate(() => void (document.title = 'shared before'));
  await stage.display.windowTitled('shared before');
  return { agent, visitor };
}

/** Another window that the picker will take. */
async function openNext(url: string): Promise<Page> {
  const next = await stage.source();
  await next.goto(url);
  await next.evaluate((title) => void (document.title = title), CAPTURED_TITLE);
  await stage.display.windowTitled(CAPTURED_TITLE);
  return next;
}

test('visitors get the next allowed window in the place of the one before, and the share goes on', async () => {
  const { agent, visitor } = await share(GUARDED);
  const seen = await countFrames(visitor);
  await openNext(`${ALLOWED}/first/next`);
  const ended = agent.evaluate(() => new Promise((resolve) => document.addEventListener('glance-share-end', resolve, { once: true, capture: true }))).then(() => 'ended', () => 'closed');
  expect(await withButton(agent, (button) => button.switchSource())).toBe(true);
  await expect(visitor.getByRole('link', { name: 'Open this page' })).toHaveAttribute('href', `${ALLOWED}/first/next`, { timeout: 20_000 });
  await visitorSees(visitor, 'viewing');
  const { frames } = await seen();
  await expect.poll(async () => (await seen()).frames).toBeGreaterThan(frames + 5);
  expect(await seen()).toMatchObject({ forbidden: 0, strange: 0 });
  expect(await Promise.race([ended, withButton(agent, ({ state }) => state)])).toBe('sharing');
});

test('a window with a forbidden page is refused before visitors see any of it, and the share goes on with the one before', async () => {
  const { agent, visitor } = await share(GUARDED);
  const seen = await countFrames(visitor);
  await openNext(`${FORBIDDEN}/page`);
  const code = await withButton(agent, (button) => button.switchSource().then(() => null, (error: { code: string }) => error.code));
  expect(code).toBe('site-not-allowed');
  await visitorSees(visitor, 'viewing');
  const { frames } = await seen();
  await expect.poll(async () => (await seen()).frames).toBeGreaterThan(frames + 5);
  expect(await seen()).toMatchObject({ forbidden: 0, strange: 0 });
  expect(await withButton(agent, ({ state }) => state)).toBe('sharing');
  await expect(visitor.getByRole('link', { name: 'Open this page' })).toHaveAttribute('href', `${ALLOWED}/first/start`);
});

test('without a list the same window is seen, so that the counts above count', async () => {
  const { agent, visitor } = await share({ ...EVERYTHING, surfaces: ['window'] });
  const seen = await countFrames(visitor);
  await openNext(`${FORBIDDEN}/page`);
  expect(await withButton(agent, (button) => button.switchSource())).toBe(true);
  await expect.poll(async () => (await seen()).forbidden, { timeout: 20_000 }).toBeGreaterThan(0);
});
