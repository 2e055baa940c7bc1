import { captureWindow, setGuardStage } from './stage/guard-stage.js';
import type { GuardStage } from './stage/guard-stage.js';
import { RULES } from './stage/guarded-sites.js';
import { processorTimeOf } from './stage/processor-time.js';
import { until } from './stage/until.js';

export interface CostOptions {
  /** Rounds of one gated and one ungated share each. */
  readonly rounds?: number;
  readonly seconds?: number;
  /** Frames that come before anything is counted, in each round. */
  readonly warmUp?: number;
  /** Whether a round that isn't counted comes first, for the links to find out their bandwidth. Default true. */
  readonly findsBandwidth?: boolean;
  readonly width?: number;
  readonly height?: number;
  /** What moves in the window: `all` of it in every frame, or a `part` of 200 × 200. Default `all`. */
  readonly moves?: 'all' | 'part';
  readonly say?: (line: string) => void;
}

/** One gated and one ungated share of the same window, one after the other. */
export interface CostRound {
  readonly gated: Rate;
  readonly ungated: Rate;
  /** Frames of the guard's track of those of the captured one while nothing is encoded, and how many of these came a second. */
  readonly passed: number;
  readonly captured: number;
  readonly judgeMs: number;
  readonly megabytes: number;
}

interface Rate {
  /** Frames that the visitor decoded a second. */
  readonly frames: number;
  /** Seconds of a processor that the agent's browser used a second; the visitor is in it. */
  readonly processors: number;
}

export interface CostReport {
  /** Frames per second that the visitor decoded, medians of the rounds. */
  readonly gated: number;
  readonly ungated: number;
  readonly ratio: number;
  /** The same without a connection: frames of the guard's track of those of the captured one, counted at the same time. */
  readonly passed: number;
  /** Frames per second of the captured track meanwhile. */
  readonly captured: number;
  /** Median of the time that judging a frame takes in the worker. */
  readonly judgeMs: number;
  readonly megabytes: number;
  readonly size: string;
  readonly rounds: readonly CostRound[];
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const wait = (stage: GuardStage, ms: number): Promise<void> => stage.agent.evaluate((time) => new Promise((resolve) => setTimeout(resolve, time)), ms);

/** Frames per second at a visitor over some time. */
interface Stretch {
  readonly seconds: number;
  readonly warmUp: number;
}

async function rate(stage: GuardStage, who: 'gated' | 'raw', { seconds, warmUp }: Stretch): Promise<Rate> {
  await until(async () => (await stage.guard((it) => it.counts()))[who].frames > warmUp, 'the visitor sees it');
  await stage.guard((it) => it.counts(true));
  const [began, used] = [Date.now(), await processorTimeOf(stage.agent)];
  await wait(stage, seconds * 1_000);
  const counts = await stage.guard((it) => it.counts(true));
  const passed = (Date.now() - began) / 1_000;
  return { frames: counts[who].frames / passed, processors: ((await processorTimeOf(stage.agent)) - used) / passed };
}

/** What comes through the gate while nothing is encoded. */
async function alone(stage: GuardStage, seconds: number): Promise<{ captured: number; released: number }> {
  await stage.guard((it) => it.silence());
  return stage.guard((it, ms) => it.throughput(ms), seconds * 1_000);
}

async function measureRound(stage: GuardStage, stretch: Stretch): Promise<CostRound> {
  await stage.guard((it) => it.unguarded());
  const ungated = await rate(stage, 'raw', stretch);
  await stage.guard((it, rules) => it.guard({ allowedSites: rules }), RULES);
  await until(async () => ((await stage.guard((it) => it.stats()))?.framesOut ?? 0) > stretch.warmUp, 'frames leave');
  const gated = await rate(stage, 'gated', stretch);
  const { captured, released } = await alone(stage, stretch.seconds);
  const last = await stage.guard((it) => it.stats());
  return { gated, ungated, passed: released / captured, captured: captured / stretch.seconds, judgeMs: last?.judgeMs ?? 0, megabytes: (last?.bytes ?? 0) / 1_048_576 };
}

/** Has a page change with each of its own frames, in no more than colour. */
const MOVES = {
  all: 'const moving = document.body;',
  part: "const moving = document.body.appendChild(document.createElement('div')); moving.style.cssText = 'position:fixed;right:40px;bottom:40px;width:200px;height:200px';",
} as const;

/** The same moving window shared with the guard and without, in turns. */
export async function measureCost({ rounds: count = 5, seconds = 6, warmUp = 20, findsBandwidth = true, width = 1920, height = 1080, moves = 'all', say = () => undefined }: CostOptions): Promise<CostReport> {
  const stage = await setGuardStage({ screen: { width: Math.max(2_100, width), height: Math.max(1_200, height) } });
  try {
    const { page } = await captureWindow(stage, 'normal', { width, height });
    await page.evaluate(`(() => { ${MOVES[moves]} const f = () => { moving.style.background = 'hsl(120 100% ' + (25 + (Date.now() / 40) % 8) + '%)'; requestAnimationFrame(f); }; f(); })()`);
    const rounds: CostRound[] = [];
    // A link that has sent nothing yet finds out its bandwidth at first, which takes seconds and says nothing of the guard.
    if (findsBandwidth) await measureRound(stage, { seconds, warmUp });
    for (let round = 0; round < count; round++) {
      rounds.push(await measureRound(stage, { seconds, warmUp }));
      const { gated, ungated, passed, captured, judgeMs, megabytes } = rounds.at(-1)!;
      say(`round ${round + 1}: ungated ${ungated.frames.toFixed(1)} fps, gated ${gated.frames.toFixed(1)} fps, through the gate alone ${(passed * 100).toFixed(0)} % of ${captured.toFixed(1)} fps, judge ${judgeMs.toFixed(2)} ms, ${megabytes.toFixed(0)} MB`);
    }
    const { gated: seen } = await stage.guard((it) => it.counts());
    const [gated, ungated] = [median(rounds.map((each) => each.gated.frames)), median(rounds.map((each) => each.ungated.frames))];
    return {
      gated,
      ungated,
      ratio: gated / ungated,
      passed: median(rounds.map((each) => each.passed)),
      captured: median(rounds.map((each) => each.captured)),
      judgeMs: median(rounds.map((each) => each.judgeMs)),
      megabytes: median(rounds.map((each) => each.megabytes)),
      size: `${seen.width} × ${seen.height}`,
      rounds,
    };
  } finally {
    await stage.close();
  }
}
