import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { AllowedSites, type DisplayedAddress } from '../../src/policy/index.js';

const SITES = new AllowedSites(['https://www.example.com/first/*', 'https://example.com', 'https://example.com/p?id=1', 'https://*.wide.example/*', 'https://example.com:8443/*', 'https://bücher.example/*', 'https://example.com/page']);

function judge(text: string, more: Partial<DisplayedAddress> = {}) {
  return SITES.checkDisplayed({ text, truncated: false, security: 'secure', editing: false, ...more });
}

const WHOLE: Record<'allowed' | 'blocked' | 'unclear', readonly string[]> = {
  allowed: ['example.com/first/', 'www.example.com/first/a', 'https://www.example.com/first/a', 'example.com', 'https://example.com', 'example.com/', 'example.com/?a', 'example.com/p?id=1', 'example.com/p?id=1#x', 'example.com/page?a', 'example.com:8443', 'example.com:8443/x', 'wide.example', 'a.b.wide.example/x?y', 'bücher.example/ü', 'xn--bcher-kva.example/', 'example.com/first/é日本', 'example.com/first/(a)[b]{c}|"', 'example.com/first/%', 'example.com/first/%2F', 'example.com/first/a%20b', ' example.com/first/ '],
  blocked: ['example.com/first', 'example.com/firstborn', 'example.com/second', 'example.com/first/../second', 'evil.test', 'evil.test/first/', 'example.com.evil.test/first/', 'example.com@evil.test/first/', 'www.example.com@evil.test', 'examp1e.com/first/', 'exаmple.com/first/', 'xn--exmple-4nf.com/first/', 'example.com./first/', 'example.com:8444/', 'example.com/p', 'example.com/p?id=12', 'example.com/first/..%2Fx', 'example.com/first/..;/x', 'example.com/first/a%2F..', 'http://example.com/first/', 'chrome://settings', 'about:blank', 'data:text/html,example.com/first/', 'javascript:alert(1)//example.com/first/', 'view-source:https://example.com/first/', 'view-source:example.com/first/', 'blob:https://example.com/first/', 'file:///example.com/first/', 'filesystem:https://example.com/first/', 'ftp://example.com/first/', 'sub.example.com/first/', 'a..wide.example/'],
  unclear: ['', ' ', 'evil.test@example.com/first/', '@example.com/first/', 'example.com\\first\\', 'example.com/first/../first/', 'example.com/first/./a', 'example.com/first/%2e%2e/first/', 'example.com/first/a b', 'example.com/first/\u202Ea', 'example.com/first/\u200Ba', 'example.com/first/אב', 'example。com/first/', 'ｅxample.com/first/', 'EXAMPLE.com/first/', 'ex%61mple.com/first/', 'example.com:443/first/', 'example.com/first/…', 'https:/example.com/first/', 'https:example.com/first/', 'HTTPS:\\\\example.com/first/', 'BÜCHER.example/', 'Search or type a URL', 'example.com/first/\u0000', 'example.com/first/\uD800', '['],
};

for (const [verdict, texts] of Object.entries(WHOLE)) {
  for (const text of texts) test(`finds ${verdict} what a secure bar shows as ${JSON.stringify(text)}`, () => expect(judge(text)).toBe(verdict));
}

const CUT: Record<'allowed' | 'unclear', readonly string[]> = {
  allowed: ['example.com/first/', 'example.com/first/a', 'https://www.example.com/first/a/b', 'example.com/first/%E2%9', 'example.com/first/a%', 'example.com/page?a', 'example.com/page#a', 'example.com/p?id=1#a', 'wide.example/', 'a.wide.example/x', 'example.com/first/a?b'],
  unclear: ['example.com', 'example.co', 'example.com:', 'example.com:84', 'example.com:8443', 'wide.example', 'a.wide.example', 'example.com/', 'example.com/first', 'example.com/fir', 'example.com/page', 'example.com/p?id=1', 'example.com/p?', 'example.com/first/..', 'example.com/first/.', 'example.com/first/..%2', 'example.com/first/..%', 'example.com/first/..%2F', 'example.com/first/a%2F.', 'evil.test/first/', 'example.com@evil.te', 'evil@example.com/first/', 'example.com/%66irst', ''],
};

for (const [verdict, texts] of Object.entries(CUT)) {
  for (const text of texts) test(`finds ${verdict} what a bar shows of ${JSON.stringify(text)} before it is cut off`, () => expect(judge(text, { truncated: true })).toBe(verdict));
}

test('allows only what a committed, secure bar shows', () => {
  expect(judge('example.com/first/', { editing: true })).toBe('unclear');
  expect(judge('evil.test', { editing: true, security: 'not-secure' })).toBe('unclear');
  expect(judge('example.com/first/', { security: 'not-secure' })).toBe('blocked');
  expect(judge('example.com/first/', { security: 'unknown' })).toBe('unclear');
  expect(judge('https://example.com/first/', { security: 'unknown' })).toBe('unclear');
  expect(judge('example.com/first/', { confusable: true })).toBe('unclear');
  expect(judge('evil.test', { confusable: true })).toBe('unclear');
});

test('lets a bar that shows hosts alone decide only for a whole host', () => {
  expect(judge('wide.example', { hostOnly: true })).toBe('allowed');
  expect(judge('a.wide.example', { hostOnly: true })).toBe('allowed');
  expect(judge('example.com', { hostOnly: true })).toBe('unclear');
  expect(judge('evil.test', { hostOnly: true })).toBe('blocked');
  expect(judge('wide.example', { hostOnly: true, truncated: true })).toBe('unclear');
});

test('allows nothing by an empty list', () => {
  expect(new AllowedSites([]).checkDisplayed({ text: 'example.com', truncated: false, security: 'secure', editing: false })).toBe('blocked');
});

const piece = fc.constantFrom('first', 'a', '/', '/', '/', '.', '..', ';', '%2F', '%5C', '%2e', '%41', '%C3%A9', '%', '?', '#', '@', ':', '=', 'page', 'p?id=1', '%E2%80%AE', ' ', '\\', '%20', '%252e');
const address = fc
  .tuple(fc.constantFrom('https', 'https', 'https', 'http'), fc.constantFrom('', 'www.', 'a.', 'user@', 'example.com@'), fc.constantFrom('example.com', 'wide.example', 'evil.test'), fc.constantFrom('', '', ':8443', '.', '.evil.test'), fc.array(piece, { maxLength: 8 }))
  .map(([scheme, head, host, tail, rest]) => `${scheme}://${head}${host}${tail}/${rest.join('')}`);

/** What Chrome's address bar makes of an address: no scheme, user info, `www.` or root slash; printable escapes decoded, not those of delimiters. */
function shownByChrome(url: URL): string {
  const decoded = `${url.pathname}${url.search}${url.hash}`.replace(/(?:%[0-9A-F]{2})+/gi, (escapes) => {
    try {
      const text = decodeURIComponent(escapes);
      return /^[^\s\p{C}\p{Z}#$%&+,/:;=?@\\]+$/u.test(text) ? text : escapes;
    } catch {
      return escapes;
    }
  });
  return url.host.replace(/^www\./, '') + (decoded === '/' ? '' : decoded);
}

test('never allows a page by its display that it does not allow by its address', () => {
  let allowedCount = 0;
  fc.assert(
    fc.property(address, (text) => {
      const url = URL.canParse(text) ? new URL(text) : undefined;
      if (url === undefined) return true;
      const verdict = judge(shownByChrome(url), { security: url.protocol === 'https:' ? 'secure' : 'not-secure' });
      if (verdict === 'allowed') allowedCount += 1;
      return verdict === 'allowed' ? SITES.check(url.href).allowed : verdict === 'unclear' || !SITES.check(url.href).allowed;
    }),
    { numRuns: 5000 },
  );
  expect(allowedCount).toBeGreaterThan(100);
});

test('never allows by a part of the display what it does not allow by its address, hidden dots beyond the cut apart', () => {
  fc.assert(
    fc.property(address, fc.nat({ max: 60 }), (text, length) => {
      const url = URL.canParse(text) ? new URL(text) : undefined;
      if (url === undefined || url.protocol !== 'https:' || /%2f|%5c|;/i.test(url.pathname)) return true;
      const shown = shownByChrome(url);
      if (length >= shown.length) return true;
      return judge(shown.slice(0, length), { truncated: true }) !== 'allowed' || SITES.check(url.href).allowed;
    }),
    { numRuns: 5000 },
  );
});
