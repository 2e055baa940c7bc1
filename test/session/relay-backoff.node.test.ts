import { expect, test } from '@playwright/test';
import { relayBackoff } from '../../src/session/relay-backoff.js';

test('a media server that fails is left alone for longer each time, up to about half a minute', () => {
  const delays = [1, 2, 3, 4, 5, 6, 7, 8, 100].map((failures) => relayBackoff(failures, new Error('down')));
  for (const [index, base] of [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 30_000, 30_000].entries()) {
    expect(delays[index]).toBeGreaterThanOrEqual(base * 0.75);
    expect(delays[index]).toBeLessThanOrEqual(base * 1.25);
  }
});

test('not all clients come back at once', () => {
  expect(new Set(Array.from({ length: 50 }, () => relayBackoff(3, null))).size).toBeGreaterThan(40);
});

test('a server that asks for more time gets it, and one that asks for less is not asked sooner', () => {
  expect(relayBackoff(1, { retryAfterMs: 60_000 })).toBe(60_000);
  expect(relayBackoff(4, { retryAfterMs: 1 })).toBeGreaterThanOrEqual(3_000);
  expect(relayBackoff(1, { retryAfterMs: 'soon' })).toBeLessThan(1_000);
  expect(relayBackoff(1, undefined)).toBeGreaterThanOrEqual(375);
});
