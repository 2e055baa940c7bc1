import { measureCost } from '../../test/soak/cost.js';
import type { CostRound } from '../../test/soak/cost.js';
import { measureJudge } from '../../test/soak/judge.js';
import type { Measured } from '../figure.js';
import type { Row } from '../row.js';

const SIZES = [
  { name: '1080p', width: 1_920, height: 1_080 },
  { name: '4K', width: 3_840, height: 2_160 },
] as const;

const PEER = 'the same share ungated';

function figuresOf(size: string, rounds: readonly CostRound[]): Measured[] {
  const note = 'Captured at 30 frames a second, sent with 8 Mbit/s at most, in a software encoder. The window changes all over in every frame, its address stays. The processor time is of the whole browser that captures, guards, encodes, and here also decodes.';
  const perFrame = (who: 'gated' | 'ungated'): number[] => rounds.map((round) => (1_000 * round[who].processors) / round[who].frames);
  return [
    { name: `frames at the visitor, ${size}`, unit: 'frames a second', better: 'higher', peerName: PEER, ours: rounds.map(({ gated }) => gated.frames), peer: rounds.map(({ ungated }) => ungated.frames), note },
    { name: `through the gate alone, ${size}`, unit: 'frames a second', better: 'higher', peerName: 'the captured track, counted at the same time', ours: rounds.map(({ passed, captured }) => passed * captured), peer: rounds.map(({ captured }) => captured) },
    {
      name: `processor time for a frame, ${size}`, unit: 'ms a frame', better: 'lower', peerName: PEER, ours: perFrame('gated'), peer: perFrame('ungated'),
      whenBehind: 'Every frame is copied once into memory of the guard\'s own and once back, because frames that wait would otherwise starve the capturer; and its bar is compared.',
    },
  ];
}

async function judging(frames: number): Promise<Measured[]> {
  const costs = await measureJudge({ frames });
  return SIZES.map(({ name }) => ({
    name: `an unchanged frame judged, ${name}`, unit: 'ms of one frame', better: 'lower', peerName: 'finding and reading the bar in each frame',
    ours: [costs[name].unchanged.median], peer: [costs[name].changed.median],
    note: `Judging an unchanged frame takes the guard ${costs[name].unchanged.median} ms at ${name} (19 of 20 frames at most ${costs[name].unchanged.p95}); copying it for the line ${costs[name].copied.median}. An ungated share does neither.`,
  }));
}

export const cost: Row = {
  name: 'cost',
  title: 'What the guard costs',
  about: 'The same moving window is shared with the guard and without, in turns, over a real connection to a visitor on the same machine.',
  async measure({ short, say, rounds: count = 4 }) {
    const measured = await judging(short ? 250 : 2_000);
    if (short) {
      const { rounds } = await measureCost({ rounds: 1, seconds: 1, warmUp: 2, width: 640, height: 480, say });
      return [...measured, ...figuresOf('640 × 480', rounds)];
    }
    for (const { name, width, height } of SIZES) {
      const { rounds } = await measureCost({ rounds: count, seconds: 5, width, height, say });
      measured.push(...figuresOf(name, rounds));
    }
    return measured;
  },
};
