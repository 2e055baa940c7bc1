import { leaksOf, startShare } from './leaks.js';
import { FAULTS, settle } from './stage/faults.js';
import type { Fault, Scene } from './stage/faults.js';
import { captureWindow, setGuardStage } from './stage/guard-stage.js';
import { NAVIGATIONS, comeBack } from './stage/navigations.js';
import type { Navigation } from './stage/navigations.js';

export interface FaultyLeakOptions {
  readonly navigations: number;
  readonly say?: (line: string) => void;
}

export interface FaultyLeakReport {
  readonly navigations: number;
  /** Frames of forbidden pages that the guarded visitor decoded. */
  readonly leaked: number;
  /** The same of the visitor who was sent the raw picture until the share had ended. */
  readonly leakedUnguarded: number;
  readonly framesGuarded: number;
  /** How often each fault struck, and what had leaked then. */
  readonly perFault: Readonly<Record<string, { struck: number; leaked: number; leakedUnguarded: number }>>;
}

const WAYS = NAVIGATIONS.filter(({ unattended }) => unattended);

interface Seen {
  readonly leaked: number;
  readonly leakedUnguarded: number;
  readonly frames: number;
}

/** One share that meets a fault just before or just after its page leaves for a forbidden one. */
async function leaveUnder(scene: Scene, fault: Fault, way: Navigation, first: 'fault' | 'page'): Promise<Seen> {
  const { stage } = scene;
  await comeBack(scene);
  await way.prepare?.(scene);
  await startShare(stage);
  await stage.guard((it) => it.counts(true));
  if (first === 'page') await way.go(scene);
  const end = await fault.strike(scene);
  if (first === 'fault') await way.go(scene);
  await stage.agent.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  await end();
  await settle(scene, fault);
  // Whatever is still on its way arrives within this.
  await stage.agent.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));
  const { gated, raw } = await stage.guard((it) => it.counts(true));
  return { leaked: leaksOf(gated, way), leakedUnguarded: leaksOf(raw, way), frames: gated.frames };
}

/** Goes to forbidden pages while something goes wrong, and counts what visitors see of them. */
export async function countLeaksUnderFaults({ navigations, say = () => undefined }: FaultyLeakOptions): Promise<FaultyLeakReport> {
  const stage = await setGuardStage();
  const report = { navigations: 0, leaked: 0, leakedUnguarded: 0, framesGuarded: 0, perFault: {} as Record<string, { struck: number; leaked: number; leakedUnguarded: number }> };
  try {
    const { browser, page } = await captureWindow(stage, 'normal');
    const window = (await stage.xdotool('getactivewindow')).trim();
    const scene = { stage, context: browser.context, page, window };
    for (; report.navigations < navigations; report.navigations++) {
      const round = Math.floor(report.navigations / FAULTS.length);
      const fault = FAULTS[report.navigations % FAULTS.length]!;
      // Every fault meets every way, before and after, whatever their numbers have in common.
      const way = WAYS[(report.navigations + round) % WAYS.length]!;
      const first = (report.navigations + round) % 2 ? 'page' : 'fault';
      const { leaked, leakedUnguarded, frames } = await leaveUnder(scene, fault, way, first);
      report.leaked += leaked;
      report.leakedUnguarded += leakedUnguarded;
      report.framesGuarded += frames;
      const sum = (report.perFault[fault.name] ??= { struck: 0, leaked: 0, leakedUnguarded: 0 });
      sum.struck++;
      sum.leaked += leaked;
      sum.leakedUnguarded += leakedUnguarded;
      say(`${report.navigations + 1} ${way.name}, ${first} first, ${fault.name}: leaked ${leaked}, unguarded ${leakedUnguarded}`);
    }
  } finally {
    await stage.close();
  }
  return report;
}
