import { expect, test } from '@playwright/test';
import { tell } from './stage/tell.js';
import { HardNetworks, type HardNetwork } from './stage/hard-network.js';
import { setNetworkStage, type NetworkStage } from './stage/network-stage.js';

let stage: NetworkStage;
test.beforeEach(async () => {
  stage = await setNetworkStage();
});
test.afterEach(() => stage.close());

const NETWORKS: readonly HardNetwork[] = [
  { name: '10 % loss', whose: 'visitor', line: { loss: 0.1 } },
  { name: '300 ms each way', whose: 'visitor', line: { delayMs: 300 } },
  { name: '300 kbit/s', whose: 'agent', line: { kilobits: 300 } },
];

// The full form is `npm run soak -- hard-networks`.
test('with 10 % loss, with 300 ms of delay and with 300 kbit/s a share comes about and goes on in full size, and the agent is told that the connection isn’t good', async () => {
  const hard = await HardNetworks.open(stage);
  for (const network of NETWORKS) {
    await hard.start(network);
    await expect.poll(() => hard.quality(), { message: `the agent is told of ${network.name}`, timeout: 30_000 }).toMatch(/^(Fair|Poor) connection( to .+)?$/);
    const { firstMs, frameRate, longestGapMs, sizes, quality, figures } = await hard.look(4);
    tell(`${network.name}: first picture after ${firstMs} ms, ${frameRate.toFixed(1)} fps, at most ${longestGapMs} ms between two; ${quality}; ${figures}`);
    // Frames are given up, and no pixels.
    expect(sizes).toEqual(['1280×720']);
    await hard.stop();
  }
});
