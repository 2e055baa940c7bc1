import { readdir, readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { EVERYTHING } from '../e2e/harness/support-desk.js';
import { setStage } from '../e2e/harness/window-stage.js';
import { until } from './stage/until.js';

export interface SleepOptions {
  /** How long the agent's browser stands still, seconds. Default 75. */
  readonly seconds?: number;
  readonly say?: (line: string) => void;
}

export interface SleepReport {
  /** What the visitor's view was when the agent's browser woke. */
  readonly toldWhileAsleep: string | null;
  /** What it was in the 20 seconds after that, each state once. */
  readonly afterWaking: readonly (string | null)[];
  /** What the agent's session said then. */
  readonly agent: string | null;
}

const SOURCE = 'Order 4711';
/** A flag that no browser knows, by which this one's processes are found. */
const MARK = '--glance-sleeper';

/** The processes of the browser that was started with {@link MARK}, its renderers included. */
async function processesOf(mark: string): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const processes = await Promise.all(
    ids.map(async (id) => {
      const [command, status] = await Promise.all([readFile(`/proc/${id}/cmdline`, 'utf8'), readFile(`/proc/${id}/stat`, 'utf8')]).catch(() => ['', '']);
      // The name in brackets may hold blanks; the parent is the second word after it.
      return { id: Number(id), command, parent: Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]) };
    }),
  );
  const own = new Set(processes.filter(({ command }) => command.includes(mark)).map(({ id }) => id));
  for (let grown = true; grown; ) {
    const children = processes.filter(({ id, parent }) => own.has(parent) && !own.has(id));
    for (const { id } of children) own.add(id);
    grown = children.length > 0;
  }
  return [...own];
}

const viewState = (visitor: Page): Promise<string | null> => visitor.locator('glance-share-view').getAttribute('state');

/** Lets an agent's browser stand still for longer than visitors wait, as in sleep, and watches what comes back by itself. */
export async function sleepThroughShare({ seconds = 75, say = () => undefined }: SleepOptions): Promise<SleepReport> {
  const stage = await setStage();
  stage.desk.settings = EVERYTHING;
  try {
    const browser = await stage.browser({ args: [MARK, `--auto-select-window-capture-source-by-title=${SOURCE}`] });
    const { page: agent } = browser;
    await agent.goto(stage.desk.agentUrl());
    await browser.openWindow(stage.desk.sourceUrl(SOURCE), 'normal', { width: 900, height: 600 });
    const { page: visitor } = await stage.visitor();
    await agent.bringToFront();
    await agent.getByRole('button', { name: 'Screen Share' }).click();
    await until(async () => (await viewState(visitor)) === 'viewing', 'the visitor sees the share');

    const sleepers = await processesOf(MARK);
    say(`${sleepers.length} processes sleep for ${seconds} s.`);
    for (const id of sleepers) process.kill(id, 'SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    const toldWhileAsleep = await viewState(visitor);
    for (const id of sleepers) process.kill(id, 'SIGCONT');

    const afterWaking = new Set<string | null>();
    const end = Date.now() + 20_000;
    while (Date.now() < end) {
      afterWaking.add(await viewState(visitor));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const state = await agent.locator('glance-screenshare-button').getAttribute('state');
    return { toldWhileAsleep, afterWaking: [...afterWaking], agent: state };
  } finally {
    await stage.close();
  }
}
