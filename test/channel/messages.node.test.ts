import assert from 'node:assert/strict';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { parseMessage, PROTOCOL_VERSION } from '../../src/channel/messages.js';
import { mutatedMessage } from './mutated-message.js';
import { NAMED_MESSAGES, VALID_MESSAGES } from './valid-messages.js';

const RUNS = 20_000;

for (const [name, message] of Object.entries(NAMED_MESSAGES)) {
  test(`${name} comes through as it is, by JSON and by structured clone too`, () => {
    expect(parseMessage(message)).toEqual(message);
    expect(parseMessage(JSON.parse(JSON.stringify(message)))).toEqual(message);
    expect(parseMessage(structuredClone(message))).toEqual(message);
  });
}

for (const [what, change] of [
  ['a future version', { v: PROTOCOL_VERSION + 1 }],
  ['no version', { v: undefined }],
  ['an unknown type', { type: 'open-url' }],
  ['an unknown role', { from: { id: 'a', role: 'admin' } }],
  ['an empty sender', { from: { id: '', role: 'agent' } }],
  ['a name past 200 characters', { from: { id: 'a', role: 'agent', name: 'x'.repeat(201) } }],
] as const) {
  test(`a message with ${what} is none`, () => {
    for (const message of VALID_MESSAGES) expect(parseMessage({ ...message, ...change })).toBeNull();
  });
}

for (const name of ['a floor that is held', 'a floor that is given up', 'a watch', 'a word of what has been seen', 'an offer', 'an answer'] as const) {
  const message = NAMED_MESSAGES[name];
  const role = message.from.role === 'agent' ? 'visitor' : 'agent';
  test(`${name} is no message when it comes from the role ${role}`, () => {
    expect(parseMessage({ ...message, from: { id: 'a', role } })).toBeNull();
  });
}

test('who paused is one of two words, so that no address can be in it', () => {
  const message = NAMED_MESSAGES['a floor that is held and paused'];
  for (const pausedBy of ['secret.example/page', '', 'guard', 1, null]) expect(parseMessage({ ...message, share: { ...message.share, pausedBy } }), String(pausedBy)).toBeNull();
});

test('keys that the protocol does not have are left out', () => {
  const parsed = parseMessage(JSON.parse('{"v":1,"type":"hello","from":{"id":"a","role":"agent","admin":true},"html":"<b>","__proto__":{"to":"b"}}'));
  expect(Object.keys(parsed!).sort()).toEqual(['from', 'type', 'v']);
  expect(parsed!.to).toBeUndefined();
  expect(Object.keys(parsed!.from)).toEqual(['id', 'role']);
});

test('hostile objects are no messages and throw nothing', () => {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const trap = () => {
    throw new Error('trap');
  };
  const traps = new Proxy({}, { get: trap, has: trap, ownKeys: trap, getPrototypeOf: trap, getOwnPropertyDescriptor: trap });
  const cycle: Record<string, unknown> = { ...VALID_MESSAGES[0] };
  cycle['from'] = cycle;
  const getter = { ...VALID_MESSAGES[0], get from() { return trap(); } };
  for (const value of [revoked.proxy, traps, cycle, getter, Object.create(null), () => undefined, Symbol('s'), 10n, new Map(), new Uint8Array(10)]) {
    expect(parseMessage(value)).toBeNull();
  }
});

test('nothing at all makes parseMessage throw', () => {
  fc.assert(fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSet: true, withSparseArray: true, withTypedArray: true }), (value) => parseMessage(value) === null), { numRuns: RUNS });
});

test('a valid message with changes anywhere gives null or a valid message of bounded size, never an error', () => {
  let accepted = 0;
  fc.assert(
    fc.property(mutatedMessage, (value) => {
      const message = parseMessage(value);
      if (message === null) return;
      accepted += 1;
      // Playwright's expect is a step of a report each time; these are 20,000.
      assert.deepEqual(parseMessage(message), message);
      assert(JSON.stringify(message).length < 6 * 65_536 + 4_096);
      assert(message.from.role === 'agent' || (message.type !== 'floor' && !('data' in message && message.data.type === 'offer')));
    }),
    { numRuns: RUNS },
  );
  // Both sides of the border have been visited.
  expect(accepted).toBeGreaterThan(RUNS / 20);
  expect(accepted).toBeLessThan(RUNS * 0.9);
});
