import { expect, test } from '@playwright/test';
import { AllowedSites, parseAllowedSite } from '../../src/policy/index.js';
import { rowsBelow, wordsOf } from './doc-tables.js';

const RULES = 'docs/guides/allowed-sites.md';

test('each example of a page is allowed or not, as the guide says', () => {
  const rows = rowsBelow(RULES, 'Twenty examples');
  expect(rows).toHaveLength(20);
  for (const [rule, page, says = ''] of rows) {
    const { allowed } = new AllowedSites(wordsOf(rule)).check(wordsOf(page)[0] ?? '');
    expect(says, `${rule} for ${page}`).toMatch(allowed ? /^allowed/ : /^not allowed/);
  }
});

test('a rule that an example recommends does allow its page', () => {
  const recommended = rowsBelow(RULES, 'Twenty examples').flatMap(([, page, says]) => wordsOf(says).filter((word) => word.startsWith('https://')).map((rule) => ({ rule, page: wordsOf(page)[0] ?? '' })));
  expect(recommended.length).toBeGreaterThan(1);
  for (const { rule, page } of recommended) expect(new AllowedSites([rule]).check(page).allowed, `${rule} for ${page}`).toBe(true);
});

test('each rule that the guide calls refused is, with the correction that the guide shows', () => {
  const rows = rowsBelow(RULES, 'Rules that are refused');
  expect(rows.length).toBeGreaterThan(10);
  for (const [rule, , correction] of rows) {
    const result = parseAllowedSite(wordsOf(rule)[0] ?? '');
    expect(result.ok, rule).toBe(false);
    expect(result.ok ? undefined : result.suggestion, rule).toBe(wordsOf(correction)[0]);
  }
});

test('each form in the table of forms is a rule', () => {
  for (const [, , example] of rowsBelow(RULES, 'Wildcards and the form of a rule')) expect(parseAllowedSite(wordsOf(example)[0] ?? '').ok, example).toBe(true);
});
