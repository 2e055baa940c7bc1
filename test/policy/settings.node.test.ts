import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { DEFAULT_GUARD, DEFAULT_SETTINGS, guardOf, validateSettings } from '../../src/policy/index.js';

const GOOD = {
  escalateToShow: true,
  surfaces: ['window'],
  allowedSites: ['https://www.example.com/first/*'],
  bookmarks: [{ title: 'First', url: 'https://example.com/first/', active: true }],
};

const bookmark = (more: object) => ({ ...GOOD, bookmarks: [{ title: 'A', url: 'https://example.com/first/a', active: true, ...more }] });
const open = (more: object) => ({ ...GOOD, surfaces: ['screen', 'window', 'tab'], allowedSites: [], bookmarks: [], ...more });

const INVALID: readonly [name: string, value: unknown, code: string, path: string][] = [
  ['nothing', undefined, 'missing', ''],
  ['null', null, 'wrong-type', ''],
  ['a text', 'settings', 'wrong-type', ''],
  ['a list', [], 'missing', 'escalateToShow'],
  ['no allowed sites', { ...GOOD, allowedSites: undefined }, 'missing', 'allowedSites'],
  ['allowed sites that are a text', { ...GOOD, allowedSites: 'https://example.com/' }, 'wrong-type', 'allowedSites'],
  ['an allowed site that is a number', { ...GOOD, allowedSites: [1] }, 'wrong-type', 'allowedSites.0'],
  ['no surface', { ...GOOD, surfaces: [] }, 'no-surface', 'surfaces'],
  ['an unknown surface', { ...GOOD, surfaces: ['monitor'] }, 'wrong-type', 'surfaces.0'],
  ['a screen with allowed sites', { ...GOOD, surfaces: ['window', 'screen'] }, 'surface-with-allowed-sites', 'surfaces'],
  ['a tab with allowed sites', { ...GOOD, surfaces: ['tab'] }, 'surface-with-allowed-sites', 'surfaces'],
  ['a screen with Capture Handle', { ...GOOD, surfaces: ['screen', 'tab'], guard: { tabsByCaptureHandle: true } }, 'surface-with-allowed-sites', 'surfaces'],
  ['a rule that does not parse', { ...GOOD, allowedSites: ['https://a.example/', 'http://a.example/'] }, 'not-https', 'allowedSites.1'],
  ['5,001 rules', { ...GOOD, allowedSites: Array.from({ length: 5001 }, (_, index) => `https://example.com/${index}`) }, 'too-many', 'allowedSites'],
  ['ten million rules', { ...GOOD, allowedSites: new Array(1e7).fill('https://example.com/') }, 'too-many', 'allowedSites'],
  ['a rule of 2,049 characters', { ...GOOD, allowedSites: [`https://example.com/${'a'.repeat(2029)}`] }, 'too-long', 'allowedSites.0'],
  ['21 bookmarks', { ...GOOD, bookmarks: Array.from({ length: 21 }, (_, index) => ({ title: 'A', url: `https://example.com/first/${index}`, active: true })) }, 'too-many', 'bookmarks'],
  ['a bookmark without a title', bookmark({ title: '' }), 'title-missing', 'bookmarks.0.title'],
  ['a bookmark with a blank title', bookmark({ title: ' \u200B' }), 'title-missing', 'bookmarks.0.title'],
  ['a title of 201 characters', bookmark({ title: 'a'.repeat(201) }), 'too-long', 'bookmarks.0.title'],
  ['a title of a megabyte', bookmark({ title: 'a'.repeat(1e6) }), 'too-long', 'bookmarks.0.title'],
  ['a bookmark without a URL', bookmark({ url: ' ' }), 'url-missing', 'bookmarks.0.url'],
  ['a bookmark that is no URL', bookmark({ url: 'example' }), 'url-invalid', 'bookmarks.0.url'],
  ['a URL of 2,049 characters', bookmark({ url: `https://example.com/${'a'.repeat(2029)}` }), 'too-long', 'bookmarks.0.url'],
  ['a javascript: bookmark', open({ bookmarks: [{ title: 'A', url: 'javascript:alert(1)', active: true }] }), 'url-not-https', 'bookmarks.0.url'],
  ['a javascript: bookmark in disguise', open({ bookmarks: [{ title: 'A', url: ' \u0001java\nscript:alert(1)', active: true }] }), 'url-invalid', 'bookmarks.0.url'],
  ['a data: bookmark', open({ bookmarks: [{ title: 'A', url: 'data:text/html,x', active: true }] }), 'url-not-https', 'bookmarks.0.url'],
  ['an http: bookmark with allowed sites', bookmark({ url: 'http://example.com/first/' }), 'url-not-https', 'bookmarks.0.url'],
  ['a bookmark under another domain', bookmark({ url: 'https://other.example/' }), 'url-other-domain', 'bookmarks.0.url'],
  ['a bookmark on a subdomain of the rule', bookmark({ url: 'https://sub.example.com/' }), 'url-other-domain', 'bookmarks.0.url'],
  ['an inactive bookmark under another domain', bookmark({ url: 'https://other.example/', active: false }), 'url-other-domain', 'bookmarks.0.url'],
  ['a hold-back below its range', { ...GOOD, guard: { holdBackMs: -1 } }, 'out-of-range', 'guard.holdBackMs'],
  ['a hold-back without end', { ...GOOD, guard: { holdBackMs: Infinity } }, 'out-of-range', 'guard.holdBackMs'],
  ['a grace time that is no number', { ...GOOD, guard: { graceMs: Number.NaN } }, 'wrong-type', 'guard.graceMs'],
  ['an unknown reading', { ...GOOD, guard: { reading: 'guess' } }, 'wrong-type', 'guard.reading'],
];

for (const [name, value, code, path] of INVALID) {
  test(`refuses ${name}`, () => {
    const result = validateSettings(value);
    expect(result.ok).toBe(false);
    expect(!result.ok && result.problems).toContainEqual(expect.objectContaining({ code, path, message: expect.stringMatching(/.{15}/) }));
  });
}

const VALID: readonly [name: string, value: object, warnings: readonly string[]][] = [
  ['the defaults', DEFAULT_SETTINGS, []],
  ['an allowed site and a bookmark under it', GOOD, []],
  ['tabs by Capture Handle', { ...GOOD, surfaces: ['window', 'tab'], guard: { tabsByCaptureHandle: true } }, []],
  ['an http: bookmark without allowed sites', open({ bookmarks: [{ title: 'A', url: 'http://other.example/', active: true }] }), []],
  ['5,000 rules, 20 bookmarks, a title of 200 characters', { ...GOOD, allowedSites: Array.from({ length: 5000 }, (_, index) => `https://example.com/${index}/*`), bookmarks: Array.from({ length: 20 }, (_, index) => ({ title: 'a'.repeat(200), url: `https://example.com/${index}/`, active: true })) }, []],
  ['a bookmark on another port', bookmark({ url: 'https://www.example.com:8443/first/' }), ['bookmark-not-allowed']],
  ['a bookmark on any subdomain of a *. rule', { ...GOOD, allowedSites: ['https://*.example.com/*'], bookmarks: [{ title: 'A', url: 'https://a.b.example.com/', active: true }] }, []],
  ['a bookmark that no rule allows', bookmark({ url: 'https://example.com/second' }), ['bookmark-not-allowed']],
  ['the same bookmark twice', { ...GOOD, bookmarks: [...GOOD.bookmarks, ...GOOD.bookmarks] }, ['duplicate-bookmark']],
  ['the same rule in two spellings', { ...GOOD, allowedSites: ['https://www.example.com/first/*', ' https://EXAMPLE.com:443/%66irst/* '] }, ['duplicate-allowed-site']],
  ['two rules that differ in case only', { ...GOOD, allowedSites: [...GOOD.allowedSites, 'https://www.example.com/First/*'] }, ['differs-in-case']],
  ['every site of a country’s companies', { ...GOOD, allowedSites: [...GOOD.allowedSites, 'https://*.co.uk/*', 'https://*.github.io/*', 'https://*.example.co.uk/*'] }, ['public-suffix', 'public-suffix']],
  ['a note and an owner', { ...GOOD, siteNotes: [{ site: GOOD.allowedSites[0], note: 'for claims', owner: 'Ada' }] }, []],
  ['a surface twice', { ...GOOD, surfaces: ['window', 'window'] }, ['duplicate-surface']],
  ['a short hold-back', { ...GOOD, guard: { holdBackMs: 100 } }, ['hold-back-short']],
  ['a rule that allows nothing', { ...GOOD, allowedSites: [...GOOD.allowedSites, 'https://example.com/..%2Fx'] }, ['allows-nothing']],
  ['a password in a bookmark', bookmark({ url: 'https://me:secret@example.com/first/' }), ['bookmark-credentials']],
];

for (const [name, value, warnings] of VALID) {
  test(`accepts ${name}`, () => {
    const result = validateSettings(value);
    expect(result).toMatchObject({ ok: true, settings: value });
    expect(result.ok && result.warnings.map(({ code }) => code)).toEqual(warnings);
  });
}

test('drops unknown keys and leaves the value itself alone', () => {
  const value = { ...GOOD, extra: 1, guard: { graceMs: undefined, extra: 2 }, bookmarks: [{ ...GOOD.bookmarks[0], extra: 3 }] };
  const before = structuredClone(value);
  expect(validateSettings(value)).toEqual({ ok: true, settings: { ...GOOD, guard: {} }, warnings: [] });
  expect(value).toEqual(before);
});

test('suggests the secure spelling of a bookmark', () => {
  const result = validateSettings(bookmark({ url: 'http://example.com/first/' }));
  expect(!result.ok && result.problems[0]?.suggestion).toBe('https://example.com/first/');
});

test('fills in the guard’s defaults', () => {
  expect(guardOf(DEFAULT_SETTINGS)).toEqual(DEFAULT_GUARD);
  expect(guardOf({ ...DEFAULT_SETTINGS, guard: { holdBackMs: 400 } })).toEqual({ holdBackMs: 400, graceMs: 60_000, tabsByCaptureHandle: false, reading: 'exact', show: 'page' });
});

const cyclic: Record<string, unknown> = { ...GOOD };
cyclic['bookmarks'] = [cyclic];
const growing = new Proxy([], { get: (target, key, receiver) => (key === 'length' ? 2 ** 32 - 1 : Reflect.get(target, key, receiver)) });
const HOSTILE: Record<string, unknown> = {
  'a getter that throws': { ...GOOD, get surfaces() { throw new Error('no'); } },
  'a proxy that throws': new Proxy({}, { get() { throw new Error('no'); }, has() { throw new Error('no'); }, getPrototypeOf() { throw new Error('no'); } }),
  'a revoked proxy': (() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })(),
  'a cycle': cyclic,
  'a list that says it is endless': { ...GOOD, allowedSites: growing },
  'a function': () => GOOD,
  'a symbol': Symbol('settings'),
};

for (const [name, value] of Object.entries(HOSTILE)) {
  test(`refuses ${name} without throwing`, () => expect(validateSettings(value).ok).toBe(false));
}

test('has an answer for any value', () => {
  const almost = fc.record({ escalateToShow: fc.boolean(), surfaces: fc.anything(), allowedSites: fc.oneof(fc.array(fc.string()), fc.anything()), bookmarks: fc.oneof(fc.array(fc.record({ title: fc.string(), url: fc.oneof(fc.webUrl(), fc.string()), active: fc.boolean() })), fc.anything()), guard: fc.anything() }, { requiredKeys: [] });
  fc.assert(fc.property(fc.oneof(fc.anything({ withNullPrototype: true, withBigInt: true, withSparseArray: true }), almost), (value) => typeof validateSettings(value).ok === 'boolean'), { numRuns: 1500 });
});
