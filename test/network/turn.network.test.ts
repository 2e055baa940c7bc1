import { expect, test } from '@playwright/test';
import { setNetworkStage, type NetworkStage } from './stage/network-stage.js';
import { share } from './stage/sharing.js';

let stage: NetworkStage;
test.beforeEach(async () => {
  stage = await setNetworkStage();
});
test.afterEach(() => stage.close());

const RELAY_ONLY = { attributes: { 'ice-transport-policy': 'relay', stats: '' } };

for (const transport of ['udp', 'tcp', 'tls'] as const) {
  test(`a share goes through TURN alone, over ${transport.toUpperCase()}`, async () => {
    const turn = await stage.turn();
    stage.desk.iceServers([turn.over(transport)]);
    const { agent, visitor } = await share(stage, RELAY_ONLY);
    for (const { page } of [agent, visitor]) await expect(page.locator('[part=stats]')).toContainText(`TURN/${transport.toUpperCase()}`);
  });
}

test('credentials that have expired are fetched anew, and the share comes about', async () => {
  const turn = await stage.turn();
  stage.desk.iceServers([turn.over('tcp', -60)], [turn.over('tcp', -60)], [turn.over('tcp')]);
  const { visitor } = await share(stage, RELAY_ONLY);
  await expect(visitor.page.locator('[part=stats]')).toContainText('TURN/TCP');
});

test('a share within a network that has IPv6 alone', async () => {
  await share(stage, { family: 'IPv6', attributes: { stats: '' } });
});
