import { captureWindow, setGuardStage } from './stage/guard-stage.js';
import type { GuardStage } from './stage/guard-stage.js';
import { RULES } from './stage/guarded-sites.js';
import { until } from './stage/until.js';

export interface CostOptions {
  /** Rounds of one gated and one ungated share each. */
  readonly rounds?: number;
  readonly seconds?: number;
  readonly width?: number;
  readonly height?: number;
  readonly say?: (line: string) => void;
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
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const wait = (stage: GuardStage, ms: number): Promise<void> => stage.agent.evaluate((time) => new Promise((resolve) => setTimeout(resolve, time)), ms);

/** Frames per second at a visitor over some time. */
async function rate(stage: GuardStage, who: 'gated' | 'raw', seconds: number): Promise<number> {
  await until(async () => (await stage.guard((it) => it.counts()))[who].frames > 20, 'the visitor sees it');
  await stage.guard((it) => it.counts(true));
  const began = Date.now();
  await wait(stage, seconds * 1_000);
  const counts = await stage.guard((it) => it.counts(true));
  return (counts[who].frames * 1_000) / (Date.now() - began);
}

/** What comes through the gate while nothing is encoded. */
async function alone(stage: GuardStage, seconds: number): Promise<{ captured: number; released: number }> {
  await stage.guard((it) => it.silence());
  return stage.guard((it, ms) => it.throughput(ms), seconds * 1_000);
}

/** The same moving window shared with the guard and without, in turns. */
export async function measureCost({ rounds = 5, seconds = 6, width = 1920, height = 1080, say = () => undefined }: CostOptions): Promise<CostReport> {
  const stage = await setGuardStage();
  try {
    const { page } = await captureWindow(stage, 'normal', { width, height });
    await page.evaluate(`(() => { const f = () => { document.body.style.background = 'hsl(120 100% ' + (25 + (Date.now() / 40) % 8) + '%)'; requestAnimationFrame(f); }; f(); })()`);
    const [gated, ungated, passed, captured, judge, megabytes]: [number[], number[], number[], number[], number[], number[]] = [[], [], [], [], [], []];
    for (let round = 0; round < rounds; round++) {
      await stage.guard((it) => it.unguarded());
      ungated.push(await rate(stage, 'raw', seconds));
      await stage.guard((it, rules) => it.guard({ allowedSites: rules }), RULES);
      await until(async () => ((await stage.guard((it) => it.stats()))?.framesOut ?? 0) > 20, 'frames leave');
      gated.push(await rate(stage, 'gated', seconds));
      const through = await alone(stage, seconds);
      passed.push(through.released / through.captured);
      captured.push(through.captured / seconds);
      const last = await stage.guard((it) => it.stats());
      judge.push(last?.judgeMs ?? 0);
      megabytes.push((last?.bytes ?? 0) / 1_048_576);
      say(`round ${round + 1}: ungated ${ungated.at(-1)!.toFixed(1)} fps, gated ${gated.at(-1)!.toFixed(1)} fps, through the gate alone ${(passed.at(-1)! * 100).toFixed(0)} % of ${captured.at(-1)!.toFixed(1)} fps, judge ${judge.at(-1)!.toFixed(2)} ms, ${megabytes.at(-1)!.toFixed(0)} MB`);
    }
    const { gated: seen } = await stage.guard((it) => it.counts());
    return {
      gated: median(gated),
      ungated: median(ungated),
      ratio: median(gated) / median(ungated),
      passed: median(passed),
      captured: median(captured),
      judgeMs: median(judge),
      megabytes: median(megabytes),
      size: `${seen.width} × ${seen.height}`,
    };
  } finally {
    await stage.close();
  }
}
