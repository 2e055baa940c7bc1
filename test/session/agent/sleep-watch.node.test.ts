import { expect, test } from '@playwright/test';
import { SleepWatch } from '../../../src/session/agent/sleep-watch.js';

/** A watch whose clocks the test moves. */
function watching() {
  const clocks = { steady: 0, wall: 1_700_000_000_000 };
  const missed: number[] = [];
  const watch = new SleepWatch((ms) => missed.push(ms), { steady: () => clocks.steady, wall: () => clocks.wall });
  return { watch, clocks, missed };
}

for (const [what, steady, wall] of [
  ['sleep in which the steady clock stands still', 0, 75_000],
  ['a page that was frozen', 75_000, 75_000],
  ['sleep in which the other clock was set back', 75_000, -3_600_000],
] as const) {
  test(`notices ${what}, once`, () => {
    const { watch, clocks, missed } = watching();
    watch.start();
    clocks.steady += steady;
    clocks.wall += wall;
    watch.check();
    watch.check();
    watch.stop();
    expect(missed).toEqual([75_000]);
  });
}

test('says nothing of ordinary ticks, of a clock that is set back, and after its end', () => {
  const { watch, clocks, missed } = watching();
  watch.start();
  for (let i = 0; i < 100; i++) {
    clocks.steady += 1_500;
    clocks.wall += 1_500;
    watch.check();
  }
  clocks.wall -= 86_400_000;
  watch.check();
  watch.stop();
  clocks.steady += 75_000;
  watch.check();
  expect(missed).toEqual([]);
});

test('compares by itself, too', async () => {
  const { watch, clocks, missed } = watching();
  watch.start();
  clocks.wall += 75_000;
  await expect.poll(() => missed).toEqual([75_000]);
  watch.stop();
});
