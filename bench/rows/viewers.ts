import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { programOnPath } from '../../test/prepare.mjs';
import { measureRelayCost } from '../../test/soak/sfu.js';
import type { RelayCost, RelayCostOptions } from '../../test/soak/sfu.js';
import { processorTimeOf } from '../../test/soak/stage/processor-time.js';
import { until } from '../../test/soak/stage/until.js';
import type { Measured } from '../figure.js';
import type { Row } from '../row.js';
import { onPage, pass, setShareStage } from '../share-stage.js';
import type { ShareStage } from '../share-stage.js';

type Kind = 'ours' | 'simple-peer';

interface Load {
  /** Seconds of a processor that the agent's browser uses a second. */
  readonly processors: number;
  /** Mbit/s that it sends. */
  readonly megabits: number;
  /** Frames a second that a visitor gets, on average. */
  readonly frames: number;
}

interface Both {
  readonly desk: ShareStage;
  /** Visitors, all in one page of another browser. */
  readonly visitors: Page;
}

/** Shares with so many visitors at once. */
async function loadOf({ desk, visitors }: Both, kind: Kind, count: number, seconds: number): Promise<Load> {
  await onPage(desk, (it, options) => it.begin(options), kind === 'ours' ? { kind } : { kind, capture: { video: true } });
  for (let visitor = 0; visitor < count; visitor++) {
    await visitors.evaluate(([id, of]) => window.visitorPage.open(id, of), [visitor, kind] as const);
    await onPage(desk, (it, [id, of]) => it.sendTo(id, of), [visitor, kind] as const);
  }
  const counts = (): Promise<number[]> => visitors.evaluate(() => window.visitorPage.watches.map((watch) => watch.count));
  await until(async () => (await counts()).filter((frames) => frames > 3).length === count, `${count} visitors see it`, 60_000);
  // The bandwidth estimate grows from nothing at first.
  await pass(desk, seconds * 500);
  const before = { time: Date.now(), processors: await processorTimeOf(desk.agent), bytes: await onPage(desk, (it) => it.sentBytes()), frames: await counts() };
  await pass(desk, seconds * 1_000);
  const passed = (Date.now() - before.time) / 1_000;
  const frames = (await counts()).reduce((sum, each, index) => sum + each - (before.frames[index] ?? 0), 0);
  const load = {
    processors: ((await processorTimeOf(desk.agent)) - before.processors) / passed,
    megabits: ((await onPage(desk, (it) => it.sentBytes())) - before.bytes) * 8e-6 / passed,
    frames: frames / count / passed,
  };
  await onPage(desk, (it) => it.stop());
  await visitors.evaluate(() => window.visitorPage.close());
  return load;
}

/** Connects the two pages' signalling. */
async function joinPages(desk: ShareStage): Promise<Both & { close(): Promise<void> }> {
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  const visitors = await browser.newPage();
  await visitors.goto(desk.agent.url());
  await visitors.exposeFunction('toAgent', (id: number, data: unknown) => onPage(desk, (it, [visitor, said]) => it.hear(visitor, said), [id, data] as const));
  await desk.agent.exposeFunction('toVisitor', (id: number, data: unknown) => visitors.evaluate(([visitor, said]) => window.visitorPage.hear(visitor, said), [id, data] as const));
  return { desk, visitors, close: () => browser.close() };
}

const MESH = 'a bare simple-peer mesh';
const WHEN_BEHIND = 'Each visitor has an encoder of its own in the agent\'s browser. Ours sends VP9 over as many links as there are processors and VP8 over the others, the peer VP8 over all: VP9 takes half as much processor time again for a picture, and keeps text that scrolls sharp. simple-peer\'s defaults also make the picture smaller when a processor is short, ours never does.';
const BANDWIDTH_BEHIND = 'The peer is stopped by Chromium\'s default for a picture of this size: on a line that gives more than 5 Mbit/s its encoder aims at 2.08 (targetBitrate in its statistics). Ours may take up to 8, so that text in large windows becomes sharp, and aims at some 4.5 at the start of a share.';

export const viewers: Row = {
  name: 'viewers',
  title: 'Several visitors at once',
  about: 'A scrolling page is shared with visitors in another browser on the same machine, and the agent\'s browser is measured.',
  async measure({ short, say, rounds = 5 }) {
    const counts = short ? [1] : [1, 2, 4, 8];
    const desk = await setShareStage();
    const loads = new Map<string, Load[]>();
    try {
      const both = await joinPages(desk);
      await desk.page.evaluate(`(() => { document.body.innerHTML = '<p>' + 'The quick brown fox jumps over the lazy dog. '.repeat(400) + '</p>'; let y = 0; setInterval(() => scrollTo(0, (y += 6) % 700), 50); })()`);
      for (let round = 0; round < (short ? 1 : rounds); round++) {
        for (const count of counts) {
          for (const kind of ['ours', 'simple-peer'] as const) {
            const load = await loadOf(both, kind, count, short ? 1 : 4);
            loads.set(`${kind} ${count}`, [...(loads.get(`${kind} ${count}`) ?? []), load]);
            say(`round ${round + 1}, ${kind}, ${count}: ${JSON.stringify(load)}`);
          }
        }
      }
      await both.close();
    } finally {
      await desk.close();
    }
    return [...figuresOf(loads, counts), ...(await throughMediaServer(short ? { counts: [1], seconds: 1, say } : { rounds, seconds: 6, say }))];
  },
};

/** The same sessions, in a stage of their own, with Janus and without. */
async function throughMediaServer(options: RelayCostOptions): Promise<Measured[]> {
  const common = { better: 'lower', peerName: 'ours by a link to each visitor' } as const;
  if (programOnPath('janus') === null) return [{ ...common, name: 'processors of the agent through a media server', unit: 'processors', why: 'there is no janus here.' }];
  const costs = await measureRelayCost(options);
  const counts = [...new Set(costs.map(({ visitors }) => visitors))];
  const values = (way: RelayCost['way'], count: number, of: (cost: RelayCost) => number): number[] => costs.filter((cost) => cost.way === way && cost.visitors === count).map(of);
  const figures = (name: string, unit: string, of: (cost: RelayCost) => number): Measured[] =>
    counts.map((count) => ({
      ...common, unit, name: `${name} through a media server, ${count} ${count === 1 ? 'visitor' : 'visitors'}`, ours: values('media server', count, of), peer: values('links', count, of),
      note: 'The media server is Janus, on the same machine; its own processor time isn\'t the agent\'s. Here the visitors\' pages decode on the same two cores, which slows down every encoder as they become more.',
    }));
  return [...figures('processors of the agent', 'processors', ({ core }) => core / 100), ...figures('bandwidth of the agent', 'Mbit/s', ({ megabits }) => megabits)];
}

function figuresOf(loads: ReadonlyMap<string, readonly Load[]>, counts: readonly number[]): Measured[] {
  const values = (kind: Kind, count: number, of: (load: Load) => number): number[] => (loads.get(`${kind} ${count}`) ?? []).map(of);
  const figures = (name: string, unit: string, better: 'lower' | 'higher', of: (load: Load) => number, whenBehind = WHEN_BEHIND): Measured[] =>
    counts.map((count) => ({ name: `${name}, ${count} ${count === 1 ? 'visitor' : 'visitors'}`, unit, better, peerName: MESH, whenBehind, ours: values('ours', count, of), peer: values('simple-peer', count, of) }));
  return [
    ...figures('processors of the agent', 'processors', 'lower', ({ processors }) => processors),
    ...figures('bandwidth of the agent', 'Mbit/s', 'lower', ({ megabits }) => megabits, BANDWIDTH_BEHIND),
    ...figures('frames at a visitor', 'frames a second', 'higher', ({ frames }) => frames),
  ];
}
