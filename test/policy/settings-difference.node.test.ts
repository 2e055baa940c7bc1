import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { DEFAULT_GUARD, describeChange, normalSettings, sameSettings, settingsDifference, SURFACES, type Bookmark, type NormalSettings, type ScreenShareSettings, type SettingsChange } from '../../src/policy/index.js';

const bookmark = (name: string, more: Partial<Bookmark> = {}): Bookmark => ({ title: name, url: `https://example.com/${name}`, active: true, ...more });

const BASE: ScreenShareSettings = { escalateToShow: true, surfaces: ['window'], allowedSites: ['https://a.example/', 'https://b.example/*'], bookmarks: [bookmark('A'), bookmark('B'), bookmark('C')] };

const CASES: readonly [name: string, after: Partial<ScreenShareSettings>, changes: readonly SettingsChange[]][] = [
  ['nothing', {}, []],
  ['the order of sites, blanks around them and one twice', { allowedSites: [' https://b.example/*', 'https://a.example/', 'https://a.example/'] }, []],
  ['a surface twice', { surfaces: ['window', 'window'] }, []],
  ['the guard’s defaults written out', { guard: DEFAULT_GUARD }, []],
  ['Escalate to Show', { escalateToShow: false }, [{ kind: 'escalate-to-show', to: false }]],
  ['other surfaces', { surfaces: ['tab', 'screen'] }, [{ kind: 'surface-added', surface: 'screen' }, { kind: 'surface-removed', surface: 'window' }, { kind: 'surface-added', surface: 'tab' }]],
  ['another site', { allowedSites: ['https://a.example/', 'https://c.example/'] }, [{ kind: 'site-removed', site: 'https://b.example/*' }, { kind: 'site-added', site: 'https://c.example/' }]],
  ['one more bookmark, at the head', { bookmarks: [bookmark('N'), ...BASE.bookmarks] }, [{ kind: 'bookmark-added', at: 0, bookmark: bookmark('N') }]],
  ['one bookmark less', { bookmarks: [bookmark('A'), bookmark('C')] }, [{ kind: 'bookmark-removed', at: 1, bookmark: bookmark('B') }]],
  ['the last bookmark first: one has moved, not three', { bookmarks: [bookmark('C'), bookmark('A'), bookmark('B')] }, [{ kind: 'bookmark-moved', from: 2, to: 0, bookmark: bookmark('C') }]],
  ['another title', { bookmarks: [bookmark('A'), bookmark('B', { title: 'Bee' }), bookmark('C')] }, [{ kind: 'bookmark-renamed', at: 1, from: 'B', to: 'Bee' }]],
  ['another URL', { bookmarks: [bookmark('A'), bookmark('B', { url: 'https://example.com/new' }), bookmark('C')] }, [{ kind: 'bookmark-readdressed', at: 1, title: 'B', from: 'https://example.com/B', to: 'https://example.com/new' }]],
  ['a bookmark that is switched off', { bookmarks: [bookmark('A', { active: false }), bookmark('B'), bookmark('C')] }, [{ kind: 'bookmark-deactivated', at: 0, bookmark: bookmark('A', { active: false }) }]],
  ['the guard', { guard: { holdBackMs: 400, reading: 'ocr' } }, [{ kind: 'guard-changed', key: 'holdBackMs', from: 250, to: 400 }, { kind: 'guard-changed', key: 'reading', from: 'exact', to: 'ocr' }]],
];

for (const [name, after, changes] of CASES) {
  test(`the difference that makes: ${name}`, () => {
    const found = settingsDifference(BASE, { ...BASE, ...after });
    expect(found).toEqual(changes);
    for (const change of found) expect(describeChange(change)).toMatch(/^[A-Z].{15,}\.$/);
  });
}

/** Few values, so that lists share some and repeat others. */
const settings: fc.Arbitrary<ScreenShareSettings> = fc.record(
  {
    escalateToShow: fc.boolean(),
    surfaces: fc.array(fc.constantFrom(...SURFACES), { minLength: 1, maxLength: 4 }),
    allowedSites: fc.array(fc.constantFrom('https://a.example/', ' https://a.example/ ', 'https://b.example/*', 'https://c.example/'), { maxLength: 5 }),
    bookmarks: fc.array(fc.record({ title: fc.constantFrom('A', 'B', 'C', 'D'), url: fc.constantFrom('https://a.example/', 'https://b.example/', 'https://c.example/'), active: fc.boolean() }), { maxLength: 8 }),
    guard: fc.record({ holdBackMs: fc.constantFrom(250, 300), graceMs: fc.constantFrom(5000, 1), tabsByCaptureHandle: fc.boolean(), reading: fc.constantFrom('exact' as const, 'ocr' as const) }, { requiredKeys: [] }),
  },
  { requiredKeys: ['escalateToShow', 'surfaces', 'allowedSites', 'bookmarks'] },
);

/** Does to settings what a difference says, knowing nothing else. */
function apply(before: ScreenShareSettings, changes: readonly SettingsChange[]): NormalSettings {
  const now = structuredClone(normalSettings(before)) as { -readonly [K in keyof NormalSettings]: NormalSettings[K] };
  for (const change of changes) {
    if (change.kind === 'escalate-to-show') now.escalateToShow = change.to;
    if (change.kind === 'surface-added') now.surfaces = SURFACES.filter((surface) => surface === change.surface || now.surfaces.includes(surface));
    if (change.kind === 'surface-removed') now.surfaces = now.surfaces.filter((surface) => surface !== change.surface);
    if (change.kind === 'site-added') now.allowedSites = [...now.allowedSites, change.site].sort();
    if (change.kind === 'site-removed') now.allowedSites = now.allowedSites.filter((site) => site !== change.site);
    if (change.kind === 'guard-changed') now.guard = { ...now.guard, [change.key]: change.to };
  }
  now.bookmarks = applyToBookmarks(now.bookmarks, changes);
  return now;
}

function applyToBookmarks(before: readonly Bookmark[], changes: readonly SettingsChange[]): Bookmark[] {
  const gone = new Set(changes.flatMap((change) => (change.kind === 'bookmark-removed' ? [change.at] : change.kind === 'bookmark-moved' ? [change.from] : [])));
  const set = new Map(changes.flatMap((change) => (change.kind === 'bookmark-added' ? [[change.at, change.bookmark]] : change.kind === 'bookmark-moved' ? [[change.to, before[change.from]!]] : []) as [number, Bookmark][]));
  const rest = before.filter((_, index) => !gone.has(index));
  const result: Bookmark[] = [];
  for (let at = 0; at < rest.length + set.size; at += 1) result.push(set.get(at) ?? rest[at - [...set.keys()].filter((other) => other < at).length]!);
  for (const change of changes) {
    if (change.kind === 'bookmark-renamed') result[change.at] = { ...result[change.at]!, title: change.to };
    if (change.kind === 'bookmark-readdressed') result[change.at] = { ...result[change.at]!, url: change.to };
    if (change.kind === 'bookmark-activated' || change.kind === 'bookmark-deactivated') result[change.at] = { ...result[change.at]!, active: change.kind === 'bookmark-activated' };
  }
  return result;
}

test('whatever two settings are: the difference, done to the one, gives the other', () => {
  fc.assert(fc.property(settings, settings, (before, after) => {
    expect(apply(before, settingsDifference(before, after))).toEqual(normalSettings(after));
  }), { numRuns: 500 });
});

test('whatever two settings are: the difference is empty exactly when both mean the same', () => {
  const pairs = fc.oneof(fc.tuple(settings, settings), settings.map((one) => [one, { ...one, surfaces: [...one.surfaces].reverse(), allowedSites: [...one.allowedSites].reverse() }] as const));
  fc.assert(fc.property(pairs, ([before, after]) => {
    const same = JSON.stringify(Object.entries(normalSettings(before).guard).sort()) === JSON.stringify(Object.entries(normalSettings(after).guard).sort())
      && JSON.stringify({ ...normalSettings(before), guard: 0 }) === JSON.stringify({ ...normalSettings(after), guard: 0 });
    expect(settingsDifference(before, after).length === 0).toBe(same);
    expect(sameSettings(before, after)).toBe(same);
  }), { numRuns: 500 });
});
