import type { Frame } from '@playwright/test';
import { captureWindow, setGuardStage } from './stage/guard-stage.js';
import type { GuardStage } from './stage/guard-stage.js';
import type { Counts } from './stage/guard-page.js';
import { RULES } from './stage/guarded-sites.js';
import { NAVIGATIONS, comeBack } from './stage/navigations.js';
import type { Navigation, Place } from './stage/navigations.js';
import { until } from './stage/until.js';

export interface LeakOptions {
  readonly navigations: number;
  readonly minutes?: number;
  readonly say?: (line: string) => void;
}

/** What came of all the navigations. */
export interface LeakReport {
  readonly navigations: number;
  /** Frames of forbidden pages that the guarded visitor decoded. */
  readonly leaked: number;
  /** The same of the visitor who was sent the raw picture until the address had been read. */
  readonly leakedUnguarded: number;
  /** Navigations after which the guard didn't end the share, though it should have, or did though it shouldn't. */
  readonly wrongEnds: readonly string[];
  readonly framesGuarded: number;
  readonly framesUnguarded: number;
  readonly perKind: Readonly<Record<string, { navigations: number; leaked: number; leakedUnguarded: number }>>;
}

const CONDITIONS = [
  { kind: 'normal', dark: false },
  { kind: 'popup', dark: false },
  { kind: 'normal', dark: true },
  { kind: 'popup', dark: true },
] as const;

/** What came of one navigation. */
export interface Outcome {
  readonly gated: Counts;
  readonly raw: Counts;
  /** When the captured page was told to have gone elsewhere, milliseconds since the epoch; null where another tab came before it. */
  readonly committed: number | null;
  readonly wrong: string | null;
}

/** Frames of the page that this goes to. */
export const leaksOf = (counts: Counts, { colourless }: Navigation): number => (colourless ? counts.strange : counts.forbidden);

/** Shares the allowed page, until both visitors see it. */
export async function startShare(stage: GuardStage, scanMs = 0): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    await stage.guard((it, [rules, ms]) => it.guard({ allowedSites: rules, guard: { graceMs: 5_000 } }, { raw: true, scanMs: ms }), [RULES, scanMs] as const);
    await until(() => stage.guard((it) => it.state === 'released' || it.ending !== null), 'the share begins');
    const ending = await stage.guard((it) => it.ending);
    // The capturer's first picture may still be that of the forbidden page before.
    if (!ending) break;
    if (attempt === 3) throw new Error(`The share of an allowed page ends: ${ending.message}`);
  }
  await until(async () => {
    const { gated, raw } = await stage.guard((it) => it.counts());
    return gated.frames > 0 && raw.frames > 0;
  }, 'both visitors see it');
}

/** One share: from an allowed page, guarded and sent, to a forbidden one. `scanMs` is how seldom the unguarded picture's address is read; 0 for every frame. */
export async function navigate(place: Place, navigation: Navigation, scanMs = 0): Promise<Outcome> {
  const { stage } = place;
  await comeBack(place);
  await navigation.prepare?.(place);
  await startShare(stage, scanMs);
  await until(async () => (await stage.guard((it) => it.counts(true))) !== null, 'counting');
  const commits: number[] = [];
  const noteCommit = (frame: Frame): void => void (frame === place.page.mainFrame() && commits.push(Date.now()));
  place.page.on('framenavigated', noteCommit);
  await navigation.go(place);
  if (navigation.elsewhere) await place.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 800)));
  else await until(() => stage.guard((it) => it.ending !== null), 'the share ends', 9_000).catch(() => undefined);
  if (scanMs > 0 && (await stage.guard((it) => it.ending !== null))) await until(() => stage.guard((it) => !it.isRawSent), 'the scan stops the share');
  // Whatever is still on its way arrives within this.
  await place.stage.agent.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));
  const ending = await stage.guard((it) => it.ending);
  const counts = await stage.guard((it) => it.counts(true));
  place.page.off('framenavigated', noteCommit);
  const ended = ending !== null;
  const isUnseen = navigation.fleeting === true && leaksOf(counts.raw, navigation) === 0;
  const wrong = isUnseen || ended === (navigation.elsewhere !== true) ? null : `${navigation.name}: ${ended ? `ended (${ending.message})` : 'went on'}`;
  return { ...counts, committed: commits[0] ?? null, wrong };
}

/** Goes to forbidden pages in every way, in every kind of window, and counts what visitors see of them. */
export async function countLeaks({ navigations, minutes = Infinity, say = () => undefined }: LeakOptions): Promise<LeakReport> {
  const stage = await setGuardStage();
  const report = { navigations: 0, leaked: 0, leakedUnguarded: 0, wrongEnds: [] as string[], framesGuarded: 0, framesUnguarded: 0, perKind: {} as Record<string, { navigations: number; leaked: number; leakedUnguarded: number }> };
  const end = Date.now() + minutes * 60_000;
  try {
    for (const [i, condition] of CONDITIONS.entries()) {
      const share = Math.ceil(((i + 1) * navigations) / CONDITIONS.length) - report.navigations;
      await runCondition(stage, condition, share, end, report, say);
    }
  } finally {
    await stage.close();
  }
  return report;
}

async function runCondition(
  stage: GuardStage,
  { kind, dark }: (typeof CONDITIONS)[number],
  share: number,
  end: number,
  report: { -readonly [K in keyof LeakReport]: LeakReport[K] } & { wrongEnds: string[]; perKind: Record<string, { navigations: number; leaked: number; leakedUnguarded: number }> },
  say: (line: string) => void,
): Promise<void> {
  const { browser, page } = await captureWindow(stage, kind, { dark });
  const place: Place = { stage, context: browser.context, page };
  const ways = NAVIGATIONS.filter(({ normalOnly }) => kind === 'normal' || !normalOnly);
  for (let n = 0; n < share && Date.now() < end; n++) {
    const way = ways[report.navigations % ways.length]!;
    const { gated, raw, wrong } = await navigate(place, way);
    const [leaked, leakedUnguarded] = [leaksOf(gated, way), leaksOf(raw, way)];
    report.navigations++;
    report.leaked += leaked;
    report.leakedUnguarded += leakedUnguarded;
    report.framesGuarded += gated.frames;
    report.framesUnguarded += raw.frames;
    if (wrong) report.wrongEnds.push(wrong);
    const sum = (report.perKind[way.name] ??= { navigations: 0, leaked: 0, leakedUnguarded: 0 });
    sum.navigations++;
    sum.leaked += leaked;
    sum.leakedUnguarded += leakedUnguarded;
    say(`${report.navigations} ${kind} ${dark ? 'dark' : 'light'} ${way.name}: leaked ${leaked}, unguarded ${leakedUnguarded}${wrong ? ` — ${wrong}` : ''}`);
  }
  await browser.close();
}

