import { expect, test } from '@playwright/test';
import { Outbox } from '../../src/channel/outbox.js';

test('gives out what waited for at most five seconds, in order, and only once', () => {
  let now = 0;
  const outbox = new Outbox(() => now);
  outbox.put('old');
  now = 1;
  outbox.put('first');
  now = 4_000;
  outbox.put('second');
  now = 5_001;
  expect(outbox.take()).toEqual(['first', 'second']);
  expect(outbox.take()).toEqual([]);
});

test('keeps the newest 64', () => {
  const outbox = new Outbox(() => 0);
  for (let n = 0; n < 100; n += 1) outbox.put(n);
  expect(outbox.take()).toEqual(Array.from({ length: 64 }, (_, n) => n + 36));
});
