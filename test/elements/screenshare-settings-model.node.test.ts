import { expect, test } from '@playwright/test';
import { draftOf, roomForSites, withBookmark, withBookmarkAt, withBookmarkFields, withGuard, withOwner, withoutSites, withSiteFields, withSites, withSiteTexts, withSurface } from '../../src/elements/screenshare-settings/draft.js';
import { mergeSettings } from '../../src/elements/screenshare-settings/merge.js';
import { SettingsModel } from '../../src/elements/screenshare-settings/settings-model.js';
import { DEFAULT_SETTINGS, type ScreenShareSettings } from '../../src/policy/settings.js';
import type { SettingsVersion } from '../../src/store/settings-store.js';
import { MemorySettingsStore } from '../../src/store/memory-settings-store.js';
import { SettingsStoreError, type SettingsStoreErrorCode } from '../../src/store/settings-store-error.js';

const SITE = 'https://www.example.com/*';
let ada: MemorySettingsStore;
let open: SettingsModel[];

test.beforeEach(() => {
  ada = new MemorySettingsStore({ by: 'Ada' });
  open = [];
});
test.afterEach(() => {
  for (const model of open) model.close();
});

/** A panel of this store, loaded. */
async function panel(store = ada): Promise<SettingsModel> {
  const model = new SettingsModel(store, () => undefined);
  open.push(model);
  await model.open();
  return model;
}

/** A store whose next call of this name fails so. */
function failing(name: 'read' | 'save' | 'publish', error: unknown): MemorySettingsStore {
  const store = ada.as('Ada');
  Object.defineProperty(store, name, {
    configurable: true,
    value: () => {
      Reflect.deleteProperty(store, name);
      return Promise.reject(error);
    },
  });
  return store;
}

test('an empty panel begins with everything allowed, nothing unsaved, and can save that', async () => {
  const model = await panel();
  expect(model.settings).toEqual(DEFAULT_SETTINGS);
  expect([model.dirty, model.unsaved]).toEqual([false, false]);
  expect((await model.save())?.settings).toEqual(DEFAULT_SETTINGS);
});

test('what is typed is unsaved until it is saved; production changes by publishing only', async () => {
  const model = await panel();
  model.edit((draft) => withSurface(withSurface(draft, 'screen', false), 'tab', false));
  expect([model.dirty, model.unsaved]).toEqual([true, true]);
  const saved = await model.save();
  expect([model.dirty, model.outcome?.kind]).toEqual([false, 'saved']);
  expect([model.staging?.settings.surfaces, model.production]).toEqual([['window'], null]);
  await model.publish(saved!.version);
  expect((await ada.read()).production?.settings.surfaces).toEqual(['window']);
  expect(model.outcome?.kind).toBe('published');
});

test('a rule that was typed and not added counts as unsaved, and is saved with the rest', async () => {
  const model = await panel();
  model.edit((draft) => withSurface(withSurface(draft, 'screen', false), 'tab', false));
  await model.save();
  model.typeSite(` ${SITE} `);
  expect(model.unsaved).toBe(true);
  expect((await model.save())?.settings.allowedSites).toEqual([SITE]);
  expect([model.pendingSite, model.unsaved]).toEqual(['', false]);
});

test('what is typed there and is no rule keeps everything from being saved, and stays', async () => {
  const model = await panel();
  model.typeSite('http://x*');
  expect(await model.save()).toBeNull();
  expect([model.attempted, model.pendingSite, (await ada.read()).staging]).toEqual([true, 'http://x*', null]);
});

test('invalid settings are not sent, and stay as typed', async () => {
  const model = await panel();
  model.edit((draft) => withGuard(withSites(draft, ['http://x']), { graceMs: '5 s' }));
  expect(await model.save()).toBeNull();
  expect(model.checked.ok).toBe(false);
  expect([model.attempted, model.draft.sites[0]?.text, model.draft.guard.graceMs, (await ada.read()).staging]).toEqual([true, 'http://x', '5 s', null]);
});

for (const code of ['not-signed-in', 'forbidden', 'not-found', 'invalid', 'too-large', 'unreachable', 'timeout', 'server-error', 'unexpected-answer'] satisfies SettingsStoreErrorCode[]) {
  test(`a save that fails with ${code} keeps everything, says why, and can be tried again`, async () => {
    const model = await panel(failing('save', new SettingsStoreError(code)));
    model.edit((draft) => ({ ...draft, escalateToShow: false }));
    expect(await model.save()).toBeNull();
    expect([model.failure?.during, model.failure?.error.code, model.dirty, model.work]).toEqual(['save', code, true, null]);
    expect((await model.save())?.settings.escalateToShow).toBe(false);
    expect(model.failure).toBeNull();
  });
}

test('a store of one’s own that throws anything is a failure with a sentence, too', async () => {
  const model = await panel(failing('publish', 'boom'));
  const saved = await model.save();
  expect(await model.publish(saved!.version)).toBeNull();
  expect(model.failure?.error.message).toContain('server');
});

test('settings that can’t be loaded leave nothing to edit, until they can', async () => {
  const model = await panel(failing('read', new SettingsStoreError('unreachable')));
  expect([model.phase, model.loadError?.code, model.unsaved]).toEqual(['unavailable', 'unreachable', false]);
  await model.open();
  expect(model.phase).toBe('ready');
});

test('what another administrator saves is shown at once where nothing is unsaved', async () => {
  const model = await panel();
  await ada.as('Ben').save({ ...DEFAULT_SETTINGS, escalateToShow: false }, null);
  await expect.poll(() => model.draft.escalateToShow).toBe(false);
  expect([model.outcome, model.dirty, model.conflict]).toEqual([{ kind: 'followed', by: 'Ben' }, false, null]);
});

const CLAIMS = { title: 'Claims', url: 'https://www.example.com/claims', active: true };
const BEGUN: ScreenShareSettings = { ...DEFAULT_SETTINGS, surfaces: ['window'], bookmarks: [CLAIMS] };

/** Ada has these settings open and changes them so, while Ben saves those. */
async function atOnce(mine: ScreenShareSettings, theirs: ScreenShareSettings, begun = BEGUN): Promise<SettingsModel> {
  await ada.save(begun, null);
  const model = await panel();
  model.edit(() => draftOf(mine));
  await ada.as('Ben').save(theirs, model.staging!.version);
  await expect.poll(() => model.staging?.by).toBe('Ben');
  return model;
}

const bookmark = (name: string): ScreenShareSettings['bookmarks'][number] => ({ title: name, url: `https://www.example.com/${name}`, active: true });

for (const [what, mine, theirs, expected, begun = BEGUN] of [
  ['a bookmark each', { bookmarks: [CLAIMS, bookmark('mine')] }, { bookmarks: [bookmark('theirs'), CLAIMS] }, { bookmarks: [bookmark('theirs'), CLAIMS, bookmark('mine')] }],
  ['the same bookmark', { bookmarks: [CLAIMS, bookmark('one')] }, { bookmarks: [CLAIMS, bookmark('one')] }, { bookmarks: [CLAIMS, bookmark('one')] }],
  ['one renames a bookmark, the other hides it', { bookmarks: [{ ...CLAIMS, title: 'Open claims' }] }, { bookmarks: [{ ...CLAIMS, active: false }] }, { bookmarks: [{ ...CLAIMS, title: 'Open claims', active: false }] }],
  ['one moves a bookmark, the other adds one', { bookmarks: [bookmark('b'), CLAIMS] }, { bookmarks: [CLAIMS, bookmark('b'), bookmark('c')] }, { bookmarks: [bookmark('b'), bookmark('c'), CLAIMS] }, { ...BEGUN, bookmarks: [CLAIMS, bookmark('b')] }],
  ['one removes a bookmark that the other leaves', { bookmarks: [] }, { escalateToShow: false }, { bookmarks: [], escalateToShow: false }],
  ['a site each', { allowedSites: [SITE, 'https://mine.example.com/*'] }, { allowedSites: ['https://theirs.example.com/*', SITE] }, { allowedSites: ['https://theirs.example.com/*', SITE, 'https://mine.example.com/*'] }, { ...BEGUN, allowedSites: [SITE] }],
  ['one removes a site, the other adds one', { allowedSites: [] }, { allowedSites: [SITE, 'https://theirs.example.com/*'] }, { allowedSites: ['https://theirs.example.com/*'] }, { ...BEGUN, bookmarks: [], allowedSites: [SITE] }],
  ['an owner and a note of one site', { siteNotes: [{ site: SITE, owner: 'Ada' }] }, { siteNotes: [{ site: SITE, note: 'for claims' }] }, { siteNotes: [{ site: SITE, owner: 'Ada', note: 'for claims' }] }, { ...BEGUN, allowedSites: [SITE] }],
  ['two guard settings', { guard: { graceMs: 4000 } }, { guard: { holdBackMs: 300 } }, { guard: { graceMs: 4000, holdBackMs: 300 } }],
  ['different parts', { surfaces: ['window', 'tab'] }, { escalateToShow: false }, { surfaces: ['window', 'tab'], escalateToShow: false }],
] as readonly [string, Partial<ScreenShareSettings>, Partial<ScreenShareSettings>, Partial<ScreenShareSettings>, ScreenShareSettings?][]) {
  test(`two at once (${what}) lose nothing and are asked nothing`, async () => {
    const model = await atOnce({ ...begun, ...mine }, { ...begun, ...theirs }, begun);
    expect(model.conflict).toBeNull();
    expect(model.settings).toMatchObject(expected);
    if (model.dirty) await model.save();
    expect((await ada.read()).staging?.settings).toMatchObject(expected);
  });
}

test('a save that meets what another has saved takes both in, and is saved by that same press', async () => {
  await ada.save(BEGUN, null);
  const deaf = ada.as('Ada');
  Object.defineProperty(deaf, 'subscribe', { value: () => () => undefined });
  const model = await panel(deaf);
  const { version } = model.staging!;
  await ada.as('Ben').save({ ...BEGUN, bookmarks: [CLAIMS, bookmark('theirs')] }, version);
  model.edit((draft) => ({ ...draft, escalateToShow: false }));
  expect((await model.save())?.settings).toMatchObject({ escalateToShow: false, bookmarks: [CLAIMS, bookmark('theirs')] });
  expect([model.conflict, model.failure, model.outcome?.kind]).toEqual([null, null, 'saved']);
});

test('what is half typed, and which row is which, stays when the other’s changes come in', async () => {
  await ada.save({ ...BEGUN, allowedSites: [SITE] }, null);
  const model = await panel();
  model.edit((draft) => withGuard(withSites(draft, ['http://half']), { graceMs: '4 s' }));
  const ids = model.draft.sites.map(({ id }) => id);
  await ada.as('Ben').save({ ...BEGUN, allowedSites: ['https://theirs.example.com/*', SITE] }, model.staging!.version);
  await expect.poll(() => model.draft.sites.map(({ text }) => text)).toEqual(['https://theirs.example.com/*', 'http://half', SITE]);
  expect(model.draft.sites.slice(1).map(({ id }) => id)).toEqual(ids);
  expect(model.draft.guard.graceMs).toBe('4 s');
});

/** Both rename the same bookmark, and each does something else, too. */
const conflicting = (): Promise<SettingsModel> => atOnce({ ...BEGUN, bookmarks: [{ ...CLAIMS, title: 'Mine' }], surfaces: ['window', 'tab'] }, { ...BEGUN, bookmarks: [{ ...CLAIMS, title: 'Theirs' }], escalateToShow: false });

test('where both have changed the same thing, nothing is saved before somebody chooses, and they are asked only about that', async () => {
  const model = await conflicting();
  expect(model.settings.surfaces).toEqual(['window', 'tab']);
  expect(mergeSettings(model.conflict!, model.settings).clashes).toMatchObject([
    { part: 'bookmarks', theirs: [{ kind: 'bookmark-renamed', to: 'Theirs' }], mine: [{ kind: 'bookmark-renamed', to: 'Mine' }] },
  ]);
  expect(await model.save()).toBeNull();
  expect((await ada.read()).staging?.by).toBe('Ben');
});

for (const [choice, title] of [['theirs', 'Theirs'], ['mine', 'Mine'], [{}, 'Mine'], [{ 'bookmark 0': 'theirs' }, 'Theirs']] as const) {
  test(`of a thing that both have changed, ${JSON.stringify(choice)} is taken; everything else of both stays`, async () => {
    const model = await conflicting();
    model.resolve(choice);
    const expected = { bookmarks: [{ ...CLAIMS, title }], surfaces: ['window', 'tab'], escalateToShow: false };
    expect([model.settings, model.conflict]).toMatchObject([expected, null]);
    expect((await model.save())?.settings).toMatchObject(expected);
  });
}

for (const [what, mine, theirs] of [
  ['a bookmark that one removes and the other changes', { bookmarks: [] }, { bookmarks: [{ ...CLAIMS, url: 'https://www.example.com/other' }] }],
  ['two owners of one site', { siteNotes: [{ site: SITE, owner: 'Ada' }] }, { siteNotes: [{ site: SITE, owner: 'Ben' }] }],
  ['one guard setting', { guard: { graceMs: 4000 } }, { guard: { graceMs: 3000 } }],
] as const) {
  test(`${what}: somebody is asked`, async () => {
    const begun = { ...BEGUN, allowedSites: [SITE] };
    const { clashes } = mergeSettings({ base: version(begun), theirs: version({ ...begun, ...theirs }) }, { ...begun, ...mine });
    expect(clashes).toHaveLength(1);
    expect(clashes[0]!.theirs.length * clashes[0]!.mine.length).toBe(1);
  });
}

test('a staging that was emptied is put to the person, and takes nothing away by itself', async () => {
  const { settings, clashes } = mergeSettings({ base: version(BEGUN), theirs: null }, BEGUN);
  expect([settings, clashes.map(({ part }) => part)]).toEqual([BEGUN, [null]]);
  expect(mergeSettings({ base: version(BEGUN), theirs: null }, BEGUN, { all: 'theirs' }).settings).toEqual(DEFAULT_SETTINGS);
});

function version(settings: ScreenShareSettings): SettingsVersion {
  return { version: 'v', settings, at: '2026-11-29T12:00:00.000Z', by: 'Ben' };
}

test('a conflict that doesn’t say what the other has saved is asked after', async () => {
  const store = failing('save', new SettingsStoreError('conflict'));
  const model = await panel(store);
  model.edit((draft) => withSurface(draft, 'screen', false));
  const saving = model.save();
  await ada.as('Ben').save({ ...DEFAULT_SETTINGS, surfaces: ['window'] }, null);
  expect(await saving).toBeNull();
  await expect.poll(() => model.staging?.by).toBe('Ben');
  await expect.poll(() => model.settings.surfaces).toEqual(['window']);
});

for (const [what, state] of [['says that nothing has changed', { staging: null, production: null }], ['says nothing', null]] as const) {
  test(`a conflict with nobody (the answer ${what}) is no save, and nothing to choose from`, async () => {
    const model = await panel(failing('save', new SettingsStoreError('conflict', { state })));
    model.edit((draft) => withSurface(draft, 'screen', false));
    expect(await model.save()).toBeNull();
    await expect.poll(() => model.failure?.error.code).toBe('server-error');
    expect([model.outcome, model.conflict, model.dirty, model.canSave]).toEqual([null, null, true, true]);
    expect((await ada.read()).staging).toBeNull();
    expect(await model.save()).not.toBeNull();
  });
}

test('what the store alone finds wrong is marked in its place until something else is typed, and can be tried again', async () => {
  const problem = { code: 'house-rule', path: 'surfaces', message: 'We share windows only.' } as never;
  const model = await panel(failing('save', new SettingsStoreError('invalid', { problems: [problem] })));
  model.edit((draft) => withSurface(draft, 'tab', false));
  expect(await model.save()).toBeNull();
  expect(model.checked).toEqual({ ok: false, problems: [problem] });
  model.edit((draft) => withSurface(draft, 'screen', false));
  expect(model.checked.ok).toBe(true);
  expect(await model.save()).not.toBeNull();
});

test('where both have typed the same there is no conflict', async () => {
  const model = await panel();
  model.edit((draft) => ({ ...draft, escalateToShow: false }));
  await ada.as('Ben').save({ ...DEFAULT_SETTINGS, escalateToShow: false }, null);
  await expect.poll(() => model.staging?.by).toBe('Ben');
  expect([model.conflict, model.dirty]).toEqual([null, false]);
});

test('what is typed while a save is under way is kept and still unsaved', async () => {
  const model = await panel();
  model.edit((draft) => ({ ...draft, escalateToShow: false }));
  const saving = model.save();
  model.edit((draft) => withSurface(draft, 'tab', false));
  await saving;
  expect([model.dirty, model.settings.surfaces, model.staging?.settings.surfaces]).toEqual([true, ['screen', 'window'], ['screen', 'window', 'tab']]);
});

test('publishing what somebody has replaced meanwhile publishes nothing', async () => {
  const model = await panel();
  const mine = await model.save();
  await ada.as('Ben').save({ ...DEFAULT_SETTINGS, escalateToShow: false }, mine!.version);
  expect(await model.publish(mine!.version)).toBeNull();
  expect([model.failure?.error.code, (await ada.read()).production]).toEqual(['conflict', null]);
  expect(model.draft.escalateToShow).toBe(false);
});

test('an earlier publication is published again', async () => {
  const model = await panel();
  const first = await model.publish((await model.save())!.version);
  model.edit((draft) => ({ ...draft, escalateToShow: false }));
  await model.publish((await model.save())!.version);
  await model.rollBack(first!.version);
  expect([model.production?.settings.escalateToShow, model.production?.republished, model.staging?.settings.escalateToShow]).toEqual([true, first!.version, false]);
});

test('discarding goes back to what is saved, and can be undone', async () => {
  const model = await panel();
  model.edit((draft) => withSites(draft, [SITE]));
  model.discard();
  expect(model.dirty).toBe(false);
  model.undo();
  expect(model.draft.sites[0]?.text).toBe(SITE);
});

test('a closed panel is changed by nothing any more', async () => {
  const model = await panel();
  model.close();
  await ada.as('Ben').save({ ...DEFAULT_SETTINGS, escalateToShow: false }, null);
  await ada.read();
  expect(model.draft.escalateToShow).toBe(true);
});

test('rows keep who they are: edits, moves and removals touch the one that is meant', async () => {
  const model = await panel();
  model.edit((draft) => withSites(draft, ['a', 'b', 'c']));
  const [a, b, c] = model.draft.sites;
  model.edit((draft) => withSiteFields(draft, b!.id, { text: 'B' }));
  model.edit((draft) => withoutSites(draft, new Set([a!.id])));
  expect(model.draft.sites.map(({ text }) => text)).toEqual(['B', 'c']);
  expect(roomForSites(model.draft)).toBe(4998);
  model.edit((draft) => withSiteTexts(draft, new Map([[c!.id, 'C']])));
  model.edit((draft) => withOwner(draft, new Set([c!.id]), 'Ada'));
  expect(model.draft.sites).toMatchObject([{ text: 'B', owner: '' }, { text: 'C', owner: 'Ada' }]);
});

test('what is added comes first, in the order in which it was pasted', async () => {
  const model = await panel();
  model.edit((draft) => withSites(draft, ['a']));
  model.edit((draft) => withSites(draft, ['b', { text: 'c', owner: 'Ada', note: 'for claims' }]));
  expect(model.settings.allowedSites).toEqual(['b', 'c', 'a']);
  expect(model.settings.siteNotes).toEqual([{ site: 'c', owner: 'Ada', note: 'for claims' }]);
});

test('the first bookmark is there with its first letter, under the id that its empty row had', async () => {
  const model = await panel();
  const id = model.draft.nextBookmark;
  expect(model.settings.bookmarks).toEqual([]);
  model.edit((draft) => withBookmarkFields(draft, id, { title: 'C' }));
  expect(model.draft.bookmarks).toEqual([{ id, title: 'C', url: '', active: true }]);
  expect(model.draft.nextBookmark).not.toBe(id);
});

test('20 bookmarks fit and the 21st is refused; one moves to any place and nowhere else', async () => {
  const model = await panel();
  for (let place = 0; place < 21; place += 1) {
    model.edit(withBookmark);
    model.edit((draft) => withBookmarkFields(draft, draft.bookmarks.at(-1)!.id, { title: `B${place}`, url: `https://example.com/${place}` }));
  }
  expect(model.draft.bookmarks).toHaveLength(20);
  const titles = (): string[] => model.draft.bookmarks.slice(0, 3).map(({ title }) => title);
  const { id } = model.draft.bookmarks[0]!;
  model.edit((draft) => withBookmarkAt(draft, id, 2));
  model.edit((draft) => withBookmarkAt(draft, id, 20));
  model.edit((draft) => withBookmarkAt(draft, id, -1));
  expect(titles()).toEqual(['B1', 'B2', 'B0']);
});

test('settings go through a draft and come out the same', async () => {
  const settings: ScreenShareSettings = {
    escalateToShow: true, surfaces: ['window', 'tab'], allowedSites: [SITE], bookmarks: [{ title: 'A', url: 'https://example.com/', active: false }],
    guard: { holdBackMs: 300, tabsByCaptureHandle: true }, siteNotes: [{ site: SITE, note: 'for claims' }],
  };
  await ada.save(settings, null);
  const model = await panel();
  expect([model.settings, model.dirty]).toEqual([settings, false]);
});
