import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { Gate } from '../../../src/guard/decide/gate.js';
import type { GateOptions } from '../../../src/guard/decide/gate.js';
import type { Judgement, Verdict } from '../../../src/guard/decide/judgement.js';

interface Step {
  readonly captured: number;
  readonly arrived: number;
  readonly verdict: Verdict;
}

/** A gate whose frames are numbers, and all that it did with them. */
function createGate({ onChange = () => undefined, ...options }: GateOptions & { onChange?: () => void } = {}) {
  const released: { frame: number; at: number }[] = [];
  const dropped: number[] = [];
  const changes: string[] = [];
  let now = 0;
  const gate = new Gate<number>(
    {
      release: (frame) => void released.push({ frame, at: now }),
      drop: (frame) => void dropped.push(frame),
      change: (state, why) => {
        changes.push(why === null ? state : `${state}: ${why}`);
        onChange();
      },
    },
    options,
  );
  return {
    gate,
    released,
    dropped,
    changes,
    frames: () => released.map(({ frame }) => frame),
    /** Frame number `frame` shows this. */
    show(frame: number, verdict: Verdict, captured: number, { arrived = captured, ...more }: Partial<Judgement> & { arrived?: number } = {}): void {
      now = arrived;
      const moment = { captured, arrived };
      if (gate.see({ verdict, painted: true, ...more }, moment)) gate.keep(frame, moment);
    },
    tick(at: number): void {
      now = at;
      gate.tick(at);
    },
  };
}

/** Frames every 33 ms from `from` until before `to`, all with this verdict. */
function run(it: ReturnType<typeof createGate>, verdict: Verdict, from: number, to: number, more: Partial<Judgement> = {}): void {
  for (let t = from; t < to; t += 33) it.show(t, verdict, t, more);
}

test('a frame leaves once nothing but allowed pages was seen for the hold-back after it, and not before', () => {
  const it = createGate({ holdBackMs: 250 });
  it.show(1, 'allowed', 0);
  it.show(2, 'allowed', 249);
  expect(it.frames()).toEqual([]);
  it.show(3, 'allowed', 250);
  expect(it.frames()).toEqual([1]);
  expect(it.changes).toEqual(['released']);
});

test('a picture that has been there for a while waits for the rest of the hold-back only, and never leaves unseen', () => {
  for (const [stillMs, at] of [[100, 150], [250, 33], [9_000, 33]] as const) {
    const it = createGate({ holdBackMs: 250 });
    const moment = { captured: 1_000, arrived: 1_000 };
    expect(it.gate.see({ verdict: 'allowed', painted: true }, moment)).toBe(true);
    it.gate.keep(1, moment, stillMs);
    it.tick(1_000 + at);
    expect(it.frames()).toEqual([]);
    if (at > 33) it.show(2, 'allowed', 1_000 + at - 1);
    expect(it.frames()).toEqual([]);
    it.show(3, 'allowed', 1_000 + at);
    expect(it.frames()).toContain(1);
    it.show(4, 'blocked', 1_000 + at + 33);
    expect(it.frames()).toEqual([1]);
  }
});

test('a frame of another address counts as seen in one row only if neither of the two has waited', () => {
  const held = (next: { captured: number; arrived: number; shown: string }, before: { captured: number; arrived: number } = { captured: 1_066, arrived: 1_066 }): boolean => {
    const it = createGate({ holdBackMs: 0 });
    for (const at of [934, 967, 1_000, 1_033]) it.show(at, 'allowed', at, { shown: 'a' });
    it.show(1_066, 'allowed', before.captured, { arrived: before.arrived, shown: 'a' });
    it.show(2, 'allowed', next.captured, { arrived: next.arrived, shown: next.shown, painted: false });
    return it.changes.at(-1) === 'held: loading';
  };
  expect(held({ captured: 1_099, arrived: 1_099, shown: 'b' })).toBe(false);
  // A gap in either clock.
  expect(held({ captured: 1_400, arrived: 1_400, shown: 'b' })).toBe(true);
  expect(held({ captured: 1_099, arrived: 1_400, shown: 'b' })).toBe(true);
  // After the thread stood still for 600 ms, both come at once.
  expect(held({ captured: 1_166, arrived: 1_701, shown: 'b' }, { captured: 1_066, arrived: 1_700 })).toBe(true);
  // The same page is the same page.
  expect(held({ captured: 1_166, arrived: 1_701, shown: 'a' }, { captured: 1_066, arrived: 1_700 })).toBe(false);
});

test('it starts closed: time alone releases nothing', () => {
  const it = createGate({ silence: { afterMs: 1_000, then: 'hold' } });
  it.show(1, 'allowed', 0);
  for (let t = 0; t < 20_000; t += 100) it.tick(t);
  expect(it.frames()).toEqual([]);
  expect(it.dropped).toEqual([1]);
});

test('a blocked page closes for good and what waited is dropped', () => {
  const it = createGate();
  run(it, 'allowed', 0, 400);
  const before = it.frames().length;
  it.show(9_000, 'blocked', 400);
  run(it, 'allowed', 433, 2_000);
  expect(it.frames()).toHaveLength(before);
  expect(it.gate.state).toBe('closed');
  expect(it.gate.why).toBe('site-not-allowed');
  expect(it.gate.waiting).toBe(0);
});

test('an unclear address drops what waits and holds; clear again, it resumes after a new hold-back', () => {
  const it = createGate();
  run(it, 'allowed', 0, 600);
  it.show(9_000, 'unclear', 600, { reason: 'editing' });
  expect(it.gate.waiting).toBe(0);
  run(it, 'allowed', 633, 1_000);
  const late = it.released.filter(({ at }) => at >= 600);
  expect(Math.min(...late.map(({ frame }) => frame))).toBe(633);
  expect(Math.min(...late.map(({ at }) => at))).toBeGreaterThanOrEqual(883);
  expect(it.changes).toEqual(['released', 'held: editing', 'released']);
});

test('unclear for the whole grace time ends with address-unreadable, even without another frame', () => {
  const it = createGate({ graceMs: 5_000, silence: { afterMs: 1_000, then: 'hold' } });
  run(it, 'allowed', 0, 600);
  it.show(1, 'unclear', 600, { reason: 'no-address-bar' });
  it.tick(5_599);
  expect(it.gate.state).toBe('held');
  it.tick(5_600);
  expect(it.changes.at(-1)).toBe('closed: address-unreadable');
});

test('it tells when it will end, as long as the address is unclear, and under another grace again', () => {
  const ends: (number | null)[] = [];
  const it = createGate({ graceMs: 5_000, onChange: () => ends.push(it.gate.endsAt) });
  expect(it.gate.endsAt).toBe(null);
  it.show(1, 'unclear', 600, { reason: 'editing' });
  it.show(2, 'unclear', 700, { reason: 'suggestions' });
  expect(ends).toEqual([5_600, 5_600]);
  it.gate.update({ graceMs: 9_000 });
  expect(ends.slice(2)).toEqual([9_600]);
  it.show(3, 'allowed', 800, { painted: false });
  expect(ends.slice(3)).toEqual([null]);
  it.show(4, 'unclear', 900, { reason: 'preparing' });
  expect(it.gate.endsAt).toBe(null);
});

test('without settings an address may stay unclear for a minute', () => {
  const it = createGate();
  it.show(1, 'unclear', 0);
  it.tick(59_999);
  expect(it.gate.state).toBe('checking');
  it.tick(60_000);
  expect(it.changes.at(-1)).toBe('closed: address-unreadable');
});

test('an address that is clear for a hold-back starts the grace anew', () => {
  const it = createGate({ graceMs: 5_000 });
  run(it, 'unclear', 0, 4_900);
  run(it, 'allowed', 4_900, 5_300);
  run(it, 'unclear', 5_300, 9_000);
  expect(it.gate.state).not.toBe('closed');
});

test('an address that is clear only for moments ends with the grace', () => {
  const it = createGate({ graceMs: 5_000 });
  for (let t = 0; t < 6_000; t += 100) it.show(t, t % 200 === 0 ? 'unclear' : 'allowed', t);
  expect(it.changes.at(-1)).toBe('closed: address-unreadable');
  expect(it.frames()).toEqual([]);
});

test('frames that arrive late in a burst are not released by their capture times alone', () => {
  const it = createGate();
  for (let t = 0; t <= 330; t += 33) it.show(t, 'allowed', t, { arrived: 1_000 });
  expect(it.frames()).toEqual([]);
});

test('a timestamp that leaps ahead releases nothing by itself', () => {
  const it = createGate();
  it.show(1, 'allowed', 0);
  it.show(2, 'allowed', 60_000, { arrived: 33 });
  expect(it.frames()).toEqual([]);
});

test('a capture clock that goes back drops what waits', () => {
  const it = createGate();
  it.show(1, 'allowed', 1_000, { arrived: 0 });
  it.show(2, 'allowed', 10, { arrived: 300 });
  expect(it.dropped).toEqual([1]);
});

test('a source that can no longer be seen holds without an end, and drops what waits', () => {
  const it = createGate({ silence: { afterMs: 1_000, then: 'hold' } });
  run(it, 'allowed', 0, 600);
  for (let t = 600; t < 60_000; t += 100) it.tick(t);
  expect(it.changes.at(-1)).toBe('held: no-frames');
  expect(it.gate.waiting).toBe(0);
});

test('where a still window is silent, what waits leaves in the silence', () => {
  const it = createGate({ silence: { afterMs: 500, then: 'release' } });
  it.show(1, 'allowed', 0);
  it.tick(499);
  expect(it.frames()).toEqual([]);
  it.tick(500);
  expect(it.frames()).toEqual([1]);
});

test('after anything unclear, frames wait until the page painted is known to be the address\'s own', () => {
  const it = createGate();
  run(it, 'unclear', 0, 300);
  run(it, 'allowed', 300, 3_000, { painted: false });
  expect(it.frames()).toEqual([]);
  expect(it.gate.why).toBe('loading');
  run(it, 'allowed', 3_003, 3_600, { painted: true });
  expect(Math.min(...it.frames())).toBe(3_003);
});

test('another address after a time in which nobody looked is checked before it is shown', () => {
  const it = createGate();
  run(it, 'allowed', 0, 600, { shown: 'a.test/' });
  run(it, 'allowed', 1_000, 1_500, { shown: 'b.test/', painted: false });
  expect(it.frames().every((frame) => frame < 600)).toBe(true);
  expect(it.changes.at(-1)).toBe('held: loading');
});

test('another address right after the one before, or the same one after a while, goes on being shown', () => {
  for (const [shown, from] of [['b.test/', 650], ['a.test/', 1_200]] as const) {
    const it = createGate();
    run(it, 'allowed', 0, 600, { shown: 'a.test/' });
    run(it, 'allowed', from, 2_200, { shown, painted: false });
    expect(it.changes).toEqual(['released']);
  }
});

test('each frame waits as its own judgement asks, in the order of capture', () => {
  const it = createGate({ holdBackOf: ({ wholeSite }, ms) => ({ ms: wholeSite ? 0 : ms, fenced: false }) });
  it.show(1, 'allowed', 0, { wholeSite: true });
  it.show(2, 'allowed', 33, { wholeSite: false });
  it.show(3, 'allowed', 66, { wholeSite: true });
  expect(it.frames()).toEqual([1]);
  it.show(4, 'allowed', 283, { wholeSite: true });
  expect(it.frames()).toEqual([1, 2, 3]);
});

test('a fenced frame waits for its hold-back while the UI thread keeps up', () => {
  let calm: number | null = null;
  const it = createGate({ holdBackOf: (_, ms) => ({ ms, fenced: true }), fence: { calmSince: () => calm } });
  it.show(1, 'allowed', 0);
  run(it, 'allowed', 33, 1_000);
  expect(it.frames()).toEqual([]);
  calm = 50;
  it.show(2, 'allowed', 1_000);
  expect(it.frames()).toContain(1);
});

test('where the UI thread was late, a frame waits twice as long once more', () => {
  let calm: number | null = null;
  const it = createGate({ holdBackOf: (_, ms) => ({ ms, fenced: true }), fence: { calmSince: () => calm } });
  it.show(1, 'allowed', 0);
  calm = 500;
  run(it, 'allowed', 33, 1_499);
  expect(it.frames()).toEqual([]);
  it.show(2, 'allowed', 1_500);
  expect(it.frames()[0]).toBe(1);
});

test('once settled, an allowed page that loads another goes on being shown', () => {
  const it = createGate();
  run(it, 'allowed', 0, 500);
  run(it, 'allowed', 528, 1_500, { loading: true, painted: false });
  expect(Math.max(...it.frames())).toBeGreaterThan(1_200);
});

test('the agent\'s pause drops what waits, and the end of it checks anew', () => {
  const it = createGate();
  run(it, 'allowed', 0, 600);
  it.gate.pause();
  run(it, 'allowed', 600, 2_000);
  run(it, 'blocked', 2_000, 3_000);
  it.gate.resume();
  run(it, 'allowed', 3_000, 3_600);
  expect(it.released.filter(({ at }) => at >= 600).every(({ frame }) => frame >= 3_000)).toBe(true);
  expect(it.changes).toEqual(['released', 'held: paused', 'held: loading', 'released']);
});

test('a gate that is paused stays so, however long and whatever was unclear before', () => {
  const it = createGate();
  run(it, 'allowed', 0, 600);
  it.show(1, 'unclear', 600, { reason: 'editing' });
  it.gate.pause();
  for (let t = 633; t < 20_000; t += 50) it.tick(t);
  expect(it.changes).toEqual(['released', 'held: editing', 'held: paused']);
  it.gate.resume();
  for (let t = 20_000; t < 24_000; t += 50) it.tick(t);
  expect(it.gate.state).toBe('held');
});

test('only a frame that shows an allowed page, painted, may wait', () => {
  const { gate } = createGate();
  const at = (captured: number) => ({ captured, arrived: captured });
  expect(gate.see({ verdict: 'allowed', painted: true }, at(0))).toBe(true);
  expect(gate.see({ verdict: 'unclear' }, at(33))).toBe(false);
  expect(gate.see({ verdict: 'allowed', painted: false }, at(66))).toBe(false);
  expect(gate.see({ verdict: 'allowed', painted: true }, at(99))).toBe(true);
  gate.pause();
  expect(gate.see({ verdict: 'allowed', painted: true }, at(132))).toBe(false);
  gate.resume();
  expect(gate.see({ verdict: 'blocked' }, at(165))).toBe(false);
  expect(gate.see({ verdict: 'allowed', painted: true }, at(198))).toBe(false);
});

test('new settings drop what was seen under the old ones', () => {
  const it = createGate();
  run(it, 'allowed', 0, 200);
  it.gate.update({ holdBackMs: 100 });
  expect(it.gate.waiting).toBe(0);
  it.gate.keep(7, { captured: 198, arrived: 198 });
  expect(it.dropped.at(-1)).toBe(7);
});

test('a line without room gets thinner, and keeps its oldest and newest', () => {
  const it = createGate();
  run(it, 'allowed', 0, 200);
  while (it.gate.thin());
  expect(it.gate.waiting).toBe(2);
  expect(it.dropped).not.toContain(0);
});

/** How much later than the others the latest frame arrives. A silence that releases must be longer. */
const LATEST = 600;

/** A random share: frames of any verdict, at any pace, some in bursts, some with odd timestamps. */
const shares = fc
  .array(
    fc.record({
      gap: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 60 }) }, { weight: 1, arbitrary: fc.integer({ min: 60, max: 2_000 }) }),
      late: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 15 }) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: LATEST }) }),
      verdict: fc.oneof(
        { weight: 20, arbitrary: fc.constant<Verdict>('allowed') },
        { weight: 2, arbitrary: fc.constant<Verdict>('unclear') },
        { weight: 1, arbitrary: fc.constant<Verdict>('blocked') },
      ),
    }),
    { minLength: 1, maxLength: 120 },
  )
  .map((frames) => {
    let captured = 0;
    let arrived = 0;
    return frames.map(({ gap, late, verdict }): Step => {
      captured += gap;
      arrived = Math.max(arrived, captured + late);
      return { captured, arrived, verdict };
    });
  });

test('whatever comes in whatever rhythm, no frame ever leaves with anything but allowed within the hold-back after it', () => {
  fc.assert(
    fc.property(shares, fc.integer({ min: 0, max: 400 }), fc.constantFrom('hold', 'release'), (steps, holdBackMs, then) => {
      const it = createGate({ holdBackMs, silence: { afterMs: holdBackMs + LATEST + 50, then } });
      let previous = 0;
      steps.forEach(({ captured, arrived, verdict }, i) => {
        for (let t = previous; t < arrived; t += 50) it.tick(t);
        previous = arrived;
        it.show(i, verdict, captured, { arrived });
      });
      for (const { frame, at } of it.released) {
        const own = steps[frame]!;
        if (own.verdict !== 'allowed' || at - own.arrived < holdBackMs) return false;
        // All that had been seen by the time it left.
        const after = steps.filter((one, i) => i > frame && one.arrived <= at && one.captured - own.captured <= holdBackMs);
        if (after.some((one) => one.verdict !== 'allowed')) return false;
      }
      const left = it.frames();
      const inOrder = left.every((frame, i) => i === 0 || frame > (left[i - 1] ?? 0));
      const apart = new Set([...left, ...it.dropped]).size === left.length + it.dropped.length;
      return inOrder && apart;
    }),
    { numRuns: 3_000 },
  );
});

test('a gate that the grace closes in the moment in which an allowed page is seen stays closed', () => {
  const it = createGate({ graceMs: 5_000 });
  it.show(0, 'unclear', 1);
  it.show(1, 'allowed', 4_990);
  it.show(2, 'unclear', 5_000);
  it.show(3, 'allowed', 5_001);
  run(it, 'allowed', 5_002, 9_000);
  expect(it.gate.state).toBe('closed');
  expect(it.gate.waiting).toBe(0);
  expect(it.frames()).toEqual([]);
});

test('whatever comes, once closed nothing leaves', () => {
  fc.assert(
    fc.property(shares, (steps) => {
      const it = createGate();
      const end = steps.findIndex(({ verdict }) => verdict === 'blocked');
      steps.forEach(({ captured, arrived, verdict }, i) => it.show(i, verdict, captured, { arrived }));
      fc.pre(end !== -1);
      expect(it.gate.state).toBe('closed');
      expect(it.frames().every((frame) => frame < end)).toBe(true);
      expect(it.gate.waiting).toBe(0);
    }),
    { numRuns: 1_000 },
  );
});

test('a source that can not be watched drops what waits, and is checked anew', () => {
  const it = createGate({ silence: { afterMs: 500, then: 'release' } });
  it.show(1, 'allowed', 0);
  it.gate.blind();
  expect(it.dropped).toEqual([1]);
  for (let t = 100; t < 3_000; t += 100) it.tick(t);
  run(it, 'allowed', 3_000, 3_600, { painted: false });
  expect(it.frames()).toEqual([]);
  run(it, 'allowed', 3_630, 4_000, { painted: true });
  expect(Math.min(...it.frames())).toBe(3_630);
});

test('a time in which nobody could look is no silence', () => {
  const it = createGate({ silence: { afterMs: 500, then: 'release' } });
  it.show(1, 'allowed', 0);
  it.gate.wake(900);
  it.tick(1_000);
  expect(it.frames()).toEqual([]);
  it.show(2, 'blocked', 1_100);
  expect(it.frames()).toEqual([]);
});
