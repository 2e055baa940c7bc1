import { expect, test, type Page } from '@playwright/test';
import { setNetworkStage, type NetworkStage } from './stage/network-stage.js';
import { sees, share, watch, type Seats } from './stage/sharing.js';
import type { TurnServer } from './stage/turn-server.js';

let stage: NetworkStage;
test.beforeAll(async () => {
  stage = await setNetworkStage();
});
test.afterAll(() => stage.close());

test.describe('with TURN alone', () => {
  let turn: TurnServer;
  let seats: Seats;
  test.beforeAll(async () => {
    turn = await stage.turn();
    const attributes = { 'ice-transport-policy': 'relay', stats: '' };
    seats = { agent: await stage.browse('agent', { attributes }), visitor: await watch(stage, { attributes }) };
  });
  test.afterEach(async () => {
    await seats.agent.page.getByRole('button', { name: 'Stop Sharing' }).click();
    await seats.visitor.page.locator('glance-share-view[state=ended]').waitFor();
  });

  test.afterAll(async () => {
    for (const { browser } of [seats.agent, seats.visitor]) await browser.close();
  });

  const goesThrough = (page: Page, transport: string): Promise<void> => expect(page.locator('[part=stats]')).toContainText(`TURN/${transport.toUpperCase()}`);

  async function start(): Promise<void> {
    const clicked = Date.now();
    await seats.agent.page.getByRole('button', { name: 'Screen Share' }).click();
    await sees(seats.visitor.page, clicked);
  }

  for (const transport of ['udp', 'tcp', 'tls'] as const) {
    test(`a share goes over ${transport.toUpperCase()}`, async () => {
      stage.desk.iceServers([turn.over(transport)]);
      await start();
      for (const { page } of [seats.agent, seats.visitor]) await goesThrough(page, transport);
    });
  }

  test('credentials that have expired are fetched anew, and the share comes about', async () => {
    stage.desk.iceServers([turn.over('tcp', -60)], [turn.over('tcp', -60)], [turn.over('tcp')]);
    await start();
    await goesThrough(seats.visitor.page, 'tcp');
  });
});

test('a share within a network that has IPv6 alone', async () => {
  await share(stage, { family: 'IPv6', attributes: { stats: '' } });
});
