import { expect, test } from '@playwright/test';
import { misspeltAttributes } from '../../src/elements/shared/misspelt-attributes.js';

const KNOWN = ['session-id', 'server', 'token', 'settings', 'cobrowse-version', 'agent-name', 'guard-worker', 'ocr-assets'];

for (const [written, meant] of [
  ['sessionid', 'session-id'],
  ['session_id', 'session-id'],
  ['sesion-id', 'session-id'],
  ['session-ids', 'session-id'],
  ['sessoin-id', 'session-id'],
  ['setting', 'settings'],
  ['cobrowse-verzion', 'cobrowse-version'],
  ['sever', 'server'],
] as const) {
  test(`${written} is taken for ${meant}`, () => {
    const found = misspeltAttributes([written], KNOWN);
    expect(found).toEqual([[written, meant]]);
  });
}

test('what is spelt right, or is anything else, is left alone', () => {
  expect(misspeltAttributes([...KNOWN, 'id', 'class', 'style', 'state', 'slot', 'part', 'role', 'lang', 'dir', 'hidden', 'title', 'tabindex', 'data-session-id', 'aria-label', 'nonce', 'theme'], KNOWN)).toEqual([]);
});
