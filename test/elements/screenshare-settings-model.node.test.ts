import { expect, test } from '@playwright/test';
import { roomForSites, withBookmark, withBookmarkAt, withBookmarkFields, withGuard, withoutSite, withSites, withSiteText, withSurface } from '../../src/elements/screenshare-settings/draft.js';
import { partsInConflict } from '../../src/elements/screenshare-settings/merge.js';
import { SettingsModel } from '../../src/elements/screenshare-settings/settings-model.js';
import { DEFAULT_SETTINGS, type ScreenShareSettings } from '../../src/policy/settings.js';
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

/** Both began with the same; Ben has switched Escalate to Show off, and Ada chose windows only. */
async function conflicting(): Promise<SettingsModel> {
  const model = await panel();
  await model.save();
  model.edit((draft) => ({ ...draft, surfaces: ['window'] }));
  await ada.as('Ben').save({ ...DEFAULT_SETTINGS, escalateToShow: false }, model.staging!.version);
  await expect.poll(() => model.conflict?.theirs?.by).toBe('Ben');
  return model;
}

test('two at once: nothing is overwritten, both are shown, and neither is saved before somebody chooses', async () => {
  const model = await conflicting();
  expect(model.settings.surfaces).toEqual(['window']);
  expect(partsInConflict(model.conflict!, model.settings)).toEqual([
    { part: 'escalateToShow', theirs: [{ kind: 'escalate-to-show', to: false }], mine: [] },
    { part: 'surfaces', theirs: [], mine: [{ kind: 'surface-removed', surface: 'screen' }, { kind: 'surface-removed', surface: 'tab' }] },
  ]);
  expect(await model.save()).toBeNull();
  expect((await ada.read()).staging?.by).toBe('Ben');
});

for (const [choice, expected] of [
  ['theirs', { escalateToShow: false, surfaces: ['screen', 'window', 'tab'] }],
  ['mine', { escalateToShow: true, surfaces: ['window'] }],
  [{}, { escalateToShow: false, surfaces: ['window'] }],
  [{ escalateToShow: 'mine', surfaces: 'theirs' }, { escalateToShow: true, surfaces: ['screen', 'window', 'tab'] }],
] as const) {
  test(`of two at once, ${JSON.stringify(choice)} is taken, and saves without another conflict`, async () => {
    const model = await conflicting();
    model.resolve(choice);
    expect(model.settings).toMatchObject(expected);
    expect(model.conflict).toBeNull();
    expect((await model.save())?.settings).toMatchObject(expected);
  });
}

test('taking theirs can be undone', async () => {
  const model = await conflicting();
  model.resolve('theirs');
  model.undo();
  expect(model.settings.surfaces).toEqual(['window']);
});

test('a conflict that the save itself meets is the same', async () => {
  const deaf = ada.as('Ada');
  Object.defineProperty(deaf, 'subscribe', { value: () => () => undefined });
  const model = await panel(deaf);
  await ada.as('Ben').save({ ...DEFAULT_SETTINGS, escalateToShow: false }, null);
  model.edit((draft) => ({ ...draft, surfaces: ['window'] }));
  expect(await model.save()).toBeNull();
  expect([model.failure?.error.code, model.conflict?.theirs?.by, model.settings.surfaces]).toEqual(['conflict', 'Ben', ['window']]);
});

test('a conflict that doesn’t say what the other has saved is asked after', async () => {
  const store = failing('save', new SettingsStoreError('conflict'));
  const model = await panel(store);
  model.edit((draft) => withSurface(draft, 'screen', false));
  const saving = model.save();
  await ada.as('Ben').save({ ...DEFAULT_SETTINGS, surfaces: ['window'] }, null);
  expect(await saving).toBeNull();
  await expect.poll(() => model.conflict?.theirs?.by).toBe('Ben');
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
  const [, b] = model.draft.sites;
  model.edit((draft) => withSiteText(draft, b!.id, 'B'));
  model.edit((draft) => withoutSite(draft, model.draft.sites[0]!.id));
  expect(model.draft.sites.map(({ text }) => text)).toEqual(['B', 'c']);
  expect(roomForSites(model.draft)).toBe(998);
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
    guard: { holdBackMs: 300, tabsByCaptureHandle: true },
  };
  await ada.save(settings, null);
  const model = await panel();
  expect([model.settings, model.dirty]).toEqual([settings, false]);
});
