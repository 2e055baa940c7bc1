import { captureWindow, setGuardStage } from './stage/guard-stage.js';
import type { GuardStage } from './stage/guard-stage.js';
import { RULES } from './stage/guarded-sites.js';
import { memoryOf } from './stage/memory.js';
import { ACTIONS, STAYS, pause } from './stage/ordinary-use.js';
import type { Desk } from './stage/ordinary-use.js';
import { until } from './stage/until.js';

export interface FalseStopOptions {
  /** Goes on for so long. Default: until everything was done once. */
  readonly minutes?: number;
  readonly say?: (line: string) => void;
}

export interface FalseStopReport {
  readonly actions: number;
  /** What the share was ended by, though every page was allowed. */
  readonly stops: readonly string[];
  /** Times that the visitor kept the last picture, by the reason. */
  readonly pauses: Readonly<Record<string, number>>;
  /** For how long altogether, seconds. */
  readonly pausedSeconds: number;
  /** Memory of the agent's browser, once a minute. */
  readonly megabytes: readonly number[];
}

interface Tally {
  readonly stops: string[];
  readonly pauses: Record<string, number>;
  pausedSeconds: number;
}

/** Adds up what the guard did since the last time, and starts it again where it has ended. */
async function tally(stage: GuardStage, sum: Tally, during: string): Promise<void> {
  const { states, ending } = await stage.guard((it) => ({ states: it.states.splice(0, Math.max(0, it.states.length - 1)), ending: it.ending }));
  states.forEach(({ at, state, why }, i) => {
    if (state !== 'held') return;
    sum.pauses[why ?? 'unknown'] = (sum.pauses[why ?? 'unknown'] ?? 0) + 1;
    const next = states[i + 1];
    if (next) sum.pausedSeconds += (next.at - at) / 1_000;
  });
  if (!ending) return;
  sum.stops.push(`${during}: ${ending.message}`);
  await stage.guard((it, rules) => it.guard({ allowedSites: rules }), RULES);
}

/** Shares an allowed page in a window of its own. */
async function openDesk(stage: GuardStage, { dark }: { dark: boolean }): Promise<Desk & { close(): Promise<void> }> {
  const { page, browser } = await captureWindow(stage, 'normal', { dark });
  page.on('dialog', (dialog) => void pause(stage.agent, dialog.message() === STAYS ? 6_500 : 2_500).then(() => dialog.accept()));
  const window = (await stage.xdotool('getactivewindow')).trim();
  await stage.guard((it, rules) => it.guard({ allowedSites: rules }), RULES);
  await until(() => stage.guard((it) => it.state === 'released'), 'the share begins');
  return { stage, page, window, close: () => browser.close() };
}

/** Uses allowed pages in every ordinary way, in a light and then in a dark window, and counts how often the guard ends the share all the same. */
export async function countFalseStops({ minutes, say = () => undefined }: FalseStopOptions): Promise<FalseStopReport> {
  const stage = await setGuardStage();
  const report = { actions: 0, stops: [] as string[], pauses: {} as Record<string, number>, pausedSeconds: 0, megabytes: [] as number[] };
  let sampled = -Infinity;
  const step = async (desk: Desk): Promise<void> => {
    const action = ACTIONS[report.actions % ACTIONS.length]!;
    await action.run(desk);
    await pause(desk.page, 600);
    await tally(stage, report, action.name);
    report.actions++;
    if (Date.now() - sampled >= 60_000) {
      sampled = Date.now();
      report.megabytes.push(await memoryOf(stage.agent));
    }
    say(`${report.actions} ${action.name}: ${await stage.guard((it) => `${it.state}${it.why ? ` (${it.why})` : ''}`)}, ${report.stops.length} stops, pauses ${JSON.stringify(report.pauses)}`);
  };
  try {
    for (const dark of minutes === undefined ? [false] : [false, true]) {
      const desk = await openDesk(stage, { dark });
      const end = Date.now() + (minutes ?? 0) * 30_000;
      while (minutes === undefined ? report.actions < ACTIONS.length : Date.now() < end) await step(desk);
      await desk.close();
    }
  } finally {
    await stage.close();
  }
  return report;
}
