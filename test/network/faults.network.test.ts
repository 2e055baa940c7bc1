import { expect, test } from '@playwright/test';
import { until } from '../soak/stage/until.js';
import { CUTS, cutLink } from './stage/link-cut.js';
import { setNetworkStage, type NetworkStage } from './stage/network-stage.js';
import { entered, pictureOf, sees, share, viewersOf, watch } from './stage/sharing.js';
import { tell } from './stage/tell.js';

let stage: NetworkStage;
test.beforeEach(async () => {
  stage = await setNetworkStage();
});
test.afterEach(() => stage.close());

test('a link that is cut for 10 s: the visitor is told, and the picture comes back by itself', async () => {
  const seats = await share(stage);
  const { told, back } = await cutLink(seats, CUTS[0]);
  tell(`told ${told} ms after the cut, picture back ${back} ms after the network’s return`);
  const { states } = await pictureOf(seats.visitor.page);
  expect(states.map(({ state }) => state)).not.toContain('ended');
  await expect(seats.agent.page.locator('glance-screenshare-button')).toHaveAttribute('state', 'sharing');
});

test('the signalling server killed and restarted in a share: the media never stops, and control comes back', async () => {
  const { agent, visitor } = await share(stage);
  const killed = Date.now();
  await stage.desk.kill();
  // Longer than it takes anybody to notice that the other side's signs of life are gone.
  await until(async () => ((await pictureOf(visitor.page)).frames.at(-1) ?? 0) > killed + 6_000, 'the picture goes on without a server');
  await stage.desk.restart();
  const restarted = Date.now();
  await agent.page.getByRole('button', { name: 'Pause' }).click();
  const controlled = await entered(visitor.page, 'paused', restarted);
  tell(`control back ${controlled - restarted} ms after the restart`);
  const { states } = await pictureOf(visitor.page);
  expect(states.filter(({ at }) => at > killed).map(({ state }) => state)).toEqual(['paused']);
});

test('the agent’s browser killed: every visitor knows, and the share ends with connection-lost', async () => {
  const { agent, visitor } = await share(stage);
  const second = await watch(stage);
  await sees(second.page);
  const killed = Date.now();
  await agent.kill();
  for (const { page } of [visitor, second]) tell(`a visitor knows after ${(await entered(page, 'connecting', killed)) - killed} ms`);
  await expect(visitor.page.locator('[part=status]')).toContainText('Reconnecting');
  await expect(visitor.page.locator('glance-share-view')).toHaveAttribute('state', 'ended', { timeout: 60_000 });
  await expect(visitor.page.locator('[part=status]')).toContainText('The connection was lost. The share has ended.');
});

test('a visitor’s browser killed: the agent knows, and the other visitor sees on', async () => {
  const { agent, visitor } = await share(stage);
  const second = await watch(stage);
  await sees(second.page);
  expect(await viewersOf(agent.page)).toBe(2);
  const killed = Date.now();
  await visitor.kill();
  await until(async () => (await viewersOf(agent.page)) === 1, 'the agent knows of one viewer only');
  tell(`the agent knows after ${Date.now() - killed} ms`);
  await sees(second.page);
});

test('the agent’s network gone for longer than a share waits: it ends with connection-lost at both sides', async () => {
  const { agent, visitor } = await share(stage);
  await agent.host.cut('unplugged');
  await expect(agent.page.locator('[part=status]')).toContainText('Reconnecting', { timeout: 30_000 });
  await expect(agent.page.locator('glance-screenshare-button')).toHaveAttribute('state', 'idle', { timeout: 60_000 });
  await expect(agent.page.locator('[part=notice]')).toContainText('The connection was lost. Sharing has ended.');
  await expect(visitor.page.locator('glance-share-view')).toHaveAttribute('state', 'ended', { timeout: 60_000 });
});

test('a visitor whose address changes, as from one network to another, sees on', async () => {
  const { visitor } = await share(stage);
  await visitor.host.readdress();
  await sees(visitor.page);
});
