import { HardNetworks, type HardNetwork, type HardNetworkReport } from '../network/stage/hard-network.js';
import { setNetworkStage } from '../network/stage/network-stage.js';

const LINES = {
  perfect: {},
  '5 % loss': { loss: 0.05 },
  '10 % loss': { loss: 0.1 },
  '20 % loss': { loss: 0.2 },
  '150 ms each way': { delayMs: 150 },
  '300 ms each way': { delayMs: 300 },
  '1,000 kbit/s': { kilobits: 1_000 },
  '300 kbit/s': { kilobits: 300 },
  '10 % loss, 150 ms': { loss: 0.1, delayMs: 150 },
  '5 % loss, 300 kbit/s': { loss: 0.05, kilobits: 300 },
  '10 % loss, 300 ms, 300 kbit/s': { loss: 0.1, delayMs: 300, kilobits: 300 },
} as const;

const NETWORKS: readonly HardNetwork[] = Object.entries(LINES).flatMap(([name, line]) => (['agent', 'visitor'] as const).map((whose) => ({ name, whose, line })));

/** A share over each network, on the agent's line and on the visitor's; `reduced` names those whose picture wasn't in full size all the time. */
export async function measureHardNetworks({ seconds, say }: { seconds: number; say: (line: string) => void }): Promise<{ reports: HardNetworkReport[]; reduced: string[] }> {
  const stage = await setNetworkStage();
  try {
    const hard = await HardNetworks.open(stage);
    const reports: HardNetworkReport[] = [];
    say('| network, whose line | first picture | fps | longest gap | size | the agent is told | figures |\n| --- | ---: | ---: | ---: | --- | --- | --- |');
    for (const network of NETWORKS) {
      await hard.start(network);
      // The estimate of the bandwidth starts from nothing.
      await hard.look(seconds / 2);
      const report = await hard.look(seconds);
      await hard.stop();
      reports.push(report);
      say(`| ${report.network} | ${report.firstMs} ms | ${report.frameRate.toFixed(1)} | ${report.longestGapMs} ms | ${report.sizes.join(', ')} | ${report.quality} | ${report.figures} |`);
    }
    return { reports, reduced: reports.filter(({ sizes }) => sizes.join() !== '1280×720').map(({ network }) => network) };
  } finally {
    await stage.close();
  }
}
