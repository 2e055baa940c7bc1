import { HardNetworks, type HardNetwork, type HardNetworkReport } from '../network/stage/hard-network.js';
import { setNetworkStage } from '../network/stage/network-stage.js';

const NETWORKS: readonly HardNetwork[] = [
  { name: 'perfect', whose: 'visitor', line: {} },
  { name: '5 % loss', whose: 'visitor', line: { loss: 0.05 } },
  { name: '10 % loss', whose: 'visitor', line: { loss: 0.1 } },
  { name: '10 % loss', whose: 'agent', line: { loss: 0.1 } },
  { name: '20 % loss', whose: 'visitor', line: { loss: 0.2 } },
  { name: '150 ms each way', whose: 'visitor', line: { delayMs: 150 } },
  { name: '300 ms each way', whose: 'visitor', line: { delayMs: 300 } },
  { name: '1,000 kbit/s', whose: 'agent', line: { kilobits: 1_000 } },
  { name: '300 kbit/s', whose: 'agent', line: { kilobits: 300 } },
  { name: '300 kbit/s', whose: 'visitor', line: { kilobits: 300 } },
  { name: '5 % loss, 300 kbit/s', whose: 'visitor', line: { loss: 0.05, kilobits: 300 } },
  { name: '10 % loss, 150 ms each way', whose: 'visitor', line: { loss: 0.1, delayMs: 150 } },
  { name: '10 % loss, 300 ms each way, 300 kbit/s', whose: 'visitor', line: { loss: 0.1, delayMs: 300, kilobits: 300 } },
];

/** A share over each network; `reduced` names those whose picture wasn't in full size all the time. */
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
