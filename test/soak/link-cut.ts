import { CUTS, cutLink, type CutReport } from '../network/stage/link-cut.js';
import { setNetworkStage } from '../network/stage/network-stage.js';
import { sees, share } from '../network/stage/sharing.js';

/** What the picture may take to be back after the network is, in milliseconds. */
const BACK_MS = 5_000;

/** Cuts the link of agent and visitor in turn, both ways, in a share that never ends. */
export async function measureCuts({ runs, say }: { runs: number; say: (line: string) => void }): Promise<{ runs: CutReport[]; late: CutReport[] }> {
  const stage = await setNetworkStage();
  try {
    const seats = await share(stage);
    const reports: CutReport[] = [];
    for (let run = 0; run < runs; run++) {
      const report = await cutLink(seats, CUTS[run % CUTS.length]!);
      reports.push(report);
      say(`${run + 1}: ${report.whose} ${report.how}: told after ${report.told} ms, picture back after ${report.back} ms`);
      await sees(seats.visitor.page);
    }
    return { runs: reports, late: reports.filter(({ back }) => back > BACK_MS) };
  } finally {
    await stage.close();
  }
}
