import { runRelay, type RelayReport } from '../relay/relay-run.js';
import { setRelayStage, type RelayStage } from '../relay/stage/relay-stage.js';
import { until } from './stage/until.js';

/** What sending one share costs the agent, per second, while the window scrolls without a pause. */
export interface RelayCost {
  readonly way: 'links' | 'media server';
  readonly visitors: number;
  /** Of one processor core, in percent: the whole browser, capturing included. */
  readonly core: number;
  /** What is sent, in megabits. */
  readonly megabits: number;
  /** Pictures encoded, of all streams. */
  readonly encoded: number;
  /** Pictures that a visitor decoded, the mean of all. */
  readonly seen: number;
}

export interface SfuReport {
  readonly run: RelayReport;
  readonly cost: readonly RelayCost[];
}

export interface RelayCostOptions {
  /** With how many visitors. Default 1, 2, 4 and 8. */
  readonly counts?: readonly number[];
  /** How often with each, in turns. Default once. */
  readonly rounds?: number;
  /** How long each is measured. Default 8. */
  readonly seconds?: number;
  readonly say: (line: string) => void;
}

interface Sample {
  readonly at: number;
  readonly core: number;
  readonly bytes: number;
  readonly encoded: number;
  readonly seen: number;
}

async function sample(stage: RelayStage): Promise<Sample> {
  const [core, { bytes, framesEncoded }, seen] = [await stage.agentTime(), await stage.agent((page) => page.outgoing()), await stage.seen()];
  return { at: performance.now(), core, bytes, encoded: framesEncoded, seen: seen.reduce((sum, { frames }) => sum + frames, 0) / seen.length };
}

async function measure(stage: RelayStage, way: RelayCost['way'], visitors: number, seconds: number): Promise<RelayCost> {
  await stage.agentSession({ maxDirectViewers: way === 'links' ? null : 0, guarded: false });
  await stage.visitors(visitors);
  await stage.agent((page) => page.start());
  await until(async () => (await stage.seen()).every(({ state, frames }) => state === 'viewing' && frames > 30), `${visitors} see it by ${way}`, 60_000);
  const before = await sample(stage);
  await stage.agent((_, ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)), seconds * 1_000);
  const after = await sample(stage);
  const perSecond = (key: keyof Sample): number => ((after[key] - before[key]) * 1_000) / (after.at - before.at);
  await stage.agent((page) => page.stop());
  await stage.leave();
  const round = (value: number): number => Math.round(value * 10) / 10;
  return { way, visitors, core: round(perSecond('core') * 100), megabits: round((perSecond('bytes') * 8) / 1e6), encoded: round(perSecond('encoded')), seen: round(perSecond('seen')) };
}

/** What a share costs the agent by a link to each visitor, and through Janus. */
export async function measureRelayCost({ counts = [1, 2, 4, 8], rounds = 1, seconds = 8, say }: RelayCostOptions): Promise<RelayCost[]> {
  const stage = await setRelayStage();
  try {
    await stage.goTo('allowed');
    await stage.scroll();
    const costs: RelayCost[] = [];
    for (let round = 0; round < rounds; round++) {
      for (const visitors of counts) {
        for (const way of ['links', 'media server'] as const) {
          const cost = await measure(stage, way, visitors, seconds);
          costs.push(cost);
          say(JSON.stringify(cost));
        }
      }
    }
    return costs;
  } finally {
    await stage.close();
  }
}

/** Many visitors through Janus, and what a share costs the agent with it and without. */
export async function runSfu({ visitors, say = () => undefined }: { visitors: number; say?: (line: string) => void }): Promise<SfuReport> {
  const cost = await measureRelayCost({ say });
  return { run: await runRelay({ visitors, maxDirectViewers: Math.min(8, visitors - 2), say }), cost };
}
