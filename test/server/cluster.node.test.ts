import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { findBrowser } from '../browser.mjs';
import { Cluster } from './cluster/cluster.js';

/** A picker that takes a moving picture for a window, without asking. */
const FAKE_CAPTURE = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=display-media-type=window'];

let cluster: Cluster;
let browser: Browser;

test.beforeAll(async () => {
  const executablePath = await findBrowser();
  if (executablePath === null) throw new Error('These tests need Chrome or Chromium.');
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', ...FAKE_CAPTURE] });
});
test.afterAll(() => browser.close());

test.beforeEach(async () => {
  cluster = await Cluster.start();
});
test.afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await cluster.close();
});

/** Somebody's page, through a door that leads to one server first. It notes each state that its element has been in. */
async function person(kind: 'agent' | 'visitor', first: number): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.addInitScript(() => {
    const states: string[] = [];
    Object.assign(globalThis, { states });
    new MutationObserver(() => {
      const state = document.querySelector('glance-screenshare-button, glance-share-view')?.getAttribute('state');
      if (state && states.at(-1) !== state) states.push(state);
    }).observe(document, { subtree: true, childList: true, attributeFilter: ['state'] });
  });
  await page.goto(`${await cluster.door(first)}/${kind}?${kind}${first}`);
  return page;
}

const statesOf = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { states: string[] }).states);
const is = (page: Page, state: string) => expect.poll(async () => (await statesOf(page)).at(-1), { message: `state of ${page.url()}`, timeout: 30_000 }).toBe(state);
const framesOf = (page: Page): Promise<number> => page.locator('glance-share-view video').evaluate((video) => (video as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames);

/** The picture goes on moving. */
async function moves(page: Page): Promise<void> {
  const before = await framesOf(page);
  await expect.poll(() => framesOf(page), { message: 'frames at the visitor', timeout: 20_000 }).toBeGreaterThan(before + 5);
}

/** An agent on the first server who shares, and a visitor on each of the others who sees it. */
async function share(): Promise<{ agent: Page; visitors: Page[] }> {
  const agent = await person('agent', 0);
  const visitors = await Promise.all([1, 2].map((first) => person('visitor', first)));
  await agent.getByRole('button', { name: /Screen Share/ }).click();
  for (const visitor of visitors) {
    await is(visitor, 'viewing');
    await moves(visitor);
  }
  return { agent, visitors };
}

/** Control still reaches from the agent to every visitor: what the agent pauses stands still at each, and goes on. */
async function isInControl(agent: Page, visitors: Page[]): Promise<void> {
  await agent.getByRole('button', { name: /^Pause/ }).click();
  for (const visitor of visitors) await is(visitor, 'paused');
  await agent.getByRole('button', { name: /^Resume/ }).click();
  for (const visitor of visitors) await is(visitor, 'viewing');
}

test('agent on one process, visitors on two others; the agent’s, then a visitor’s is killed in mid-share: the picture never stops and nobody is lost', async () => {
  const { agent, visitors } = await share();
  await isInControl(agent, visitors);
  for (const [killed, node] of cluster.nodes.slice(0, 2).entries()) {
    const before = await Promise.all(visitors.map(async (visitor) => (await statesOf(visitor)).length));
    await node.kill();
    for (const visitor of visitors) await moves(visitor);
    await isInControl(agent, visitors);
    for (const [index, visitor] of visitors.entries()) {
      expect((await statesOf(visitor)).slice(before[index]), `visitor ${index + 1} after kill ${killed + 1}`).toEqual(['paused', 'viewing']);
    }
  }
  await agent.getByRole('button', { name: /Stop Sharing/ }).click();
  for (const visitor of visitors) await is(visitor, 'ended');
});

test('Redis is gone for ten seconds and comes back empty: the share goes on, and so does control', async () => {
  const { agent, visitors } = await share();
  await cluster.redis.kill();
  const gone = performance.now();
  do for (const visitor of visitors) await moves(visitor);
  while (performance.now() - gone < 10_000);
  await cluster.redis.restart();
  await isInControl(agent, visitors);
  for (const visitor of visitors) expect((await statesOf(visitor)).filter((state) => state !== 'waiting')).toEqual(['connecting', 'viewing', 'paused', 'viewing']);
  expect(cluster.nodes.map(({ runs }) => runs)).toEqual([true, true, true]);
  await agent.getByRole('button', { name: /Stop Sharing/ }).click();
  for (const visitor of visitors) await is(visitor, 'ended');
});
