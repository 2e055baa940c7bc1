import { BLINDS } from './blinds.js';
import type { Blind } from './blinds.js';
import type { AgentDecoy } from './agent-decoys.js';
import type { PageDecoy } from './attack-pages.js';
import { HOLDS } from './holds.js';
import type { Hold } from './holds.js';

/** What hides the forbidden page from the guard, how its pixels stay under the allowed address, and what moves over them or in them. */
export interface OldPixelWay {
  readonly name: string;
  readonly blind: Blind;
  readonly hold: Hold;
  readonly decoy?: PageDecoy | AgentDecoy;
  /** The rule allows the whole site, and the forbidden page is another site's. */
  readonly wholeSite?: boolean;
}

const way = (blind: Blind, hold: Hold, decoy?: OldPixelWay['decoy']): OldPixelWay =>
  ({ name: [blind.name, hold.name, ...(decoy ? [decoy] : [])].join(' / '), blind, hold, ...(decoy ? { decoy } : {}) });

const acrossSites = (one: OldPixelWay): OldPixelWay => ({ ...one, name: `whole site / ${one.name}`, wholeSite: true });

const named = (...names: readonly string[]): Hold[] => names.map((name) => HOLDS.find((hold) => hold.name === name)!);

/** Pages that stand still though the allowed address is there: what moves then is the decoy. */
const STILL = named('link, stall', 'link, busy', 'address first, then a busy script', 'transition in one document whose change takes 2 s');

export const OLD_PIXEL_WAYS: readonly OldPixelWay[] = [
  ...HOLDS.map((hold) => way(BLINDS.pause, hold)),
  ...HOLDS.map((hold) => way(BLINDS.start, hold)),
  ...HOLDS.filter(({ types, needsSight }) => !types || !needsSight).map((hold) => way(BLINDS.editing, hold)),
  ...(['minimised', 'pause and minimised', 'page asleep', 'asleep'] as const).flatMap((blind) =>
    named('link, stall', 'link, busy', 'address first, view 2 s later').map((hold) => way(BLINDS[blind], hold))),
  ...(['pause', 'start'] as const).flatMap((blind) =>
    STILL.flatMap((hold) => (['pointer', 'find bar', 'spinner', 'drawing worker', 'foreign frame'] as const).map((decoy) => way(BLINDS[blind], hold, decoy)))),
  ...(['pause', 'start'] as const).flatMap((blind) =>
    named('link, stall', 'link, busy', 'link, stall, and a busy browser').flatMap((hold) =>
      ([undefined, 'large drawing worker', 'foreign frame', 'pointer all over', 'find bar opened and closed'] as const).map((decoy) => acrossSites(way(BLINDS[blind], hold, decoy))))),
  ...named('typed, stall', 'typed, late', 'typed, download', 'back to a page that was kept, and is busy').map((hold) => acrossSites(way(BLINDS.pause, hold))),
  ...named('flash, stall', 'flash, busy').flatMap((hold) => [way(BLINDS.nothing, hold), way(BLINDS.nap, hold), acrossSites(way(BLINDS.nothing, hold)), acrossSites(way(BLINDS.nap, hold))]),
];
