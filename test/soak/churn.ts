import { churn, type ChurnReport } from '../network/stage/churn.js';
import { setNetworkStage } from '../network/stage/network-stage.js';

/** What V8 may hold more at the end than at the beginning without anything being lost: compiled code, caches. */
const HEAP = { factor: 1.1, bytes: 1_000_000 };

/** Starts, stops and reconnects for so many minutes; `held` names what isn't back where it began. */
export async function measureChurn({ minutes, say }: { minutes: number; say: (line: string) => void }): Promise<ChurnReport & { held: string[] }> {
  const stage = await setNetworkStage();
  try {
    const end = Date.now() + minutes * 60_000;
    const report = await churn(stage, (round) => {
      if (round % 20 === 0) say(`${round} rounds`);
      return Date.now() < end;
    });
    const held = (['agent', 'visitor', 'guarded'] as const).flatMap((who) => {
      const [before, after] = report[who];
      const more = (['listeners', 'peers', 'tracks', 'workers'] as const).filter((what) => after[what] > before[what]);
      return [...more, ...(after.heap > before.heap * HEAP.factor + HEAP.bytes ? ['heap'] : [])].map((what) => `${who}: ${what}`);
    });
    return { ...report, held };
  } finally {
    await stage.close();
  }
}
