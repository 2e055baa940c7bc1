import type { Page } from '@playwright/test';
import { untilForbidden } from './attack-window.js';
import type { AttackWindow } from './attack-window.js';
import { until } from './until.js';

/** How a forbidden page comes to be in the window without the guard's closing: what it can't see meanwhile. */
export interface Blind {
  readonly name: string;
  /** Nobody shares yet: there is no visitor who has anything. */
  readonly startsShare?: boolean;
  /** The forbidden page can't be seen in the window before the guard looks again. */
  readonly hides?: boolean;
  /** Only where the shared window is another browser's. */
  readonly otherOnly?: boolean;
  readonly begin: (at: AttackWindow) => Promise<unknown>;
  /** The guard looks again; the page is on its way to the allowed one. */
  readonly end: (at: AttackWindow) => Promise<unknown>;
}

/** While a bar has the focus, its text is selected or its list open, it can't be read. */
const UNCLEAR: readonly string[] = ['editing', 'suggestions', 'new-tab', 'unreadable', 'no-address-bar'];

const holdsFor = ({ stage }: AttackWindow, reasons: readonly string[]): Promise<void> =>
  until(() => stage.guard((it, list) => list.includes(it.why ?? ''), reasons), `the guard holds: ${reasons.join(', ')}`, 10_000);

/** The processes of the agent's browser: all of them, or where it has the shared window too, the one that runs the agent's page. */
async function processesOf(agent: Page, which: 'all' | 'page'): Promise<number[]> {
  const session = await agent.context().browser()!.newBrowserCDPSession();
  const read = async (): Promise<Map<number, number>> => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return new Map(processInfo.filter(({ type }) => which === 'all' || type === 'renderer').map(({ id, cpuTime }) => [id, cpuTime]));
  };
  const before = await read();
  if (which === 'all') return [...before.keys()];
  await agent.evaluate(() => { for (const end = Date.now() + 400; Date.now() < end;); });
  const used = [...(await read())].map(([id, time]) => [id, time - (before.get(id) ?? time)] as const).sort((a, b) => b[1] - a[1]);
  await session.detach();
  return used[0] ? [used[0][0]] : [];
}

/** Stops processes, and has them go on. */
function sleep(which: 'all' | 'page'): Pick<Blind, 'begin' | 'end'> {
  let stopped: number[] = [];
  return {
    begin: async ({ stage }) => {
      stopped = await processesOf(stage.agent, which);
      for (const id of stopped) process.kill(id, 'SIGSTOP');
    },
    end: async () => {
      for (const id of stopped.splice(0).reverse()) process.kill(id, 'SIGCONT');
      return Promise.resolve();
    },
  };
}

export const BLINDS = {
  pause: { name: 'pause', begin: ({ stage }) => stage.guard((it) => it.pause()), end: ({ stage }) => stage.guard((it) => it.resume()) },
  start: { name: 'start', startsShare: true, begin: ({ stage }) => stage.guard((it) => it.end()), end: () => Promise.resolve() },
  editing: {
    name: 'editing',
    begin: async (at) => {
      await at.stage.xdotool('windowactivate', '--sync', at.window);
      await at.stage.keys('ctrl+l');
      await holdsFor(at, UNCLEAR);
    },
    end: ({ stage }) => stage.keys('Escape', 'Escape'),
  },
  minimised: {
    name: 'minimised',
    hides: true,
    begin: async (at) => {
      await at.stage.xdotool('windowminimize', at.window);
      await holdsFor(at, ['no-frames', 'no-address-bar']);
    },
    end: ({ stage, window }) => stage.xdotool('windowactivate', '--sync', window),
  },
  // The forbidden page is in the window, and painted, when it is minimised.
  'pause and minimised': {
    name: 'pause and minimised',
    begin: ({ stage }) => stage.guard((it) => it.pause()),
    end: async (at) => {
      await at.stage.xdotool('windowminimize', at.window);
      await at.stage.xdotool('windowactivate', '--sync', at.window);
      await at.stage.guard((it) => it.resume());
    },
  },
  // Nothing but that the forbidden page is there for an instant.
  nothing: { name: 'nothing', hides: true, begin: () => Promise.resolve(), end: () => Promise.resolve() },
  // The same, and the agent's page stands still meanwhile: for less than what counts as silence, if the machine is fast enough.
  nap: { name: 'nap', hides: true, ...sleep('page') },
  asleep: { name: 'asleep', hides: true, otherOnly: true, ...sleep('all') },
  'page asleep': { name: 'page asleep', hides: true, ...sleep('page') },
} as const satisfies Record<string, Blind>;

/** The forbidden page is there, in the window where it can be seen. */
export const arrive = (at: AttackWindow, blind: Blind): Promise<void> => (blind.hides ? Promise.resolve() : untilForbidden(at));
