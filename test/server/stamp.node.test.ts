import assert from 'node:assert/strict';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { parseMessage } from '../../src/channel/messages.js';
import { stamp } from '../../src/server/stamp.js';
import { mutatedMessage } from '../channel/mutated-message.js';

const visitor = { user: 'v1', role: 'visitor', name: 'Vic' } as const;

test('whatever a visitor sends, nothing or a message of that visitor that a visitor may send comes out', () => {
  fc.assert(
    fc.property(fc.oneof(mutatedMessage, fc.anything()), (value) => {
      const stamped = stamp(value, visitor);
      if (stamped === null) return;
      assert.deepEqual(stamped.message.from, { id: `v1~${stamped.instance}`, role: 'visitor', name: 'Vic' });
      assert.match(stamped.instance, /^[\w-]{1,64}$/);
      assert.notEqual(stamped.message.type, 'floor');
      assert.deepEqual(parseMessage(stamped.message), stamped.message);
    }),
    { numRuns: 20_000 },
  );
});

test('an agent does not pass for a visitor either', () => {
  expect(stamp({ v: 1, type: 'watch', from: { id: 'i1', role: 'visitor' }, to: 'x', generation: 1 }, { user: 'ada', role: 'agent' })).toBeNull();
});
