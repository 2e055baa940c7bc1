import type { Page } from '@playwright/test';
import { captureWindow, setGuardStage } from './stage/guard-stage.js';
import type { GuardStage } from './stage/guard-stage.js';
import { ALLOWED, RULES } from './stage/guarded-sites.js';
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
}

interface Desk {
  readonly stage: GuardStage;
  readonly page: Page;
  /** X's number of the captured window. */
  readonly window: string;
}

interface Action {
  readonly name: string;
  /**
   * Only in a run of minutes, which is measured and exits by its figures; the short form among the tests leaves it out.
   * Open: such an alert still ends the share as `address-unreadable`.
   */
  readonly longRunOnly?: boolean;
  readonly run: (desk: Desk) => Promise<void>;
}

/** An alert's text by which whoever answers it knows to take long. */
const STAYS = 'An alert that stays.';

const pause = (page: Page, ms: number): Promise<unknown> => page.evaluate((time) => new Promise((resolve) => setTimeout(resolve, time)), ms);
const visit = (path: string) => async ({ page }: Desk): Promise<void> => void (await page.goto(`${ALLOWED}/first/${path}`));
const keys = (...names: string[]) => async ({ stage }: Desk): Promise<void> => stage.keys(...names);
const size = async ({ stage, window }: Desk, width: number, height: number): Promise<void> => void (await stage.xdotool('windowsize', window, `${width}`, `${height}`));

const alerted = (text: string) => async ({ page }: Desk): Promise<void> => {
  const closed = page.waitForEvent('dialog').then(() => page.evaluate(() => document.title));
  await page.evaluate((words) => void setTimeout(() => alert(words), 0), text);
  // The page answers again once the dialog has been closed.
  await closed;
};

/** What agents do all day, on pages that are all allowed. */
const ACTIONS: readonly Action[] = [
  { name: 'follow a link', run: async ({ page }) => page.locator('#inside').click() },
  { name: 'another page', run: visit('other?x=1') },
  { name: 'scroll', run: async ({ page }) => { for (let i = 0; i < 10; i++) await page.mouse.wheel(0, i < 6 ? 120 : -180); } },
  { name: 'type in a field', run: async ({ page }) => { await page.locator('#field').click(); await page.keyboard.type('Hello, how are you? https://evil.example/', { delay: 20 }); } },
  { name: 'an alert', run: alerted('An alert.') },
  { name: 'an alert that stays longer than the grace', longRunOnly: true, run: alerted(STAYS) },
  { name: 'a tooltip', run: async ({ page }) => void (await page.locator('#link').evaluate((link) => link.setAttribute('title', 'A tooltip')), await page.locator('#link').hover(), await pause(page, 900)) },
  { name: 'a download', run: async ({ page }) => void (await page.evaluate(() => { const a = document.createElement('a'); a.href = URL.createObjectURL(new Blob(['text'])); a.download = 'file.txt'; a.click(); }), await pause(page, 1_500)) },
  { name: 'zoom in and out', run: async (desk) => { await keys('ctrl+plus', 'ctrl+plus')(desk); await pause(desk.page, 400); await keys('ctrl+minus', 'ctrl+0')(desk); } },
  { name: 'resize', run: async (desk) => { for (const [w, h] of [[900, 640], [1_150, 720], [760, 560], [1_000, 700]] as const) { await size(desk, w, h); await pause(desk.page, 250); } } },
  { name: 'move', run: async ({ stage, window, page }) => { for (const x of [60, 300, 10]) { await stage.xdotool('windowmove', window, `${x}`, '20'); await pause(page, 120); } } },
  { name: 'developer tools', run: async (desk) => { await keys('F12')(desk); await pause(desk.page, 1_500); await keys('F12')(desk); await pause(desk.page, 500); } },
  { name: 'the bookmarks bar', run: async (desk) => { await keys('ctrl+shift+b')(desk); await pause(desk.page, 700); await keys('ctrl+shift+b')(desk); } },
  { name: 'find in the page', run: async (desk) => { await keys('ctrl+f')(desk); await desk.stage.type('page'); await pause(desk.page, 400); await keys('Escape')(desk); } },
  { name: 'the pointer across the bar', run: async ({ stage, page }) => { for (let y = 300; y > 10; y -= 15) await stage.xdotool('mousemove', '400', `${y}`); await pause(page, 200); await stage.xdotool('mousemove', '500', '400'); } },
  { name: 'the window in the background', run: async ({ stage, page, window }) => { await stage.agent.bringToFront(); await pause(page, 1_000); await stage.xdotool('windowactivate', window); } },
  { name: 'minimise and restore', run: async ({ stage, page, window }) => { await stage.xdotool('windowminimize', window); await pause(stage.agent, 2_500); await stage.xdotool('windowactivate', window); await pause(page, 300); } },
  { name: 'reload', run: async ({ page }) => void (await page.reload()) },
  { name: 'back and forward', run: async ({ page }) => { await page.goto(`${ALLOWED}/first/three`); await page.goBack(); await page.goForward(); } },
  { name: 'pushState', run: async ({ page }) => page.evaluate(() => history.pushState({}, '', `/first/state-${Date.now()}`)) },
  { name: 'the bar focused and left again', run: async (desk) => { await keys('ctrl+l')(desk); await pause(desk.page, 800); await keys('Escape', 'Escape')(desk); await desk.page.mouse.click(500, 400); } },
  { name: 'a new address typed', run: async (desk) => { await keys('ctrl+l')(desk); await desk.stage.type(`${ALLOWED}/first/typed\n`); await desk.page.waitForURL('**/first/typed'); } },
  { name: 'rest', run: async ({ page }) => void (await pause(page, 2_000)) },
];

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

/** Uses allowed pages in every ordinary way, and counts how often the guard ends the share all the same. */
export async function countFalseStops({ minutes, say = () => undefined }: FalseStopOptions): Promise<FalseStopReport> {
  const stage = await setGuardStage();
  const sum: Tally = { stops: [], pauses: {}, pausedSeconds: 0 };
  let actions = 0;
  try {
    const { page } = await captureWindow(stage, 'normal');
    page.on('dialog', (dialog) => void pause(stage.agent, dialog.message() === STAYS ? 6_500 : 2_500).then(() => dialog.accept()));
    const desk: Desk = { stage, page, window: (await stage.xdotool('getactivewindow')).trim() };
    await stage.guard((it, rules) => it.guard({ allowedSites: rules }), RULES);
    await until(() => stage.guard((it) => it.state === 'released'), 'the share begins');
    const end = Date.now() + (minutes ?? 0) * 60_000;
    const list = ACTIONS.filter(({ longRunOnly }) => minutes !== undefined || !longRunOnly);
    for (; minutes === undefined ? actions < list.length : Date.now() < end; actions++) {
      const action = list[actions % list.length]!;
      await action.run(desk);
      await pause(page, 600);
      await tally(stage, sum, action.name);
      say(`${actions + 1} ${action.name}: ${await stage.guard((it) => `${it.state}${it.why ? ` (${it.why})` : ''}`)}, ${sum.stops.length} stops, pauses ${JSON.stringify(sum.pauses)}`);
    }
    await tally(stage, sum, 'the end');
  } finally {
    await stage.close();
  }
  return { actions, ...sum };
}
