import { leaksOf, navigate } from '../../test/soak/leaks.js';
import type { Outcome } from '../../test/soak/leaks.js';
import { captureWindow, setGuardStage } from '../../test/soak/stage/guard-stage.js';
import { NAVIGATIONS } from '../../test/soak/stage/navigations.js';
import type { Navigation, Place } from '../../test/soak/stage/navigations.js';
import type { Measured } from '../figure.js';
import type { Row } from '../row.js';

/** How often the address is read where there is no gate; 0 ms is every frame. */
const SCANS = [
  { peerName: 'one scan a second, no gate', scanMs: 1_000 },
  { peerName: 'five scans a second, no gate', scanMs: 200 },
  { peerName: 'every frame read, no gate', scanMs: 0 },
] as const;

const WHEN_BEHIND = 'A page that changes its address after its picture is seen as forbidden only then; the guard has let nothing of it out.';

/** The soak test goes all the ways; here every third has to do. */
const EVERY = 3;

interface Visit {
  readonly way: Navigation;
  readonly outcome: Outcome;
}

function leakFigure(peerName: string, visits: readonly Visit[]): Measured {
  return {
    name: 'frames of a forbidden page at the visitor', unit: 'frames per navigation', better: 'lower', middle: 'mean', peerName,
    ours: visits.map(({ way, outcome }) => leaksOf(outcome.gated, way)),
    peer: visits.map(({ way, outcome }) => leaksOf(outcome.raw, way)),
    note: 'These are means, because most single values are small whole numbers. The runs are one navigation each, by every third of the ways to a forbidden page that the soak test goes, from a link to a tab that is there for an instant.',
  };
}

function timeFigure(peerName: string, visits: readonly Visit[]): Measured {
  const told = visits.flatMap(({ outcome: { committed, gated, raw } }) => (committed === null || gated.last === 0 || raw.last === 0 ? [] : [{ gated: gated.last - committed, raw: raw.last - committed }]));
  const common = { name: 'from the commit to the last frame at the visitor', unit: 'ms', better: 'lower', peerName } as const;
  if (told.length === 0) return { ...common, why: 'no navigation of this run was told to have committed.' };
  return {
    ...common, ours: told.map(({ gated }) => Math.max(0, gated)), peer: told.map(({ raw }) => Math.max(0, raw)), whenBehind: WHEN_BEHIND,
    note: 'The last frame is the last of any page; of ours it is always one of the allowed page. 0 means that it had come before the commit.',
  };
}

async function visitAll(ways: readonly Navigation[], scans: readonly (typeof SCANS)[number][], say: (line: string) => void): Promise<Map<string, Visit[]>> {
  const visits = new Map<string, Visit[]>(scans.map(({ peerName }) => [peerName, []]));
  const stage = await setGuardStage();
  try {
    const { browser, page } = await captureWindow(stage, 'normal');
    const place: Place = { stage, context: browser.context, page };
    for (const way of ways) {
      for (const { peerName, scanMs } of scans) {
        const outcome = await navigate(place, way, scanMs);
        visits.get(peerName)?.push({ way, outcome });
        say(`${way.name}, ${peerName}: ours ${leaksOf(outcome.gated, way)}, peer ${leaksOf(outcome.raw, way)}${outcome.wrong ? ` (${outcome.wrong})` : ''}`);
      }
    }
  } finally {
    await stage.close();
  }
  return visits;
}

export const leaks: Row = {
  name: 'leaks',
  title: 'Frames of forbidden pages that get out',
  about: 'A window is shared, and goes from an allowed page to a forbidden one. Two visitors watch over real connections at the same time: one behind the guard, one who is sent the captured picture until the address has been read and found forbidden, by the same exact reader. Every decoded frame is looked at.',
  async measure({ short, say }) {
    const ways = NAVIGATIONS.filter(({ elsewhere }) => !elsewhere).filter((_, index) => index % EVERY === 0);
    const visits = await visitAll(short ? ways.slice(0, 1) : ways, short ? SCANS.slice(0, 1) : SCANS, say);
    return [...[...visits].map(([peerName, of]) => leakFigure(peerName, of)), ...[...visits].map(([peerName, of]) => timeFigure(peerName, of))];
  },
};
