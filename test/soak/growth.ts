import { captureWindow, setGuardStage } from './stage/guard-stage.js';
import type { GuardStage } from './stage/guard-stage.js';
import { ALLOWED, RULES } from './stage/guarded-sites.js';
import { memoryOf } from './stage/memory.js';
import { until } from './stage/until.js';

export interface GrowthOptions {
  readonly minutes: number;
  readonly say?: (line: string) => void;
}

export interface GrowthReport {
  /** Memory of all of the agent's browser with the guard in it, and what the guard holds in frames; megabytes, one a round. */
  readonly browser: readonly number[];
  readonly frames: readonly number[];
  readonly addresses: number;
  readonly shares: number;
  /** Median of the last third of the browser's memory to that of the second: the first warms up. */
  readonly grown: number;
}

const SIZES = [[1_000, 700], [1_400, 900], [800, 600]] as const;
/** Shares that go on are started anew so often, rounds. */
const ANEW = 10;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

async function share(stage: GuardStage): Promise<void> {
  await stage.guard((it, rules) => it.guard({ allowedSites: rules }), RULES);
  await until(() => stage.guard((it) => it.state === 'released'), 'the share begins');
}

/** One guarded share after the other of a window that moves, goes from page to page and changes its size, and the memory that this takes. */
export async function measureGrowth({ minutes, say = () => undefined }: GrowthOptions): Promise<GrowthReport> {
  const stage = await setGuardStage();
  const [browser, frames]: [number[], number[]] = [[], []];
  let [addresses, shares] = [0, 0];
  try {
    const { page } = await captureWindow(stage, 'normal');
    const window = (await stage.xdotool('getactivewindow')).trim();
    const end = Date.now() + minutes * 60_000;
    for (let round = 0; Date.now() < end || round < 3 * ANEW; round++) {
      if (round % ANEW === 0) {
        await share(stage);
        shares++;
      }
      const [width, height] = SIZES[round % SIZES.length]!;
      await stage.xdotool('windowsize', window, `${width}`, `${height}`);
      for (let i = 0; i < 5; i++) {
        await page.goto(`${ALLOWED}/first/page-${addresses++}`);
        await until(() => stage.guard((it, path) => it.decisions.at(-1)?.shown?.endsWith(path) === true, `/page-${addresses - 1}`), 'the address is read');
      }
      await stage.guard((it) => it.cutLink());
      await until(() => stage.guard((it) => it.state === 'released'), 'the share goes on');
      await stage.guard((it) => void it.decisions.splice(0));
      browser.push(await memoryOf(stage.agent));
      frames.push(Math.round(((await stage.guard((it) => it.stats()))?.bytes ?? 0) / 1_048_576));
      say(`${addresses} addresses, ${shares} shares: ${browser.at(-1)} MB, frames ${frames.at(-1)} MB`);
    }
  } finally {
    await stage.close();
  }
  const third = Math.floor(browser.length / 3);
  return { browser, frames, addresses, shares, grown: median(browser.slice(-third)) / median(browser.slice(third, -third)) };
}
