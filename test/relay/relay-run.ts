import { until } from '../soak/stage/until.js';
import { setRelayStage, type RelayStage } from './stage/relay-stage.js';
import type { Seen } from './stage/relay-page.js';

export interface RelayRunOptions {
  /** How many watch in the end. */
  readonly visitors: number;
  /** How many get the picture straight from the agent. */
  readonly maxDirectViewers: number;
  readonly say?: (line: string) => void;
}

/** What came of one guarded share with many visitors. */
export interface RelayReport {
  readonly visitors: number;
  /** Streams that leave the agent's browser: while few watch, and when all do. */
  readonly streams: { readonly few: number; readonly all: number };
  /** What the media server has: while few watch, when all do, and after the share. */
  readonly published: { readonly few: number; readonly all: number; readonly afterwards: number };
  readonly played: { readonly all: number; readonly afterwards: number };
  /** How many of those who watched before it moved were without it in between. */
  readonly interrupted: number;
  /** How long it took from the first visitor too many until all had the media server's picture, in milliseconds. */
  readonly movedMs: number;
  /** How long a visitor of a window that stands still waited for a picture, in milliseconds. */
  readonly lateMs: number;
  /** The reasons that visitors were given for the end, and the frames of the forbidden page that all of them decoded. */
  readonly reasons: readonly string[];
  readonly forbidden: number;
  /** How many had a picture while the media server was down, and how long all of them took to have one again. */
  readonly viewingWhileDown: number;
  readonly recoveredMs: number;
}

const allRelayed = (seen: readonly Seen[]): boolean => seen.every(({ relayed, state }) => relayed && state === 'viewing');
const distinct = (values: readonly string[]): string[] => [...new Set(values)];

/** Waits for the visitors, and says who was missing. */
async function untilSeen(stage: RelayStage, holds: (seen: readonly Seen[]) => boolean, what: string, withinMs = 90_000): Promise<number> {
  const began = Date.now();
  let seen: readonly Seen[] = [];
  await until(
    async () => holds((seen = await stage.seen())),
    () => `${what}; ${JSON.stringify(seen.map(({ state, relayed, frames }) => [state, relayed, frames]))}`,
    withinMs,
  );
  return Date.now() - began;
}

async function startShare(stage: RelayStage): Promise<void> {
  await stage.goTo('allowed');
  await stage.agent((page) => page.start());
}

/** Few visitors, then many, a late one, the media server down and up again, and at last a page that nobody may see. */
export async function runRelay({ visitors, maxDirectViewers, say = () => undefined }: RelayRunOptions): Promise<RelayReport> {
  const stage = await setRelayStage();
  try {
    await stage.agentSession({ maxDirectViewers });
    await stage.visitors(maxDirectViewers);
    await startShare(stage);
    await untilSeen(stage, (seen) => seen.every(({ state, frames }) => state === 'viewing' && frames > 0), 'the first see it');
    const few = { streams: (await stage.agent((page) => page.outgoing())).streams, published: stage.media.counts.published };
    say(`${maxDirectViewers} watch, ${few.streams} streams leave the agent`);

    await stage.visitors(visitors - maxDirectViewers - 1);
    const movedMs = await untilSeen(stage, (seen) => allRelayed(seen) && seen.every(({ frames }) => frames > 0), 'all see it through the media server');
    const interrupted = (await stage.seen()).filter(({ states }) => states.lastIndexOf('connecting') > states.indexOf('viewing') && states.includes('viewing')).length;
    await stage.still();
    await stage.visitors(1);
    const lateMs = await untilSeen(stage, (seen) => allRelayed(seen) && seen.every(({ frames }) => frames > 0), 'the late one sees it');
    const all = { streams: (await stage.agent((page) => page.outgoing())).streams, ...stage.media.counts };
    say(`${visitors} watch, ${all.streams} stream leaves the agent; moved in ${movedMs} ms, the late one in ${lateMs} ms`);

    const { viewingWhileDown, recoveredMs } = await takeDown(stage, maxDirectViewers);
    say(`media server down: ${viewingWhileDown} still see it; up again: all after ${recoveredMs} ms`);

    await stage.goTo('forbidden');
    await untilSeen(stage, (seen) => seen.every(({ state }) => state === 'ended'), 'all are told of the end');
    await until(() => stage.media.counts.published + stage.media.counts.played === 0, 'nothing is left at the media server');
    const seen = await stage.seen();
    return {
      visitors: seen.length,
      streams: { few: few.streams, all: all.streams },
      published: { few: few.published, all: all.published, afterwards: stage.media.counts.published },
      played: { all: all.played, afterwards: stage.media.counts.played },
      interrupted,
      movedMs,
      lateMs,
      reasons: distinct(seen.map(({ endReason }) => String(endReason))),
      forbidden: seen.reduce((sum, { forbidden }) => sum + forbidden, 0),
      viewingWhileDown,
      recoveredMs,
    };
  } finally {
    await stage.close();
  }
}

async function takeDown(stage: RelayStage, maxDirectViewers: number): Promise<{ viewingWhileDown: number; recoveredMs: number }> {
  await stage.media.setDown(true);
  const isViewing = ({ state, relayed }: Seen): boolean => state === 'viewing' && !relayed;
  let viewingWhileDown = 0;
  const count = (seen: readonly Seen[]): number => (viewingWhileDown = seen.filter(({ state }) => state === 'viewing').length);
  await untilSeen(stage, (seen) => count(seen) === maxDirectViewers && seen.filter(isViewing).length === maxDirectViewers, 'some see it by a link of their own');
  await stage.media.setDown(false);
  return { viewingWhileDown, recoveredMs: await untilSeen(stage, allRelayed, 'all see it through the media server again') };
}
