import { openAttackWindow, pass, shareUntilSeen } from './stage/attack-window.js';
import type { AttackWindow } from './stage/attack-window.js';
import { takeProcessors } from './stage/busy-processes.js';
import { delayOf } from './stage/delays.js';
import type { Delay } from './stage/delays.js';
import { ALLOWED, FORBIDDEN } from './stage/guarded-sites.js';
import type { WindowOwner } from './stage/guard-stage.js';
import { orderUrl } from './stage/holds.js';
import { openStorm, OTHER_WINDOW_STORMS } from './stage/other-window-storms.js';
import { until } from './stage/until.js';

export interface KeptPixelOptions {
  readonly runs: number;
  /** Only storms with such names. Default all. */
  readonly takes?: (name: string) => boolean;
  /** Whose windows; default both, half of the runs each. */
  readonly by?: WindowOwner;
  /** Whether the processors are taken four times over meanwhile. Default false. */
  readonly load?: boolean;
  readonly say?: (line: string) => void;
}

/** How long the page before stayed in the picture once the guard had read the next page's address, milliseconds. */
export interface KeptPixelRow extends Delay {
  readonly window: WindowOwner;
  /** What keeps the browser's UI thread busy meanwhile. */
  readonly busyWith: string;
}

/** Ways in which a page that has been committed doesn't paint, for longer than Chromium waits. */
const SLOW = ['stall', 'busy'] as const;
const SLOW_MS = 9_000;

/** Goes from one page to another that doesn't paint, both allowed. @returns for how long the first one's pixels stayed */
async function keptFor(at: AttackWindow, slow: (typeof SLOW)[number], storm: string): Promise<number> {
  const { stage, page } = at;
  await stage.guard((it) => it.end());
  await page.goto(orderUrl({ content: 'page' }, FORBIDDEN));
  await page.mouse.click(500, 500);
  await shareUntilSeen(at, { allowedSites: [`${ALLOWED}/*`, `${FORBIDDEN}/*`] });
  await stage.guard((it) => it.captured(true));
  const other = await openStorm(at, storm);
  const url = orderUrl({ slow, ms: `${SLOW_MS}` });
  await page.evaluate((href) => { Object.assign(document.querySelector<HTMLAnchorElement>('#to')!, { href }).click(); }, url).catch(() => undefined);
  const read = (): Promise<number | null> => stage.guard((it, host) => it.decisions.find(({ shown }) => shown?.includes(host))?.time ?? null, new URL(ALLOWED).host);
  await until(async () => (await read()) !== null, 'the next page’s address is read', 60_000);
  await until(async () => {
    const { last, lastForbidden } = await stage.guard((it) => it.captured());
    return last - lastForbidden > 1_000;
  }, 'the page before has gone', 60_000);
  await other.close();
  const { lastForbidden } = await stage.guard((it) => it.captured(true));
  await pass(at, SLOW_MS - 5_000);
  return lastForbidden - (await read())!;
}

/** Measures how long Chromium keeps a page's pixels under the next page's address: what the guard has to wait for before it believes a picture. */
export async function measureKeptPixels({ runs, takes = () => true, by, load = false, say = () => undefined }: KeptPixelOptions): Promise<KeptPixelRow[]> {
  const rows: KeptPixelRow[] = [];
  const storms = Object.entries(OTHER_WINDOW_STORMS).filter(([name]) => takes(name));
  const owners = by ? [by] : (['own', 'other'] as const);
  for (const window of owners) {
    const at = await openAttackWindow(window);
    const endLoad = load ? takeProcessors(4) : null;
    try {
      const times: Record<string, number[]> = {};
      for (let n = 0; n < runs / owners.length; n++) {
        const slow = SLOW[n % SLOW.length]!;
        const [busyWith, storm] = storms[n % storms.length]!;
        const ms = await keptFor(at, slow, storm);
        (times[busyWith] ??= []).push(ms);
        say(`${window}, ${slow}, ${busyWith}: ${ms} ms`);
      }
      for (const [busyWith, values] of Object.entries(times)) rows.push({ window, busyWith, ...delayOf(values) });
    } finally {
      await endLoad?.();
      await at.close();
    }
  }
  return rows;
}
