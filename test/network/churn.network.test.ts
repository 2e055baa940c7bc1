import { expect, test } from '@playwright/test';
import { churn } from './stage/churn.js';
import { setNetworkStage, type NetworkStage } from './stage/network-stage.js';

let stage: NetworkStage;
test.beforeEach(async () => {
  stage = await setNetworkStage();
});
test.afterEach(() => stage.close());

// The short form of `npm run soak -- churn`, which looks at the heap too.
test('shares that start, break, come back and stop leave nothing behind: no connection, track, listener or worker', async () => {
  const report = await churn(stage, (round) => round < 8);
  for (const [before, after] of [report.agent, report.visitor, report.guarded]) {
    expect(after).toMatchObject({ peers: 0, tracks: 0, workers: 0 });
    expect(after.listeners).toBeLessThanOrEqual(before.listeners);
  }
});
