import { until } from '../../test/soak/stage/until.js';
import { RULES } from '../../test/soak/stage/guarded-sites.js';
import { median } from '../figure.js';
import type { Measured } from '../figure.js';
import { addBarcode, onPage, pass, setShareStage } from '../share-stage.js';
import type { ShareStage } from '../share-stage.js';
import type { Row } from '../row.js';

/** The number that the page shows is the time in these steps, milliseconds; it starts anew after 4,096 of them. */
const STEP_MS = 4;
const CODES = 4_096;

const SHARES = {
  ungated: null,
  gated: { allowedSites: RULES },
  'without hold-back': { allowedSites: RULES, guard: { holdBackMs: 0 } },
} as const;
type Way = keyof typeof SHARES;

/** How old frames are when the visitor has them: the median over some seconds, milliseconds. */
async function delayOf(desk: ShareStage, way: Way, seconds: number): Promise<number> {
  await onPage(desk, (it, guarded) => it.share({ kind: 'ours', guarded: guarded ?? undefined }), SHARES[way]);
  await until(() => onPage(desk, (it) => (it.visitor?.numbered.length ?? 0) > 20), 'frames come');
  await onPage(desk, (it) => void it.visitor?.numbered.splice(0));
  await pass(desk, seconds * 1_000);
  const frames = (await onPage(desk, (it) => it.visitor?.numbered.splice(0))) ?? [];
  await onPage(desk, (it) => it.stop());
  const period = STEP_MS * CODES;
  const ages = frames.map(({ code, at }) => (((at - code * STEP_MS) % period) + period) % period);
  return median(ages);
}

export const delay: Row = {
  name: 'delay',
  title: 'From the window to the visitor',
  about: 'The shared page shows the time as a barcode, the visitor reads it out of each decoded frame, on the same machine. The share goes through the guard, through the guard without its hold-back, and without a guard, in turns; the link is ours each time.',
  async measure({ short, say, rounds = 5 }) {
    const desk = await setShareStage();
    const delays: Record<Way, number[]> = { ungated: [], gated: [], 'without hold-back': [] };
    try {
      await addBarcode(desk.page);
      await desk.page.evaluate(`setInterval(() => showCode(Math.floor(Date.now() / ${STEP_MS}) % ${CODES}), 8)`);
      for (let round = 0; round < (short ? 1 : rounds); round++) {
        for (const way of Object.keys(SHARES) as Way[]) delays[way].push(await delayOf(desk, way, short ? 1 : 5));
        say(`round ${round + 1}: ${JSON.stringify(delays)}`);
      }
    } finally {
      await desk.close();
    }
    const peerName = 'the same share ungated';
    const common = { unit: 'ms', better: 'lower', peerName, peer: delays.ungated } as const;
    const whenBehind = 'The guard holds each frame back for 250 ms on purpose: a page\'s pixels can change before its address does. A frame leaves with the first frame that was captured 250 ms or more after it, so that up to one frame\'s time comes on top.';
    return [
      { ...common, name: 'window to visitor, gated', ours: delays.gated, whenBehind },
      { ...common, name: 'window to visitor, gated, the hold-back apart', ours: delays['without hold-back'], whenBehind: 'A frame leaves with the next one that still shows its address, one frame\'s time later; what is left is the way through the guard\'s worker and back into a track.' },
    ] satisfies Measured[];
  },
};
