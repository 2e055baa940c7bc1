import { openAttackWindow, shareUntilSeen } from './stage/attack-window.js';
import { delayOf } from './stage/delays.js';
import type { Delay } from './stage/delays.js';
import { ALLOWED, RULES } from './stage/guarded-sites.js';
import type { WindowOwner } from './stage/guard-stage.js';

export interface StartOptions {
  readonly runs: number;
  /** Whose windows; default both. */
  readonly by?: WindowOwner;
  readonly say?: (line: string) => void;
}

/** From the start of the guard to the visitor's first decoded frame, milliseconds. */
export interface StartRow extends Delay {
  readonly window: WindowOwner;
  readonly rule: string;
  readonly page: string;
}

const RULE_KINDS = { 'whole host': [`${ALLOWED}/*`], path: RULES } as const;
/** Pages that are left alone: a still one, and one with something that moves. */
const PAGES = { still: `${ALLOWED}/first/start`, moving: `${ALLOWED}/first/order?content=card` } as const;

/** Measures how long visitors wait for the first picture of a page that has been there all along. */
export async function measureStart({ runs, by, say = () => undefined }: StartOptions): Promise<StartRow[]> {
  const rows: StartRow[] = [];
  for (const window of by ? [by] : (['own', 'other'] as const)) {
    const at = await openAttackWindow(window);
    try {
      for (const [page, url] of Object.entries(PAGES)) {
        await at.page.goto(url);
        await at.page.mouse.click(500, 450);
        const times: Record<string, number[]> = {};
        for (let run = 0; run < runs; run++) {
          for (const [rule, allowedSites] of Object.entries(RULE_KINDS)) {
            await at.stage.guard((it) => it.end());
            const since = Date.now();
            await shareUntilSeen(at, { allowedSites });
            const first = await at.stage.guard(async (it) => (await it.counts(true)).gated.first);
            (times[rule] ??= []).push(first - since);
            say(`${window}, ${page}, ${rule}: ${first - since} ms`);
          }
        }
        for (const [rule, values] of Object.entries(times)) rows.push({ window, rule, page, ...delayOf(values) });
      }
    } finally {
      await at.close();
    }
  }
  return rows;
}
