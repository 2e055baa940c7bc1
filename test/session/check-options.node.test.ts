import { expect, test } from '@playwright/test';
import { checkOptions } from '../../src/session/check-options.js';

const channel = { send: () => undefined, subscribe: () => () => undefined };

const WRONG: readonly (readonly [option: string, given: unknown])[] = [
  ['channel', undefined],
  ['channel', 'https://example.com'],
  ['channel', { send: () => undefined }],
  ['name', 'W'.repeat(201)],
  ['name', 7],
  ['iceTransportPolicy', 'relayed'],
  ['iceTransportPolicy', null],
  ['connectionLostMs', Number.NaN],
  ['connectionLostMs', 0],
  ['connectionLostMs', '30000'],
  ['frameRate', Number.NaN],
  ['frameRate', 0],
  ['frameRate', 61],
  ['frameRate', Infinity],
  ['frameRate', '15'],
];

for (const [option, given] of WRONG) {
  test(`${option}: ${String(given).slice(0, 20)} is refused, and the error names the option`, () => {
    expect(() => checkOptions({ channel, [option]: given })).toThrow(new RegExp(`^The option ${option} must be `));
  });
}

test('what is right, or left out, is taken', () => {
  checkOptions({ channel });
  checkOptions({ channel, name: 'W'.repeat(200), iceTransportPolicy: 'relay', connectionLostMs: 1, frameRate: 60 });
});
