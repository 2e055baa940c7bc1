import { expect, test } from '@playwright/test';
import { checkJsonLimits } from '../../src/server/json-limits.js';
import { settings } from '../store/store-contract.js';
import { largeSettings } from './exercise-endpoint.js';
import { SettingsServer } from './settings-server.js';

let server: SettingsServer;

test.beforeEach(async () => {
  server = await new SettingsServer().start();
});
test.afterEach(() => server.close());

const put = (body: string): Promise<Response> =>
  server.fetch('/staging', { method: 'PUT', headers: { 'content-type': 'application/json', 'if-none-match': '*' }, body });

for (const [what, body, reason] of [
  ['4 million nested brackets', '['.repeat(4_000_000), 'nested more than 16 levels'],
  ['nested objects', '{"a":'.repeat(17) + '1' + '}'.repeat(17), 'nested more than 16 levels'],
  ['2.6 million empty bookmarks', `{"bookmarks":[${'{},'.repeat(2_600_000).slice(0, -1)}]}`, 'more than 60,000 items'],
  ['hundreds of thousands of unknown keys', `{${Array.from({ length: 500_000 }, (_, n) => `"k${n}":1`).join()}}`, 'more than 60,000 items'],
] as const) {
  test(`a body with ${what} is refused in a few words before it is parsed`, async () => {
    const parse = JSON.parse;
    let parsed = 0;
    JSON.parse = (...args) => {
      parsed = Math.max(parsed, args[0].length);
      return parse(...args) as unknown;
    };
    try {
      const response = await put(body);
      expect(response.status).toBe(422);
      const text = await response.text();
      expect(text).toContain(reason);
      expect(text.length).toBeLessThan(300);
      expect(parsed).toBeLessThan(1_000);
    } finally {
      JSON.parse = parse;
    }
  });
}

test('the largest settings that are valid are well within the limits', () => {
  expect(() => checkJsonLimits(JSON.stringify(largeSettings()))).not.toThrow();
});

for (const text of ['"[[[[[[[[[[[[[[[[[[[[["', '"\\"[[[[[[[[[[[[[[[[[[[[["', '["\\\\",[[[]]]]', '"unfinished [[[[[[[[[[[[[[[[[[[[', `"${',{'.repeat(50_000)}"`, ']]]]]]]]]]]]]]]]]]]]]]']) {
  test(`what stands in a text isn’t counted: ${text.slice(0, 30)}`, () => {
    expect(() => checkJsonLimits(text)).not.toThrow();
  });
}

test('a bracket after a string that ends in a backslash is counted', () => {
  expect(() => checkJsonLimits(`["\\\\"${',['.repeat(17)}`)).toThrow('nested');
});

test('an answer to settings with thousands of problems is short, names the first ones and says how many there are', async () => {
  const wrong = Array.from({ length: 1_000 }, (_, n) => `http://example.com/${n}/${'x'.repeat(100)}`);
  const response = await put(JSON.stringify({ ...settings(1), allowedSites: wrong }));
  expect(response.status).toBe(422);
  const text = await response.text();
  expect(text.length).toBeLessThan(17_000);
  const { problems, furtherProblems } = JSON.parse(text) as { problems: { path: string }[]; furtherProblems: number };
  expect(problems[0]?.path).toBe('allowedSites.0');
  expect(problems.length).toBeGreaterThan(10);
  expect(problems.length + furtherProblems).toBe(1_000);
});
