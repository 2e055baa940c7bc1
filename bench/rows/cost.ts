import { measureCost } from '../../test/soak/cost.js';
import type { CostRound } from '../../test/soak/cost.js';
import { measureJudge } from '../../test/soak/judge.js';
import { median } from '../figure.js';
import type { Measured } from '../figure.js';
import type { Row } from '../row.js';

const SHARES = [
  { name: '1080p', width: 1_920, height: 1_080, moves: 'all' },
  { name: '1080p, a part moves', width: 1_920, height: 1_080, moves: 'part' },
  // All of 4K in motion is more than two processors draw and capture: two frames a second, which compares nothing.
  { name: '4K, a part moves', width: 3_840, height: 2_160, moves: 'part' },
] as const;

const PEER = 'the same share ungated';
const NOTE = 'Captured at up to 30 frames a second, sent with 8 Mbit/s at most, in a software encoder; the visitor is in the same browser. The address stays. The window changes all over in every frame, which is the worst that can be: most of the processors\' time is the encoder\'s. Or a part of it of 200 × 200 does. The processor time is of the whole browser that captures, guards, encodes, and here also decodes.';

function figuresOf(share: string, rounds: readonly CostRound[]): Measured[] {
  const perFrame = (who: 'gated' | 'ungated'): number[] => rounds.map((round) => (1_000 * round[who].processors) / round[who].frames);
  return [
    {
      name: `frames at the visitor, ${share}`, unit: 'frames a second', better: 'higher', peerName: PEER, ours: rounds.map(({ gated }) => gated.frames), peer: rounds.map(({ ungated }) => ungated.frames), note: NOTE,
      whenBehind: 'Both processors are busy with drawing, capturing and encoding, so that what the guard takes of them is lost to these.',
    },
    { name: `through the gate alone, ${share}`, unit: 'frames a second', better: 'higher', peerName: 'the captured track, counted at the same time', ours: rounds.map(({ passed, captured }) => passed * captured), peer: rounds.map(({ captured }) => captured) },
    {
      name: `processor time for a frame, ${share}`, unit: 'ms a frame', better: 'lower', peerName: PEER, ours: perFrame('gated'), peer: perFrame('ungated'),
      whenBehind: 'Every frame is copied once into memory of the guard\'s own and once back, because frames that wait would otherwise starve the capturer; and its bar is compared.',
    },
  ];
}

async function judging(frames: number, runs: number): Promise<Measured[]> {
  const costs: Awaited<ReturnType<typeof measureJudge>>[] = [];
  for (let run = 0; run < runs; run++) costs.push(await measureJudge({ frames }));
  return (['1080p', '4K'] as const).map((name) => {
    const of = (what: 'unchanged' | 'changed' | 'copied', which: 'median' | 'p95' = 'median'): number[] => costs.map((each) => each[name][what][which]);
    return {
      name: `an unchanged frame judged, ${name}`, unit: 'ms of one frame', better: 'lower', peerName: 'finding and reading the bar in each frame', ours: of('unchanged'), peer: of('changed'),
      note: `Judging an unchanged frame takes the guard ${median(of('unchanged'))} ms at ${name} (19 of 20 frames at most ${median(of('unchanged', 'p95'))}); copying it for the line ${median(of('copied'))}. An ungated share does neither.`,
    };
  });
}

export const cost: Row = {
  name: 'cost',
  title: 'What the guard costs',
  about: 'The same moving window is shared with the guard and without, in turns, over a real connection to a visitor on the same machine.',
  async measure({ short, say, rounds: count = 5 }) {
    const measured = await judging(short ? 250 : 2_000, short ? 1 : 5);
    if (short) {
      const { rounds } = await measureCost({ rounds: 1, seconds: 1, warmUp: 2, findsBandwidth: false, width: 640, height: 480, say });
      return [...measured, ...figuresOf('640 × 480', rounds)];
    }
    for (const { name, width, height, moves } of SHARES) {
      say(name);
      const { rounds } = await measureCost({ rounds: count, seconds: 5, width, height, moves, say });
      measured.push(...figuresOf(name, rounds));
    }
    return measured;
  },
};
