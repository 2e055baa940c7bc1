import { memoryOf } from '../../test/soak/stage/memory.js';
import { RULES } from '../../test/soak/stage/guarded-sites.js';
import { until } from '../../test/soak/stage/until.js';
import type { Measured } from '../figure.js';
import type { Row } from '../row.js';
import { onPage, pass, setShareStage } from '../share-stage.js';
import type { ShareStage } from '../share-stage.js';

const MINUTES = [1, 10, 60];
/** Samples around each time, a few seconds apart. */
const SAMPLES = 5;

async function begin(desk: ShareStage, guarded: boolean): Promise<void> {
  await onPage(desk, (it, settings) => it.share({ kind: 'ours', guarded: settings ?? undefined }), guarded ? { allowedSites: RULES } : null);
  await until(() => onPage(desk, (it) => (it.visitor?.count ?? 0) > 0), 'the visitor sees it');
  // What the visitor's side remembers of the frames isn't the share's.
  await desk.agent.evaluate(() => setInterval(() => window.sharePage.visitor?.numbered.splice(0), 1_000));
}

/** Megabytes of both browsers, in turns. */
async function sample(gated: ShareStage, ungated: ShareStage, count: number): Promise<{ ours: number[]; peer: number[] }> {
  const [ours, peer]: [number[], number[]] = [[], []];
  for (let n = 0; n < count; n++) {
    ours.push(await memoryOf(gated.agent));
    peer.push(await memoryOf(ungated.agent));
    await pass(gated, 1_000);
  }
  return { ours, peer };
}

export const memory: Row = {
  name: 'memory',
  title: 'Memory over time',
  about: 'Two shares of a moving window of 1,000 × 700, one guarded and one not, each in a browser of its own, run side by side; the visitor is in the agent\'s page. The figure is of all processes of the browser, after its garbage was collected.',
  async measure({ short, say, minutes = 10 }) {
    const times = short ? [0.02] : MINUTES.filter((time) => time <= minutes);
    const [gated, ungated] = [await setShareStage(), await setShareStage()];
    const measured: Measured[] = [];
    const common = { unit: 'MB', better: 'lower', peerName: 'the same share ungated' } as const;
    try {
      await begin(gated, true);
      await begin(ungated, false);
      const began = Date.now();
      for (const time of times) {
        await pass(gated, Math.max(0, began + time * 60_000 - Date.now()));
        const samples = await sample(gated, ungated, short ? 1 : SAMPLES);
        say(`after ${time} minutes: ${JSON.stringify(samples)}`);
        measured.push({ ...common, name: `memory after ${time} minutes`, ...samples, whenBehind: 'The guard keeps the frames of a quarter of a second uncompressed (1 MB each at this size), a worker with the fonts\' glyphs drawn, and the last picture for whoever comes late. It doesn\'t grow: compare the figures over time.' });
      }
    } finally {
      await gated.close();
      await ungated.close();
    }
    const later = short ? [] : MINUTES.filter((time) => time > minutes);
    return [...measured, ...later.map((time) => ({ ...common, name: `memory after ${time} minutes`, why: `it takes ${time} minutes, which this run didn't; \`npm run bench -- memory --minutes ${time}\` does.` }))];
  },
};
