import { expect, test, type Page } from '@playwright/test';
import { failureOf, settings, testStore } from './store-contract.js';
import { StoreTabs, TabStore, type StorePage } from './store-tabs.js';

const ORIGIN = 'http://localhost:4';
const DATABASE = 'glance-screenshare.settings';

let tabs: StoreTabs;
let pages: Page[];
let ada: TabStore;
let bob: TabStore;

test.beforeAll(async () => {
  tabs = await StoreTabs.open();
});
test.beforeEach(async () => {
  await tabs.clear();
  pages = [await tabs.tab(ORIGIN), await tabs.tab(ORIGIN)];
  for (const [index, by] of ['Ada', 'Bob'].entries()) {
    await pages[index]!.evaluate((by) => {
      const page = globalThis as unknown as StorePage;
      page.store = new page.kit.PageSettingsStore({ by });
    }, by);
  }
  [ada, bob] = pages.map((page) => new TabStore(page)) as [TabStore, TabStore];
});
test.afterAll(() => tabs.close());

testStore(() => ({ ada, bob }));

test('settings outlive the page', async () => {
  const saved = await ada.save(settings(1), null);
  const page = await tabs.tab(ORIGIN);
  await page.evaluate(() => {
    const page = globalThis as unknown as StorePage;
    page.store = new page.kit.PageSettingsStore();
  });
  expect((await new TabStore(page).read()).staging).toEqual(saved);
});

test('two stores of one page hear of each other, too', async () => {
  const heard = await pages[0]!.evaluate(async (settings) => {
    const { store, kit } = globalThis as unknown as StorePage;
    const other = new kit.PageSettingsStore();
    const told = new Promise<string | undefined>((resolve) => other.subscribe(({ staging }) => resolve(staging?.version)));
    const { version } = await store.save(settings, null);
    return [await told, version];
  }, settings(1));
  expect(heard[0]).toBe(heard[1]);
});

test('an agent’s session follows one environment of the store in another tab', async () => {
  const followed = pages[1]!.evaluate(async () => {
    const { store, kit } = globalThis as unknown as StorePage;
    const source = kit.settingsFrom(store, 'production');
    const first = await source.load().catch((error: unknown) => (error as { code: string }).code);
    const next = new Promise((resolve) => source.subscribe?.(resolve));
    document.title = 'Following';
    return [first, await next];
  });
  await pages[1]!.waitForFunction(() => document.title === 'Following');
  const saved = await ada.save(settings(1), null);
  await ada.publish(saved.version);
  expect(await followed).toEqual(['settings-unavailable', settings(1)]);
});

test('a tab that comes back from the browser’s cache is told what was saved meanwhile', async () => {
  const heard = pages[1]!.evaluate(() => {
    const { store } = globalThis as unknown as StorePage;
    const told = new Promise<string | undefined>((resolve) => store.subscribe(({ staging }) => resolve(staging?.version)));
    return told;
  });
  // As long as a page is put aside, it hears nothing.
  await pages[0]!.evaluate(() => Object.defineProperty(BroadcastChannel.prototype, 'postMessage', { value: () => undefined }));
  const saved = await ada.save(settings(1), null);
  await pages[1]!.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  expect(await heard).toBe(saved.version);
});

test('storage that is full is a clear error, and what was stored stays', async () => {
  const browser = await tabs.context.newCDPSession(pages[0]!);
  await browser.send('Storage.overrideQuotaForOrigin', { origin: ORIGIN, quotaSize: 1_000_000 });
  const saved = await ada.save(settings(1), null);
  const large = { ...settings(2), allowedSites: Array.from({ length: 1_000 }, (_, index) => `https://www.example.com/2/${'x'.repeat(1_900)}/${index}/*`) };
  expect(await failureOf(ada.save(large, saved.version))).toMatchObject({ code: 'storage-full', message: expect.stringContaining('full'), mayHaveHappened: false });
  expect((await bob.read()).staging).toEqual(saved);
  await bob.save(settings(2), saved.version);
});

test('storage that the browser refuses is a clear error', async () => {
  // A sandboxed frame without an origin of its own: the property itself throws.
  const code = await pages[0]!.evaluate(async () => {
    const frame = document.createElement('iframe');
    frame.sandbox.add('allow-scripts');
    const script = [...document.scripts].map(({ text }) => text).join('\n');
    frame.srcdoc = `<script>${script.replaceAll('</script', '<\\/script')}\nnew kit.PageSettingsStore().read().then(() => 'read', ({ code }) => code).then((code) => parent.postMessage(code, '*'))</script>`;
    const told = new Promise((resolve) => addEventListener('message', ({ data }) => resolve(data), { once: true }));
    document.body.append(frame);
    return told;
  });
  expect(code).toBe('storage-disabled');
});

/** Puts something into the database of a tab, past the store; or says what is there. */
function stored(page: Page, kept?: Readonly<Record<'record' | 'published', unknown>>): Promise<unknown[]> {
  return page.evaluate(async ([name, kept]) => {
    const opening = indexedDB.open(name);
    opening.onupgradeneeded = () => opening.result.createObjectStore('settings');
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const table = opening.result.transaction('settings', 'readwrite').objectStore('settings');
    for (const [key, value] of Object.entries(kept ?? {})) table.put(value, key);
    const all = table.getAll();
    await new Promise((resolve) => (table.transaction.oncomplete = resolve));
    opening.result.close();
    return all.result;
  }, [DATABASE, kept] as const);
}

for (const [name, kept] of [
  ['another shape', { record: { revision: '1' }, published: [] }],
  ['publications without settings', { record: { revision: '1', staging: null, production: null }, published: [{ version: '1', at: new Date(0).toISOString(), by: null }] }],
  ['no objects', { record: 7, published: 'none' }],
] as const) {
  test(`what is damaged (${name}) is said to be, and is never written over`, async () => {
    const before = await stored(pages[0]!, kept);
    const attempts = kept.record === 7 || kept.published.length === 0 ? [() => ada.read(), () => ada.save(settings(1), null)] : [() => ada.history(), () => ada.publication('1')];
    for (const attempt of attempts) expect((await failureOf(attempt())).code).toBe('storage-damaged');
    expect(await stored(pages[0]!)).toEqual(before);
  });
}

test('what is damaged among the publications stays when another one would join it', async () => {
  const saved = await ada.save(settings(1), null);
  const [, record] = await stored(pages[0]!, { record: (await stored(pages[0]!))[0], published: 'lost' });
  expect((await failureOf(ada.publish(saved.version))).code).toBe('storage-damaged');
  expect(await stored(pages[0]!)).toEqual(['lost', record]);
});

test('a database of this name that is somebody else’s is left alone', async () => {
  await pages[0]!.evaluate(async (name) => {
    const opening = indexedDB.open(name);
    opening.onupgradeneeded = () => opening.result.createObjectStore('theirs');
    await new Promise((resolve) => (opening.onsuccess = resolve));
    opening.result.close();
  }, DATABASE);
  expect((await failureOf(ada.save(settings(1), null))).code).toBe('storage-damaged');
});

test('another database is another place', async () => {
  await ada.save(settings(1), null);
  const other = await pages[0]!.evaluate(() => {
    const { kit } = globalThis as unknown as StorePage;
    return new kit.PageSettingsStore({ database: 'mine' }).read();
  });
  expect(other).toEqual({ staging: null, production: null });
});
