import { expect, test } from '@playwright/test';
import { FenceClock } from '../../../src/guard/decide/fence-clock.js';
import { until } from '../../soak/stage/until.js';

/** A thread that answers when the test says so, on a clock that the test sets. */
function createThread() {
  const waiting: (() => void)[] = [];
  let now = 0;
  return {
    ask: (): Promise<void> => new Promise((resolve) => void waiting.push(resolve)),
    now: () => now,
    set: (at: number) => void (now = at),
    /** Answers at this time what has been asked at that one. */
    async answer(asked: number, at: number): Promise<void> {
      now = asked;
      await until(() => waiting.length > 0, 'something is asked');
      now = at;
      waiting.shift()?.();
      // Whoever waits for the answer runs first.
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}

test('it is calm once three answers in a row were prompt, since the first of them was asked for', async () => {
  const thread = createThread();
  const clock = new FenceClock([thread.ask], thread.now);
  thread.set(100);
  expect(clock.calmSince(50)).toBeNull();
  await thread.answer(100, 110);
  await thread.answer(130, 140);
  expect(clock.calmSince(50)).toBeNull();
  await thread.answer(160, 170);
  expect(clock.calmSince(50)).toBe(100);
  expect(clock.calmSince(150)).toBe(150);
  clock.close();
});

test('a late answer starts it again', async () => {
  const thread = createThread();
  const clock = new FenceClock([thread.ask], thread.now);
  clock.calmSince(0);
  for (const at of [0, 30, 60]) await thread.answer(at, at + 10);
  expect(clock.calmSince(0)).toBe(0);
  await thread.answer(90, 300);
  expect(clock.calmSince(0)).toBeNull();
  for (const at of [320, 350, 380]) await thread.answer(at, at + 10);
  expect(clock.calmSince(0)).toBe(320);
  clock.close();
});

test('an answer that has not come yet is late as well', async () => {
  const thread = createThread();
  const clock = new FenceClock([thread.ask], thread.now);
  clock.calmSince(0);
  for (const at of [0, 30, 60]) await thread.answer(at, at + 10);
  let asked = 0;
  const pending = new FenceClock([() => (asked++, asked > 3 ? new Promise(() => undefined) : Promise.resolve())], thread.now);
  pending.calmSince(70);
  await until(() => asked === 4, 'the fourth question');
  expect(pending.calmSince(70)).not.toBeNull();
  thread.set(300);
  expect(pending.calmSince(70)).toBeNull();
  clock.close();
  pending.close();
});

test('the slower of two threads counts, and one that refuses is not asked again', async () => {
  const thread = createThread();
  let refused = 0;
  const clock = new FenceClock([thread.ask, () => (refused++, Promise.reject(new Error('refused')))], thread.now);
  clock.calmSince(0);
  for (const at of [0, 30, 60]) await thread.answer(at, at + 10);
  expect(clock.calmSince(0)).toBe(0);
  expect(refused).toBe(1);
  clock.close();
});

test('where nobody can be asked, the latest bar of ordinary storms has to do', () => {
  expect(new FenceClock([], () => 0).calmSince(1_000)).toBe(2_500);
});
