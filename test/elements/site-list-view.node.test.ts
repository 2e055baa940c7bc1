import { expect, test } from '@playwright/test';
import { newSites, sitesInText } from '../../src/elements/screenshare-settings/pasted-sites.js';
import { SiteListView, type SiteFacts } from '../../src/elements/screenshare-settings/site-list-view.js';
import { SiteParser } from '../../src/elements/screenshare-settings/site-parser.js';

const ROWS = [
  { id: 1, text: 'https://b.example.com/2/*', note: '', owner: 'Ben' },
  { id: 2, text: 'https://a.example.com/*', note: 'for claims', owner: 'Ada' },
  { id: 3, text: 'nonsense', note: '', owner: '' },
  { id: 4, text: 'https://b.example.com/1/*', note: '', owner: 'Ada' },
];

function facts(more: Partial<SiteFacts> = {}): SiteFacts {
  return { sites: ROWS, parser: new SiteParser(), problemAt: (index) => (index === 2 ? ({ code: 'no-scheme', path: '', message: '' }) : undefined), lastUsed: null, ...more };
}
const shown = (view: SiteListView, given = facts()): number[] => view.groups(given).flatMap(({ rows }) => rows.map(({ site }) => site.id));

for (const [what, change, ids] of [
  ['as it stands', {}, [1, 2, 3, 4]],
  ['by address', { sort: 'address' }, [3, 2, 4, 1]],
  ['by owner', { sort: 'owner' }, [3, 2, 4, 1]],
  ['with an error', { filter: 'wrong' }, [3]],
  ['that no share needed', { filter: 'unused' }, [1, 3, 4]],
  ['least used first', { sort: 'used' }, [3, 4, 1, 2]],
  ['searched by owner and host', { search: 'ADA b.exam' }, [4]],
  ['searched by note', { search: 'claims' }, [2]],
] as const) {
  test(`the list ${what}`, () => {
    const view = new SiteListView(() => undefined);
    view.show(change);
    const lastUsed = (rule: string): number | undefined => (rule.includes('a.example') ? 5 : undefined);
    expect(shown(view, facts({ lastUsed }))).toEqual(ids);
  });
}

test('grouped by host, what is no rule stands by itself', () => {
  const view = new SiteListView(() => undefined);
  view.show({ grouped: true });
  expect(view.groups(facts()).map(({ host, rows }) => [host, rows.length])).toEqual([['b.example.com', 2], ['a.example.com', 1], ['', 1]]);
});

test('while a row is edited the order stays, with what is typed and without what has gone', () => {
  const view = new SiteListView(() => undefined);
  view.show({ sort: 'address' });
  expect(shown(view)).toEqual([3, 2, 4, 1]);
  view.edit(ROWS[0]!);
  const typed = facts({ sites: [{ ...ROWS[0]!, text: 'https://0.example.com/*' }, ...ROWS.slice(2)] });
  expect(shown(view, typed)).toEqual([3, 4, 1]);
  view.edit(null);
  expect(shown(view, typed)[0]).toBe(3);
});

test('a selection goes from the row that was selected last to another, and forgets rows that have gone', () => {
  const view = new SiteListView(() => undefined);
  shown(view);
  view.select([1], true);
  view.selectTo(3);
  expect([...view.selected]).toEqual([1, 2, 3]);
  view.selectTo(2);
  shown(view, facts({ sites: ROWS.slice(1) }));
  expect([...view.selected]).toEqual([2, 3]);
  view.clearSelection();
  expect(view.selected.size).toBe(0);
});

test('a pasted list is read line by line, with what spreadsheets and programs put around it, and no line twice', () => {
  const pasted = sitesInText('https://a.example.com/*\tAda\tfor claims\r\n\r\n"https://b.example.com/*",\n- https://c.example.com/*\n*.d.example.com\nhttps://b.example.com/*');
  expect(pasted.map(({ text }) => text)).toEqual(['https://a.example.com/*', 'https://b.example.com/*', 'https://c.example.com/*', '*.d.example.com', 'https://b.example.com/*']);
  expect(pasted[0]).toEqual({ text: 'https://a.example.com/*', owner: 'Ada', note: 'for claims' });
  expect(newSites(pasted, [{ ...ROWS[0]!, text: 'https://a.example.com/*' }]).map(({ text }) => text)).toEqual(['https://b.example.com/*', 'https://c.example.com/*', '*.d.example.com']);
});
