import { ROUTE } from './stage/attack-pages.js';
import { openAttackWindow, pass, shareUntilSeen } from './stage/attack-window.js';
import type { AttackWindow } from './stage/attack-window.js';
import { takeProcessors } from './stage/busy-processes.js';
import { agesOf, delayOf } from './stage/delays.js';
import type { Delay } from './stage/delays.js';
import { ALLOWED, RULES } from './stage/guarded-sites.js';
import type { WindowOwner } from './stage/guard-stage.js';
import { until } from './stage/until.js';

export interface DelayOptions {
  /** Whose windows; default both. */
  readonly by?: WindowOwner;
  /** How long each is measured, in every one of its rounds. Default 4. */
  readonly seconds?: number;
  readonly rounds?: number;
  readonly say?: (line: string) => void;
}

/** How old the page's time is when the visitor has it, milliseconds. */
export interface DelayRow extends Delay {
  readonly window: WindowOwner;
  readonly load: 'quiet' | 'loaded';
  readonly share: string;
}

const SHARES = {
  'no guard': null,
  'whole host, default hold-back': { allowedSites: [`${ALLOWED}/*`] },
  'path, default hold-back': { allowedSites: RULES },
  'whole host, hold-back 0': { allowedSites: [`${ALLOWED}/*`], guard: { holdBackMs: 0 } },
  'path, hold-back 0': { allowedSites: RULES, guard: { holdBackMs: 0 } },
} as const;
type Share = keyof typeof SHARES;

async function agesFor(at: AttackWindow, share: Share, seconds: number): Promise<number[]> {
  const { stage } = at;
  const settings = SHARES[share];
  const who = settings ? 'gated' : 'raw';
  if (settings) await shareUntilSeen(at, settings);
  else await stage.guard((it) => it.unguarded());
  await until(async () => (await stage.guard((it) => it.counts()))[who].codes.length > 10, 'frames come');
  await stage.guard((it) => it.counts(true));
  await pass(at, seconds * 1_000);
  return agesOf((await stage.guard((it) => it.counts(true)))[who].codes);
}

/** Measures the way from the window to the visitor, of all kinds of share in turns, on a quiet machine and a loaded one. */
export async function measureDelays({ by, seconds = 4, rounds = 3, say = () => undefined }: DelayOptions): Promise<DelayRow[]> {
  const rows: DelayRow[] = [];
  for (const window of by ? [by] : (['own', 'other'] as const)) {
    const at = await openAttackWindow(window, { codes: true });
    try {
      await at.page.goto(`${ALLOWED}${ROUTE}`);
      await at.page.mouse.click(500, 450);
      for (const load of ['quiet', 'loaded'] as const) {
        const ages = Object.fromEntries(Object.keys(SHARES).map((share) => [share, [] as number[]])) as Record<Share, number[]>;
        const endLoad = load === 'loaded' ? takeProcessors(4) : null;
        try {
          for (let round = 0; round < rounds; round++) for (const share of Object.keys(SHARES) as Share[]) ages[share].push(...(await agesFor(at, share, seconds)));
        } finally {
          await endLoad?.();
        }
        for (const share of Object.keys(SHARES) as Share[]) {
          rows.push({ window, load, share, ...delayOf(ages[share]) });
          say(`${window}, ${load}, ${share}: median ${rows.at(-1)!.median} ms, p95 ${rows.at(-1)!.p95} ms`);
        }
      }
    } finally {
      await at.close();
    }
  }
  return rows;
}
