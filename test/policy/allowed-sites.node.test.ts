import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { urlFromBar } from '../../src/policy/explain-url.js';
import { AllowedSites, explainUrl, isScreenShareError, parseAllowedSite } from '../../src/policy/index.js';
import { hostileLists, hostileRules, hostileUrls } from './hostile-cases.mjs';

/** A rule, URLs that it allows, URLs that it doesn't. */
const MEANING: readonly [rule: string, allowed: readonly string[], denied: readonly string[]][] = [
  [
    'https://www.example.com/first/*',
    ['/first/', '/first/a', '/first/a/b', '/first/.well-known/x', '/first/?q', '/first/a?q=/x/y', '/first/a#/x', '/first//', '/second/../first/x', '/%66irst/x', '/first/%2e%2E/first/', '/first\\a', '/first/a%2Fb', '/first/...', '/first/..a', '/first/a..', '/first/%ZZ'].map((path) => `https://www.example.com${path}`),
    ['/first', '/firstborn', '/First/', '/', '', '/second/first/', '//first/', '/first%2Fx', '/first/../x', '/first/%2e%2e/x', '/first/..%2Fx', '/first/..%2fx', '/first/..%5Cx', '/first/a%2F..%2Fx', '/first/..;/x', '/first/..;a=b/x', '/first/.%2e;/x', '/first/.;/x', '/first/%2E%2E%2Fx', '/first/a%2F.', '/first/..%3B/x'].map((path) => `https://www.example.com${path}`),
  ],
  [
    'https://www.example.com/*',
    ['https://www.example.com', 'https://example.com/', 'https://EXAMPLE.com/a', 'HTTPS://www.example.com/a', 'https://user:secret@example.com/a', 'https://www.example.com:443/', ' https://example.com/\n', 'https://exa\tmple.com/', 'https:\\\\example.com\\a', 'https://example。com/', 'https://ｅxample.com/'],
    ['http://www.example.com/', 'https://www.www.example.com/', 'https://sub.example.com/', 'https://example.com./', 'https://www.example.com:8443/', 'https://www.example.com.evil.test/', 'https://www.example.com@evil.test/', 'https://evil.test/https://www.example.com/', 'https://evilexample.com/', 'https://www..example.com/', 'https://.example.com/', 'wss://www.example.com/', 'blob:https://www.example.com/1', 'view-source:https://www.example.com/', 'data:text/html,https://www.example.com/', 'file:///www.example.com/', 'chrome://www.example.com/', 'about:blank', 'javascript:location="https://www.example.com/"', '//www.example.com/', 'www.example.com/', '', 'https://', 'filesystem:https://www.example.com/temporary/'],
  ],
  ['https://www.www.example.com/*', ['https://www.www.example.com/'], ['https://www.example.com/', 'https://example.com/']],
  ['https://example.com', ['https://example.com', 'https://www.example.com/', 'https://example.com/?a', 'https://example.com/?', 'https://example.com/#a', 'https://example.com/.'], ['https://example.com/a', 'https://example.com//']],
  ['https://example.com/page', ['https://example.com/page', 'https://example.com/page?a=b', 'https://example.com/%70age#x'], ['https://example.com/page/', 'https://example.com/Page', 'https://example.com/page.html', 'https://example.com/page;x', 'https://example.com/page%3Fa']],
  ['https://example.com/p?id=1', ['https://example.com/p?id=1', 'https://example.com/p?id=1#x'], ['https://example.com/p', 'https://example.com/p?', 'https://example.com/p?id=12', 'https://example.com/p?id=1&a', 'https://example.com/p?ID=1', 'https://example.com/pXid=1', 'https://example.com/p%3Fid=1']],
  ['https://example.com/orders/*/print', ['https://example.com/orders/1/print', 'https://example.com/orders/.x/print?a', 'https://example.com/orders/*/print', 'https://example.com/orders/a%2Fb/print', 'https://example.com/orders/%C3%A9+(a)/print'], ['https://example.com/orders//print', 'https://example.com/orders/print', 'https://example.com/orders/1/2/print', 'https://example.com/orders/1/print/', 'https://example.com/orders/1/Print', 'https://example.com/orders/..%2F/print']],
  ['https://example.com/*/a/*', ['https://example.com/x/a/', 'https://example.com/x/a/b/c'], ['https://example.com//a/', 'https://example.com/x/a', 'https://example.com/x/y/a/']],
  ['https://example.com/*/', ['https://example.com/x/'], ['https://example.com/x', 'https://example.com//', 'https://example.com/x/y/']],
  ['https://*.example.com/*', ['https://example.com/', 'https://www.example.com/', 'https://a.example.com/x', 'https://a.b.c.example.com/', 'https://www.a.example.com/', 'https://www.www.example.com/'], ['https://evilexample.com/', 'https://example.com.evil.test/', 'https://a..example.com/', 'https://.example.com/', 'https://a.example.com./', 'https://com/', 'https://a.example.com:8443/']],
  ['https://*.example.com:8443/a', ['https://b.example.com:8443/a', 'https://example.com:8443/a?x'], ['https://b.example.com/a', 'https://b.example.com:8443/']],
  ['https://example.com:443/*', ['https://example.com/'], ['https://example.com:444/']],
  ['https://bücher.example/*', ['https://xn--bcher-kva.example/', 'https://BÜCHER.example/', 'https://bu\u0308cher.example/'], ['https://bucher.example/', 'https://b\u00FCcher.example.evil.test/']],
  ['https://example.com/é/*', ['https://example.com/é/', 'https://example.com/%C3%A9/', 'https://example.com/%c3%a9/x'], ['https://example.com/e/', 'https://example.com/e\u0301/', 'https://example.com/%E9/']],
  ['https://example.com/[x]/*', ['https://example.com/[x]/1'], ['https://example.com/x/1']],
  ['https://example.com/a(b)', ['https://example.com/a(b)'], ['https://example.com/ab', 'https://example.com/a']],
  ['https://example.com/{a,b}/*', ['https://example.com/{a,b}/', 'https://example.com/%7Ba,b%7D/'], ['https://example.com/a/', 'https://example.com/b/']],
  ['https://example.com/!(a)/*/x', ['https://example.com/!(a)/1/x'], ['https://example.com/b/1/x']],
  ['https://example.com/+(a|b)/*/x', ['https://example.com/+(a|b)/1/x'], ['https://example.com/a/1/x', 'https://example.com/aa/1/x']],
  ['https://example.com/@(a)/*/x', ['https://example.com/@(a)/1/x'], ['https://example.com/a/1/x']],
  ['https://example.com/a.b/*/x', ['https://example.com/a.b/1/x'], ['https://example.com/aXb/1/x', 'https://example.com/a%252Eb/1/x']],
  ['https://example.com/%3F/*/x', ['https://example.com/%3f/1/x'], ['https://example.com/a/1/x', 'https://example.com/%253F/1/x']],
  ['https://example.com/first/..%2Fx', [], ['https://example.com/first/..%2Fx', 'https://example.com/x']],
  ['https://127.0.0.1/*', ['https://0x7f.1/', 'https://2130706433/'], ['https://127.0.0.2/']],
];

for (const [rule, allowed, denied] of MEANING) {
  test(`holds ${rule} to what it says`, () => {
    const sites = new AllowedSites([rule]);
    expect(allowed.filter((url) => !sites.check(url).allowed)).toEqual([]);
    expect(denied.filter((url) => sites.check(url).allowed)).toEqual([]);
    for (const url of allowed) expect(sites.check(url)).toEqual({ allowed: true, rule });
    for (const url of denied) expect(sites.check(url)).toEqual({ allowed: false });
  });
}

test('allows nothing with an empty list', () => {
  expect(new AllowedSites([]).check('https://example.com/')).toEqual({ allowed: false });
});

test('names the first rule of the list that allows a page', () => {
  const rules = ['https://example.com/a/b?x', 'https://*.example.com/*', 'https://example.com/*/b', 'https://example.com/a/*', 'https://example.com/a/b'];
  for (let first = 0; first < rules.length; first += 1) {
    expect(new AllowedSites(rules.slice(first)).check('https://www.example.com/a/b?x').rule).toBe(rules[first]);
  }
});

test('throws settings-invalid on a rule that does not parse, and names it and its correction', () => {
  const build = () => new AllowedSites(['https://example.com/', 'http://example.com/first*']);
  expect(build).toThrow(/“http:\/\/example\.com\/first\*”.*Did you mean https:\/\/example\.com\/first\/\*\?/);
  try {
    build();
  } catch (error) {
    expect(isScreenShareError(error, 'settings-invalid')).toBe(true);
  }
  expect(() => new AllowedSites([undefined as unknown as string])).toThrow(/not valid/);
});

test('does not take part in changes to the list that it was given', () => {
  const list = ['https://example.com/*'];
  const sites = new AllowedSites(list);
  list[0] = 'https://evil.test/*';
  expect(sites.check('https://example.com/a').rule).toBe('https://example.com/*');
});

test('says not allowed of what is no text', () => {
  const sites = new AllowedSites(['https://example.com/*']);
  for (const value of [undefined, null, 1, {}, new URL('https://example.com/')]) expect(sites.check(value as string)).toEqual({ allowed: false });
});

test('has an answer for URLs made to keep a matcher busy', () => {
  const lists = { ...hostileLists, 'all sorts': hostileRules.filter((rule) => parseAllowedSite(rule).ok) };
  for (const rules of Object.values(lists)) {
    const sites = new AllowedSites(rules);
    for (const url of hostileUrls) {
      const { allowed, rule } = sites.check(url);
      expect(explainUrl(sites, url)).toMatchObject({ allowed, ...(allowed && { rule }) });
    }
  }
});

const EXPLAINED: readonly [url: string, code: string, rule?: string][] = [
  ['https://example.com/first/x', 'allowed', 'https://www.example.com/first/*'],
  ['example.com', 'not-a-url'],
  ['http://example.com/first/x', 'not-https'],
  ['https://evil.test/', 'other-host'],
  ['https://example.com./first/', 'impossible-host'],
  [`https://example.com/first/${'a'.repeat(32_768)}`, 'too-long'],
  [`https://example.com/first/${'é'.repeat(6_000)}`, 'too-long'],
  [`https://${'a'.repeat(4000)}@example.com/first/`, 'too-long'],
  ['https://example.com:8443/first/', 'other-port', 'https://www.example.com/first/*'],
  ['https://example.com/first/..%2Fx', 'hidden-dots'],
  ['https://example.com/first', 'other-page', 'https://www.example.com/first/*'],
  ['https://example.com/p?id=2', 'other-query', 'https://example.com/p?id=1'],
];

for (const [url, code, rule] of EXPLAINED) {
  test(`explains ${url} as ${code}`, () => {
    const sites = new AllowedSites(['https://www.example.com/first/*', 'https://example.com/p?id=1']);
    const explanation = explainUrl(sites, url);
    expect(explanation).toMatchObject({ allowed: code === 'allowed', code });
    expect(explanation.rule).toBe(rule);
  });
}

test('a page that differs from a rule in case only is told so, and a host is named as people write it', () => {
  const sites = new AllowedSites(['https://www.example.com/First/*']);
  expect(explainUrl(sites, 'https://example.com/first/x')).toMatchObject({ code: 'other-case', rule: 'https://www.example.com/First/*' });
  expect(explainUrl(sites, 'https://exämple.com/').message).toBe('No rule names exämple.com.');
  expect(explainUrl(new AllowedSites(['https://xn--exmple-cua.com/*']), 'https://exämple.com/a').message).toBe('Allowed by https://xn--exmple-cua.com/*: every page of exämple.com.');
});

for (const [shown, url] of [
  ['www.example.com/x', 'https://www.example.com/x'],
  [' example.com ', 'https://example.com'],
  ['example.com:8443/x', 'https://example.com:8443/x'],
  ['localhost:8080', 'https://localhost:8080'],
  ['https://example.com/x', 'https://example.com/x'],
  ['http://example.com', 'http://example.com'],
  ['mailto:a@example.com', 'mailto:a@example.com'],
  ['nonsense', 'nonsense'],
  ['two words.com', 'two words.com'],
] as const) {
  test(`what a bar shows, “${shown}”, is tried as ${url}`, () => {
    expect(urlFromBar(shown)).toBe(url);
  });
}

// An independent reading of the rules: no index, no globs, segment by segment.

const segment = fc.constantFrom('', 'a', 'b', 'first', 'A', '.x', '..a', 'a..', '(a)', '[b]', '{a,b}', '!a', '+(a)', '@(a|b)', 'a.b', '$', '^', '%2F', '%41', '%c3%a9', 'é', '~', '-', ';p', 'a;..', '%2e', '..', '..%2Fa', '..;x', '%5C..', "'", '"', '|', '%3F', '%25');
const path = fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join('/')}`);
const rulePath = fc.array(fc.oneof({ weight: 3, arbitrary: segment }, { weight: 2, arbitrary: fc.constant('*') }), { maxLength: 4 }).map((segments) => `/${segments.join('/')}`);
const host = fc.constantFrom('example.com', 'www.example.com', 'www.www.example.com', 'a.example.com', 'b.a.example.com', 'www.a.example.com', 'evilexample.com', 'EXAMPLE.com', 'com');
const port = fc.constantFrom('', ':443', ':8443');
const query = fc.constantFrom('', '', '?a=1', '?a=%31', '?a=1&b', "?'");
const rule = fc.tuple(fc.constantFrom('', '', '*.'), host, port, rulePath, query).map((parts) => `https://${parts.join('')}`).filter((text) => parseAllowedSite(text).ok);
const url = fc.tuple(host, port, path, fc.constantFrom('', '?', '?a=1', '?a=%31', '?a=1&b', "?'"), fc.constantFrom('', '#x')).map((parts) => `https://${parts.join('')}`);

function decodeUnreserved(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, (escape) => {
    const decoded = decodeURIComponent(`%${Number.parseInt(escape.slice(1), 16) < 128 ? escape.slice(1) : '2F'}`);
    return /^[A-Za-z0-9._~-]$/.test(decoded) ? decoded : escape.toUpperCase();
  });
}

function hasDots(pathname: string): boolean {
  return pathname
    .replace(/%2F|%5C/gi, '/')
    .split('/')
    .some((piece) => ['.', '..'].includes(piece.split(/;|%3B/)[0] ?? ''));
}

function oracle(ruleText: string, urlText: string): boolean {
  const isWide = ruleText.startsWith('https://*.');
  const wanted = new URL(ruleText.replace('://*.', '://'));
  const asked = new URL(urlText);
  const drop = (name: string) => name.replace(/^www\./, '');
  const isHost = drop(asked.hostname) === drop(wanted.hostname) || (isWide && drop(asked.hostname).endsWith(`.${drop(wanted.hostname)}`));
  if (!isHost || asked.port !== wanted.port) return false;
  const have = decodeUnreserved(asked.pathname).split('/').slice(1);
  const want = decodeUnreserved(wanted.pathname).split('/').slice(1);
  if (hasDots(decodeUnreserved(asked.pathname))) return false;
  const isBelow = want.at(-1) === '*';
  if (isBelow) want.pop();
  if (isBelow ? have.length <= want.length : have.length !== want.length) return false;
  if (!want.every((part, index) => (part === '*' ? have[index] !== '' : part === have[index]))) return false;
  return wanted.search === '' || wanted.search === asked.search;
}

test('agrees with an independent reading of the rules, for any list and page', () => {
  let allowedCount = 0;
  fc.assert(
    fc.property(fc.array(rule, { minLength: 1, maxLength: 8 }), url, (rules, page) => {
      const expected = rules.find((text) => oracle(text, page));
      if (expected !== undefined) allowedCount += 1;
      const { allowed, rule: found } = new AllowedSites(rules).check(page);
      return allowed === (expected !== undefined) && found === expected;
    }),
    { numRuns: 2000 },
  );
  expect(allowedCount).toBeGreaterThan(20);
});

test('agrees with it for a page made of the rule itself', () => {
  fc.assert(
    fc.property(rule, fc.array(segment, { maxLength: 3 }), (text, rest) => {
      const page = text.replace('://*.', '://x.').replace(/\/\*$/, `/${rest.join('/')}`).replaceAll('/*', '/seg');
      return new AllowedSites([text]).check(page).allowed === oracle(text, page);
    }),
    { numRuns: 2000 },
  );
});
