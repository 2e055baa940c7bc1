import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { describeRule, parseAllowedSite, widerRule } from '../../src/policy/index.js';
import { hostileRules } from './hostile-cases.mjs';

const REFUSED: readonly [rule: unknown, code: string, suggestion?: string][] = [
  // Other schemes or none
  ['http://www.example.com/first/*', 'not-https', 'https://www.example.com/first/*'],
  ['HTTP://example.com:80/first*', 'not-https', 'https://example.com/first/*'],
  ['*://example.com/*', 'not-https', 'https://example.com/*'],
  ['ftp://example.com/', 'not-https'],
  ['javascript:alert(1)', 'not-https'],
  ['data:text/html,x', 'not-https'],
  ['file:///etc/passwd', 'not-https'],
  ['chrome://settings', 'not-https'],
  ['view-source:https://example.com/', 'not-https', 'https://example.com/'],
  ['htps://example.com/', 'not-https', 'https://example.com/'],
  ['https//example.com/', 'no-scheme', 'https://example.com/'],
  ['https:/example.com/', 'no-scheme', 'https://example.com/'],
  ['https:example.com/', 'no-scheme', 'https://example.com/'],
  ['example.com', 'no-scheme', 'https://example.com/*'],
  ['www.example.com/first/', 'no-scheme', 'https://www.example.com/first/'],
  ['//example.com/first/*', 'no-scheme', 'https://example.com/first/*'],
  ['example.com:8443/first', 'no-scheme', 'https://example.com:8443/first'],
  ['localhost:3000', 'no-scheme', 'https://localhost:3000/*'],
  ['/first/*', 'no-scheme'],
  ['first page', 'blank-inside'],
  // User info, an empty one too
  ['https://user:secret@example.com/', 'user-info', 'https://example.com/'],
  ['https://@example.com/', 'user-info', 'https://example.com/'],
  ['https://:@example.com/', 'user-info', 'https://example.com/'],
  ['https://www.example.com@evil.test/', 'user-info', 'https://evil.test/'],
  // A fragment
  ['https://example.com/#', 'fragment', 'https://example.com/'],
  ['https://example.com/first/#/x', 'fragment', 'https://example.com/first/'],
  // An empty host, port or query
  ['https://', 'empty-host'],
  ['https:///first', 'empty-host', 'https://first'],
  ['https://?a=1', 'empty-host'],
  ['https://:443/', 'empty-host'],
  ['https://*./', 'empty-host'],
  ['https://example.com:/', 'empty-port', 'https://example.com/'],
  ['https://example.com/first?', 'empty-query', 'https://example.com/first'],
  // Hosts
  ['https://example.com./', 'host-trailing-dot', 'https://example.com/'],
  ['https://example.com。/', 'host-trailing-dot', 'https://example.com/'],
  ['https://a..example.com/', 'bad-host', 'https://a.example.com/'],
  ['https://exa<mple.com/', 'bad-host'],
  ['https://example,com/*', 'bad-host', 'https://example.com/*'],
  ['https://exa!mple.com/*', 'bad-host'],
  ['https://1.2.3.4.5/', 'bad-host'],
  ['https://[::1/', 'bad-port'],
  ['https://example.com:99999/', 'bad-port'],
  ['https://example.com:http/', 'bad-port'],
  ['https://example.com:*/', 'bad-port', 'https://example.com/'],
  ['https://example.com:8443*', 'bad-port', 'https://example.com:8443/*'],
  // Blanks, control characters, backslashes, escapes
  ['', 'empty'],
  [' \t\n', 'empty'],
  ['https://exa mple.com/', 'blank-inside', 'https://example.com/'],
  ['https://example.com/a b', 'blank-inside', 'https://example.com/a%20b'],
  ['https://a.example/ https://b.example/', 'blank-inside'],
  ['https://example.com/\u0000x', 'control-character', 'https://example.com/x'],
  ['https://example.com/\u202Ex', 'control-character', 'https://example.com/x'],
  ['https://exam\u00ADple.com/', 'control-character', 'https://example.com/'],
  ['https:\\\\example.com\\first', 'backslash', 'https://example.com/first'],
  ['https://example.com/%zz', 'bad-escape', 'https://example.com/%25zz'],
  ['https://example.com/%', 'bad-escape', 'https://example.com/%25'],
  ['https://example.com/%4', 'bad-escape', 'https://example.com/%254'],
  // Wildcards in the wrong place
  ['*', 'bare-wildcard'],
  ['**', 'bare-wildcard'],
  ['https://*', 'wildcard-in-host'],
  ['https://*/first', 'wildcard-in-host'],
  ['https://ex*mple.com/', 'wildcard-in-host'],
  ['https://ex%2Ample.com/', 'wildcard-in-host'],
  ['https://www.example.com*', 'wildcard-in-host', 'https://www.example.com/*'],
  ['https://*example.com/', 'wildcard-in-host', 'https://*.example.com/'],
  ['https://*.*.example.com/', 'wildcard-in-host', 'https://*.example.com/'],
  ['https://example.*/', 'wildcard-in-host'],
  ['https://a.*.example.com/', 'wildcard-in-host'],
  ['https://*.com/', 'wildcard-too-wide'],
  ['https://*.localhost/', 'wildcard-too-wide'],
  ['https://*.10.0.0.1/', 'wildcard-before-ip', 'https://10.0.0.1/'],
  ['https://*.0x7f.1/', 'wildcard-before-ip', 'https://0x7f.1/'],
  ['https://*.www.example.com/*', 'wildcard-before-www', 'https://*.example.com/*'],
  ['https://*.WWW.example.com/*', 'wildcard-before-www', 'https://*.example.com/*'],
  ['https://example.com/first*', 'wildcard-in-segment', 'https://example.com/first/*'],
  ['https://example.com/**', 'wildcard-in-segment', 'https://example.com/*'],
  ['https://example.com/first/**', 'wildcard-in-segment', 'https://example.com/first/*'],
  ['https://example.com/fi*st/x', 'wildcard-in-segment'],
  ['https://example.com/*.html', 'wildcard-in-segment'],
  ['https://example.com/first?id=*', 'wildcard-in-query', 'https://example.com/first'],
  ['https://example.com/first/*?id=1', 'wildcard-before-query', 'https://example.com/first/*'],
  // Length, and no text
  [`https://example.com/${'a'.repeat(2048)}`, 'too-long'],
  [undefined, 'not-text'],
  [42, 'not-text'],
  [{}, 'not-text'],
];

for (const [rule, code, suggestion] of REFUSED) {
  test(`refuses ${JSON.stringify(rule)?.slice(0, 60)} as ${code}`, () => {
    const result = parseAllowedSite(rule as string);
    expect(result).toMatchObject({ ok: false, code, message: expect.stringMatching(/^[^a-z].{10,}[.*]$/) });
    expect(!result.ok && result.suggestion).toBe(suggestion);
  });
}

const WORDS: readonly [rule: string, words: string][] = [
  ['https://www.example.com/first/*', 'every page below www.example.com/first/'],
  ['  https://www.example.com/*  ', 'every page of www.example.com'],
  ['https://*.example.com/*', 'every page of example.com and of all its subdomains'],
  ['https://example.com', 'the home page of example.com, with any query'],
  ['https://example.com/?a=b', 'the home page of example.com, with exactly the query ?a=b'],
  ['HTTPS://EXAMPLE.com:443/Page', 'only the page example.com/Page, with any query'],
  ['https://example.com:8443/a(b)', 'only the page example.com:8443/a(b), with any query'],
  ['https://example.com/orders/*/print', 'the pages example.com/orders/*/print, * being any one segment, with any query'],
  ['https://[::1]/first/*', 'every page below [::1]/first/'],
  ['https://example.com/first/..%2Fx', 'no page: a server may read a part of this path as “..”'],
];

for (const [text, words] of WORDS) {
  test(`says of ${text.trim()} that it allows ${words}`, () => {
    const result = parseAllowedSite(text);
    expect(result.ok && describeRule(result.rule)).toBe(words);
  });
}

test('offers every page below beside a rule for one page', () => {
  const wider = (text: string) => {
    const result = parseAllowedSite(text);
    return result.ok ? widerRule(result.rule) : 'no rule';
  };
  expect(wider('https://example.com')).toBe('https://example.com/*');
  expect(wider('https://example.com/')).toBe('https://example.com/*');
  expect(wider('https://example.com/first')).toBe('https://example.com/first/*');
  expect(wider('https://example.com/first/*')).toBeUndefined();
  expect(wider('https://example.com/first?a=1')).toBeUndefined();
});

/** Texts that are nearly rules. */
const nearlyRule = fc
  .array(
    fc.constantFrom(
      ...['https://', 'http://', 'https:', '//', 'www.', 'example', '.com', '.', 'a', '*', '/', '\\', '?', '#', '@', ':', '80', '%', '%41', '%2A', '%2e', '..', ' ', '\t', '[', ']', '::1', '10.0.0.1', 'é', '。', '\u200B', '\uD800', 'xn--', 'x=1', '*.', '/*', 'first'],
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));

test('suggests only what is a rule, for any text', () => {
  fc.assert(
    fc.property(fc.oneof(nearlyRule, fc.string({ unit: 'binary' }), nearlyRule.map((text) => `https://example.com${text}`)), (text) => {
      const result = parseAllowedSite(text);
      if (result.ok) return describeRule(result.rule).length > 10;
      return result.suggestion === undefined || parseAllowedSite(result.suggestion).ok;
    }),
    { numRuns: 5000 },
  );
});

test('finds that no accepted rule has a wildcard outside its three places', () => {
  fc.assert(
    fc.property(nearlyRule.map((text) => `https://${text}`), (text) => {
      const result = parseAllowedSite(text);
      if (!result.ok) return true;
      const { host, path, query } = result.rule;
      return host !== '' && !`${host}${query ?? ''}`.includes('*') && path.split('/').every((segment) => segment === '*' || !segment.includes('*'));
    }),
    { numRuns: 5000 },
  );
});

test('has an answer for rules made to keep a matcher busy', () => {
  for (const rule of hostileRules) expect(parseAllowedSite(rule)).toHaveProperty('ok');
});
