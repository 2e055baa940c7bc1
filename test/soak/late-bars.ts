import { openAttackWindow, pass, shareUntilSeen } from './stage/attack-window.js';
import type { AttackWindow } from './stage/attack-window.js';
import { ROUTE } from './stage/attack-pages.js';
import { takeProcessors } from './stage/busy-processes.js';
import { delayOf, delaysOf } from './stage/delays.js';
import type { Delay } from './stage/delays.js';
import { ALLOWED, RULES } from './stage/guarded-sites.js';
import type { WindowOwner } from './stage/guard-stage.js';
import { STORMS } from './stage/storms.js';
import type { Storm } from './stage/storms.js';
import { until } from './stage/until.js';

export interface LateBarOptions {
  readonly runs: number;
  /** Only storms with such names. Default all. */
  readonly takes?: (name: string) => boolean;
  /** Whose windows; default both, half of the runs each. */
  readonly by?: WindowOwner;
  /** Whether the processors are taken four times over meanwhile. Default false. */
  readonly load?: boolean;
  /** Of the guard, milliseconds. Default its own. */
  readonly holdBackMs?: number;
  readonly say?: (line: string) => void;
}

/** What came of one storm. */
interface Outcome {
  readonly leaked: number;
  /** Frames of the forbidden page that were captured. */
  readonly unguarded: number;
  /** How long after the first of them the guard's verdict came, milliseconds; less than 0 where the bar came first, null where there was none. */
  readonly behind: number | null;
  /** From the capture to the visitor, each frame that came during the run, milliseconds. */
  readonly delays: readonly number[];
}

interface Tally {
  runs: number;
  leakedRuns: number;
  leaked: number;
  unguarded: number;
  behind: number[];
  delays: number[];
  failed: string[];
}

export interface LateBarReport {
  readonly runs: number;
  readonly leakedRuns: number;
  readonly leaked: number;
  readonly unguarded: number;
  /** The verdict's lag behind the first forbidden frame. */
  readonly behind: Delay;
  readonly delay: Delay;
  readonly failed: readonly string[];
  /** Storms whose forbidden page was never captured, so that they show nothing. */
  readonly showNothing: readonly string[];
  readonly perWay: Readonly<Record<string, { runs: number; leakedRuns: number; leaked: number; unguarded: number; behind: Delay; delay: Delay }>>;
}

async function begin(at: AttackWindow, storm: Storm, holdBackMs: number | undefined): Promise<void> {
  const { stage, page } = at;
  for (const other of at.context.pages()) if (other !== page && other !== stage.agent) await other.close();
  await stage.guard((it) => it.end());
  await page.bringToFront();
  await page.goto(`${ALLOWED}${ROUTE}`);
  await page.mouse.click(500, 450);
  if (storm.prepare) await page.evaluate(storm.prepare);
  await shareUntilSeen(at, { allowedSites: RULES, guard: { graceMs: 30_000, ...(holdBackMs === undefined ? {} : { holdBackMs }) } });
  await stage.guard((it) => it.counts(true));
  await stage.guard((it) => it.captured(true));
}

/** One share whose page ends under a forbidden route. */
async function attack(at: AttackWindow, storm: Storm, holdBackMs: number | undefined): Promise<Outcome> {
  const { stage } = at;
  await begin(at, storm, holdBackMs);
  // A page that is busy, or that asks, answers late or never.
  void at.page.evaluate(`${storm.script}; 0`).catch(() => undefined);
  await until(async () => (await stage.guard((it) => it.ending !== null)) && (await stage.guard((it) => it.captured())).forbidden > 0, 'the share ends, and the forbidden page is in the window', 90_000);
  // Whatever is still on its way arrives within this.
  await pass(at, 400);
  const verdict = await stage.guard((it) => it.decisions.find((one) => one.verdict === 'blocked')?.time ?? null);
  const captured = await stage.guard((it) => it.captured(true));
  const { gated } = await stage.guard((it) => it.counts(true));
  return { leaked: gated.forbidden, unguarded: captured.forbidden, behind: verdict === null ? null : verdict - captured.firstForbidden, delays: delaysOf(captured.codes, gated.codes) };
}

const nothing = (): Tally => ({ runs: 0, leakedRuns: 0, leaked: 0, unguarded: 0, behind: [], delays: [], failed: [] });

function add(tally: Tally, { leaked, unguarded, behind, delays }: Outcome): void {
  tally.runs++;
  tally.leaked += leaked;
  tally.unguarded += unguarded;
  if (leaked > 0) tally.leakedRuns++;
  if (behind !== null) tally.behind.push(behind);
  tally.delays.push(...delays);
}

const summary = ({ runs, leakedRuns, leaked, unguarded, behind, delays }: Tally): LateBarReport['perWay'][string] =>
  ({ runs, leakedRuns, leaked, unguarded, behind: delayOf(behind), delay: delayOf(delays) });

/** Has allowed pages turn into forbidden ones by their own script, in the middle of what keeps the address bar back, and counts what the visitor gets. */
export async function countLateBars({ runs, takes = () => true, by, load = false, holdBackMs, say = () => undefined }: LateBarOptions): Promise<LateBarReport> {
  const perWay: Record<string, Tally> = {};
  const all = nothing();
  const storms = STORMS.filter(({ name }) => takes(name));
  const owners = by ? [by] : (['own', 'other'] as const);
  for (const [i, owner] of owners.entries()) {
    const share = Math.ceil(((i + 1) * runs) / owners.length) - Math.ceil((i * runs) / owners.length);
    const at = await openAttackWindow(owner, { codes: true });
    const endLoad = load ? takeProcessors(4) : null;
    try {
      for (let n = 0; n < share; n++) {
        const storm = storms[n % storms.length]!;
        const name = `${owner}: ${storm.name}`;
        const tally = (perWay[name] ??= nothing());
        try {
          const outcome = await attack(at, storm, holdBackMs);
          [tally, all].forEach((each) => add(each, outcome));
          const { median, worst } = delayOf(outcome.delays);
          say(`${all.runs} ${name}: leaked ${outcome.leaked}, unguarded ${outcome.unguarded}, verdict ${outcome.behind} ms behind, delay ${median} ms, worst ${worst} ms`);
        } catch (error) {
          all.failed.push(`${name}: ${(error as Error).message.split('\n')[0]}`);
          say(`- ${all.failed.at(-1)}`);
        }
      }
    } finally {
      await endLoad?.();
      await at.close();
    }
  }
  const ways = Object.entries(perWay);
  const showNothing = ways.filter(([, { unguarded }]) => unguarded === 0).map(([name]) => name);
  return { ...summary(all), failed: all.failed, showNothing, perWay: Object.fromEntries(ways.map(([name, tally]) => [name, summary(tally)])) };
}
