import { expect, test } from '@playwright/test';
import type { DisplayedAddress } from '../../../src/policy/displayed-address.js';
import type { DisplayedVerdict } from '../../../src/policy/judge-displayed.js';
import type { Reading } from '../../../src/address-bar/address-bar.js';
import { judgeAddress } from '../../../src/guard/evidence/judge-address.js';
import { dependsOnLookAlikes } from '../../../src/address-bar/read/ocr/look-alikes.js';
import { addressOf } from '../../../src/address-bar/read/ocr/ocr-text.js';

const EXACT: Reading = { text: 'example.com/first', truncated: false, security: 'secure', editing: false, engine: 'exact', confidence: 1 };
const BY_OCR: Reading = { ...EXACT, engine: 'ocr', confidence: 0.9, ambiguous: true };

/** Rules that say this of every address. */
const saying = (verdict: DisplayedVerdict) => ({ checkDisplayed: () => verdict });

test('an exact reading leaves the verdict to the rules', () => {
  for (const verdict of ['allowed', 'blocked', 'unclear'] as const) expect(judgeAddress(EXACT, saying(verdict))).toBe(verdict);
});

test('a bar that is being edited decides nothing, however well it was read', () => {
  for (const reading of [EXACT, BY_OCR]) {
    for (const proof of ['exact', 'ocr'] as const) expect(judgeAddress({ ...reading, editing: true }, saying('allowed'), proof)).toBe('unclear');
  }
});

test('a reading by OCR that depends on a look-alike neither allows nor ends a share', () => {
  expect(judgeAddress(BY_OCR, saying('allowed'))).toBe('unclear');
  expect(judgeAddress(BY_OCR, saying('blocked'))).toBe('unclear');
  expect(judgeAddress({ ...EXACT, engine: 'ocr', confidence: 0.9 }, saying('allowed'))).toBe('unclear');
});

test('an administrator can accept OCR as proof, but not OCR that is unsure of itself', () => {
  expect(judgeAddress(BY_OCR, saying('allowed'), 'ocr')).toBe('allowed');
  expect(judgeAddress({ ...BY_OCR, confidence: 0.3 }, saying('allowed'), 'ocr')).toBe('unclear');
});

test('OCR never ends a share, whatever it read and whatever is accepted as proof', () => {
  for (const proof of ['exact', 'ocr'] as const) {
    for (const ambiguous of [true, false]) {
      for (const security of ['secure', 'unknown', 'not-secure'] as const) expect(judgeAddress({ ...BY_OCR, ambiguous, security }, saying('blocked'), proof)).toBe('unclear');
    }
  }
});

test('by default OCR allows nothing, even where no letter has a look-alike', () => {
  expect(judgeAddress({ ...BY_OCR, ambiguous: false, confidence: 1 }, saying('allowed'))).toBe('unclear');
});

test('an exact reading that is not sure is none', () => {
  expect(judgeAddress({ ...EXACT, confidence: 0.99 }, saying('allowed'))).toBe('unclear');
});

test('an address that may go on after what was read is judged as one that is cut off', () => {
  const sites = { checkDisplayed: ({ truncated }: DisplayedAddress): DisplayedVerdict => (truncated ? 'unclear' : 'allowed') };
  expect(judgeAddress(EXACT, sites)).toBe('allowed');
  expect(judgeAddress({ ...EXACT, mayGoOn: true }, sites)).toBe('unclear');
});

test('letters and digits with look-alikes make a text ambiguous, in the host and in the path', () => {
  for (const text of ['paypal.com', 'example.com/first', 'rn.com', '192.168.0.1', 'https://x.net/0', 'vv.xx.org', 'clock.dev']) {
    expect(dependsOnLookAlikes(text), text).toBe(true);
  }
  for (const text of ['kpx.com', 'https://xr.net/', 'kr.org/p']) expect(dependsOnLookAlikes(text), text).toBe(false);
});

test('what OCR reads becomes an address: no blanks, host in lower case, cut-off told apart', () => {
  expect(addressOf('Example.COM /First/Page')).toEqual({ text: 'example.com/First/Page', truncated: false });
  expect(addressOf('HTTPS://Example.com/a…')).toEqual({ text: 'https://example.com/a', truncated: true });
  expect(addressOf('example.com/a...')).toEqual({ text: 'example.com/a', truncated: true });
  expect(addressOf('localhost:8080/x')).toEqual({ text: 'localhost:8080/x', truncated: false });
  expect(addressOf('file:///C:/Users/a')).toEqual({ text: 'file:///C:/Users/a', truncated: false });
  expect(addressOf('')).toBeNull();
  expect(addressOf('/only/a/path')).toBeNull();
});
