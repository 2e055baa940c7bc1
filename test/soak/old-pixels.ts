import { openAttackWindow, pass, shareUntilSeen } from './stage/attack-window.js';
import type { AttackWindow } from './stage/attack-window.js';
import { AGENT_DECOYS } from './stage/agent-decoys.js';
import { arrive } from './stage/blinds.js';
import { ALLOWED, FORBIDDEN, RULES } from './stage/guarded-sites.js';
import type { GuardStage, WindowOwner } from './stage/guard-stage.js';
import { orderUrl } from './stage/holds.js';
import { OLD_PIXEL_WAYS } from './stage/old-pixel-ways.js';
import type { OldPixelWay } from './stage/old-pixel-ways.js';
import { until } from './stage/until.js';

export interface OldPixelOptions {
  readonly runs: number;
  /** Only ways with such names. Default all. */
  readonly takes?: (name: string) => boolean;
  /** Whose windows; default both, half of the runs each. */
  readonly by?: WindowOwner;
  readonly say?: (line: string) => void;
}

interface Tally {
  runs: number;
  /** Runs in which the visitor got anything of the forbidden page, and how many frames of it. */
  leakedRuns: number;
  leaked: number;
  /** Runs in which the captured picture had the forbidden page under the allowed address, and how many such frames: what would leak without a guard. */
  unguardedRuns: number;
  unguarded: number;
  /** Runs that came to nothing: what didn't happen. */
  failed: string[];
}

export interface OldPixelReport extends Readonly<Omit<Tally, 'failed'>> {
  /** Ways that couldn't have leaked even without a guard, so that they show nothing. */
  readonly showNothing: readonly string[];
  readonly failed: readonly string[];
  readonly perWay: Readonly<Record<string, Readonly<Tally>>>;
}

const CONTENTS = ['card', 'page'] as const;
type Content = (typeof CONTENTS)[number];

/** Shares an allowed page, unless the share is what begins in the middle. */
const rulesOf = ({ wholeSite }: OldPixelWay): readonly string[] => (wholeSite ? [`${ALLOWED}/*`] : RULES);

async function begin(at: AttackWindow, way: OldPixelWay): Promise<void> {
  const { blind, hold } = way;
  const { stage, page } = at;
  for (const other of at.context.pages()) if (other !== page && /example\.test/.test(other.url())) await other.close();
  await stage.guard((it) => it.end());
  await page.bringToFront();
  await stage.xdotool('windowactivate', '--sync', at.window);
  await page.goto(orderUrl(hold.first));
  await page.mouse.click(500, 500);
  await stage.guard((it) => it.counts(true));
  if (!blind.startsShare) await shareUntilSeen(at, { allowedSites: rulesOf(way), guard: { graceMs: 30_000 } });
}

/** Goes to the forbidden page unseen, by script, so that the bar that is in use stays so. */
async function enter(at: AttackWindow, { blind, hold, decoy, wholeSite }: OldPixelWay, content: Content): Promise<void> {
  await blind.begin(at);
  const query = { content, ...hold.forbidden, ...(decoy && !(decoy in AGENT_DECOYS) ? { decoy } : {}) };
  if (!blind.hides) await at.stage.guard((it) => it.captured(true));
  const url = orderUrl({ ...query, ...(hold.forward ? { forward: orderUrl(hold.forward) } : {}) }, wholeSite ? FORBIDDEN : `${ALLOWED}/second`);
  const entered = at.page.waitForEvent('framenavigated');
  await at.page.evaluate((to) => { location.href = to; }, url).catch(() => undefined);
  await entered;
  await arrive(at, blind);
}

/** Waits until something else has been captured, and nothing forbidden for a moment, and what was has had its time to get through; or until the share has ended. One that begins meanwhile begins again: its first picture may still have the forbidden address. */
async function untilGone({ stage }: AttackWindow, way: OldPixelWay): Promise<void> {
  const { blind, hold } = way;
  const since = Date.now();
  await until(async () => {
    const { last, lastForbidden } = await stage.guard((it) => it.captured());
    // A loaded machine captures little: that nothing comes doesn't mean that it has gone.
    if (last > lastForbidden && Date.now() - Math.max(lastForbidden, since) > 700) return true;
    if ((await stage.guard((it) => it.counts())).gated.forbidden > 0) return true;
    if (await stage.guard((it) => it.ending === null)) return false;
    if (!blind.startsShare || Date.now() - since > hold.ms) return true;
    await startShare(stage, rulesOf(way));
    return false;
  }, 'the forbidden page is gone', hold.ms + 8_000);
}

const startShare = (stage: GuardStage, rules: readonly string[]): Promise<void> => stage.guard((it, allowedSites) => it.guard({ allowedSites }), rules);

/** One run. @returns frames of the forbidden page that the visitor had, and that were captured under the allowed address */
async function attack(at: AttackWindow, way: OldPixelWay, content: Content): Promise<{ leaked: number; unguarded: number }> {
  const { stage } = at;
  const first = at.page;
  await begin(at, way);
  let goesOn = true;
  let decoy: Promise<unknown> = Promise.resolve();
  try {
    await enter(at, way, content);
    await way.hold.go(at);
    if (!way.blind.hides) await stage.guard((it) => it.captured(true));
    await way.blind.end(at);
    if (way.blind.hides) await stage.guard((it) => it.captured(true));
    if (way.decoy && way.decoy in AGENT_DECOYS) decoy = AGENT_DECOYS[way.decoy as keyof typeof AGENT_DECOYS](at, () => goesOn);
    if (way.blind.startsShare) await startShare(stage, rulesOf(way));
    await untilGone(at, way);
  } finally {
    goesOn = false;
    await way.blind.end(at);
    await decoy;
    at.page = first;
  }
  await pass(at, 300);
  const { forbidden: unguarded } = await stage.guard((it) => it.captured(true));
  const { gated } = await stage.guard((it) => it.counts(true));
  return { leaked: gated.forbidden, unguarded };
}

function add(tally: Tally, { leaked, unguarded }: { leaked: number; unguarded: number }): void {
  tally.runs++;
  tally.leaked += leaked;
  tally.unguarded += unguarded;
  if (leaked > 0) tally.leakedRuns++;
  if (unguarded > 0) tally.unguardedRuns++;
}

const nothing = (): Tally => ({ runs: 0, leakedRuns: 0, leaked: 0, unguardedRuns: 0, unguarded: 0, failed: [] });

/** Has what a forbidden page has painted stay under an allowed address, in every way, and counts what the visitor gets of it. */
export async function countOldPixels({ runs, takes = () => true, by, say = () => undefined }: OldPixelOptions): Promise<OldPixelReport> {
  const perWay: Record<string, Tally> = {};
  const all = nothing();
  const owners = by ? [by] : (['own', 'other'] as const);
  for (const [i, owner] of owners.entries()) {
    const ways = OLD_PIXEL_WAYS.filter(({ name, blind }) => takes(name) && (owner === 'other' || !('otherOnly' in blind)));
    const share = Math.ceil(((i + 1) * runs) / owners.length) - Math.ceil((i * runs) / owners.length);
    const at = await openAttackWindow(owner);
    try {
      for (let n = 0; n < share; n++) {
        const one = ways[n % ways.length]!;
        const content = CONTENTS[(n + Math.floor(n / ways.length)) % 2]!;
        const tally = (perWay[one.name] ??= nothing());
        try {
          const seen = await attack(at, one, content);
          [tally, all].forEach((each) => add(each, seen));
          say(`${all.runs} ${owner} ${one.name} (${content}): leaked ${seen.leaked}, unguarded ${seen.unguarded}`);
        } catch (error) {
          tally.failed.push(`${one.name} (${content}): ${(error as Error).message.split('\n')[0]}`);
          say(`- ${owner} ${tally.failed.at(-1)}`);
        }
      }
    } finally {
      await at.close();
    }
  }
  const showNothing = Object.entries(perWay).filter(([, { unguarded }]) => unguarded === 0).map(([name]) => name);
  return { ...all, showNothing, failed: Object.values(perWay).flatMap(({ failed }) => failed), perWay };
}
