import { MemorySettingsStore, SettingsStoreError, type GlanceScreenshareSettings, type ScreenShareSettings } from '../../../src/index.js';
import { BOOKMARKS, partOf, put, SETTINGS } from './sessions.js';
import type { State } from './state.js';

const WIDTH = 760;
const RULE = 'https://www.example.com/guides/*';
const GUARDED: ScreenShareSettings = { escalateToShow: true, surfaces: ['window'], allowedSites: [RULE, 'https://www.example.com/prices'], bookmarks: BOOKMARKS };

interface Shown {
  readonly panel: GlanceScreenshareSettings;
  readonly store: MemorySettingsStore;
}

async function empty(place: HTMLElement, store = new MemorySettingsStore({ by: 'Ada' })): Promise<Shown> {
  const panel = await put(place, 'glance-screenshare-settings', { settings: store });
  await partOf(panel, '#save, #reload');
  return { panel, store };
}

async function published(place: HTMLElement, settings = GUARDED): Promise<Shown> {
  const store = new MemorySettingsStore({ by: 'Ada' });
  await store.publish((await store.save(settings, null)).version);
  return empty(place, store);
}

async function click(panel: Element, selector: string): Promise<void> {
  (await partOf(panel, selector)).click();
}

/** Writes into a field, as a key would. */
async function write(panel: GlanceScreenshareSettings, selector: string, value: string): Promise<void> {
  const field = await partOf<HTMLInputElement>(panel, selector);
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
  await panel.updateComplete;
}

/** 500 sites with owners and notes, of which one is being edited. */
async function manySites(place: HTMLElement): Promise<void> {
  const allowedSites = Array.from({ length: 500 }, (_, index) => `https://team-${index % 20}.example.com/${index}/*`);
  const siteNotes = allowedSites.slice(0, 40).map((site, index) => ({ site, owner: `Team ${index % 20}`, note: index % 3 === 0 ? 'Claims and covers' : '' }));
  const { panel } = await published(place, { ...GUARDED, bookmarks: [], allowedSites: ['https://*.co.uk/*', ...allowedSites], siteNotes });
  await click(panel, '.site:nth-child(3) .rule');
  await partOf(panel, '.site.editing');
}

async function opened(place: HTMLElement, selector: string, settings = GUARDED): Promise<Shown> {
  const shown = await published(place, settings);
  (await partOf<HTMLDetailsElement>(shown.panel, selector)).open = true;
  return shown;
}

async function conflict(place: HTMLElement): Promise<GlanceScreenshareSettings> {
  const { panel, store } = await published(place);
  await write(panel, '.bookmark [id$=-title]', 'Mine');
  const ben = store.as('Ben');
  await ben.save({ ...GUARDED, bookmarks: [{ ...BOOKMARKS[0]!, title: 'Theirs' }, ...BOOKMARKS.slice(1)] }, (await ben.read()).staging!.version);
  await partOf(panel, '#see-conflict');
  return panel;
}

/** Fails to save or to read. */
class FailingStore extends MemorySettingsStore {
  override save(): Promise<never> {
    return Promise.reject(new SettingsStoreError('unreachable'));
  }
}
class UnreadableStore extends MemorySettingsStore {
  override read(): Promise<never> {
    return Promise.reject(new SettingsStoreError('unreachable'));
  }
}

const WHOLE: readonly State[] = [
  { name: 'settings-empty', show: (place) => empty(place), width: WIDTH, also: ['forced-colours', 'arabic', 'themes'] },
  { name: 'settings-published', show: (place) => published(place), width: WIDTH, also: ['forced-colours', 'large-text', 'arabic', 'themes'] },
  { name: 'settings-many-sites', show: manySites, width: 1000, also: ['arabic', 'themes'] },
  { name: 'settings-narrow', show: (place) => published(place), width: 340 },
  {
    name: 'settings-loading',
    show: (place) => put(place, 'glance-screenshare-settings', { settings: Object.assign(new MemorySettingsStore(), { read: () => new Promise<never>(() => undefined) }) }),
    width: WIDTH,
  },
  { name: 'settings-none', show: (place) => put(place, 'glance-screenshare-settings', {}), width: WIDTH },
  { name: 'settings-unreachable', show: (place) => empty(place, new UnreadableStore()), width: WIDTH },
];

const CHANGED: readonly State[] = [
  {
    name: 'settings-first-site',
    show: async (place) => {
      const { panel } = await published(place, { ...SETTINGS, bookmarks: BOOKMARKS });
      await write(panel, '#site-new', RULE);
      await click(panel, '#add-site');
      await partOf(panel, '.notice');
    },
    width: WIDTH,
  },
  {
    name: 'settings-wrong-rule',
    show: async (place) => {
      const { panel } = await empty(place);
      await write(panel, '#site-new', 'http://www.example.com/first*');
      await click(panel, '#add-site');
      await partOf(panel, '#site-new[aria-invalid=true]');
    },
    width: WIDTH,
    also: ['forced-colours'],
  },
  {
    name: 'settings-wrong-bookmark',
    show: async (place) => {
      const { panel } = await published(place);
      await write(panel, '.bookmark [id$=-url]', 'https://elsewhere.example.org/');
      await click(panel, '#save');
      await partOf(panel, '.bookmark [aria-invalid=true]');
    },
    width: WIDTH,
    also: ['forced-colours'],
  },
  {
    name: 'settings-save-failed',
    show: async (place) => {
      const { panel } = await empty(place, new FailingStore());
      await click(panel, '#escalate');
      await click(panel, '#save');
      await partOf(panel, '.bar .failure');
    },
    width: WIDTH,
  },
  { name: 'settings-conflict', show: conflict, width: WIDTH },
];

const OPENED: readonly State[] = [
  {
    name: 'settings-conflict-dialog',
    show: async (place) => {
      const panel = await conflict(place);
      await click(panel, '#see-conflict');
      await partOf(panel, 'dialog[open]');
    },
    width: WIDTH,
    height: 620,
  },
  {
    name: 'settings-publish-dialog',
    show: async (place) => {
      const { panel } = await published(place, { ...SETTINGS, bookmarks: [] });
      await write(panel, '#site-new', RULE);
      await click(panel, '#add-site');
      await click(panel, '#only-windows');
      await click(panel, '#save');
      await click(panel, '#publish:not([aria-disabled=true])');
      await partOf(panel, 'dialog[open]');
    },
    width: WIDTH,
    height: 520,
    also: ['forced-colours', 'arabic', 'themes'],
  },
  {
    name: 'settings-try-rules',
    show: async (place) => {
      const { panel } = await opened(place, 'details:has(#try)');
      await write(panel, '#try', 'https://example.com/guides/claims\nhttps://www.example.com/second\nnonsense');
      await partOf(panel, '.verdicts li');
    },
    width: WIDTH,
  },
  { name: 'settings-guard', show: (place) => opened(place, 'details:has(#guard-graceMs)'), width: WIDTH },
  { name: 'settings-files', show: (place) => opened(place, 'details:has(#import-file)'), width: WIDTH },
  {
    name: 'settings-history',
    show: async (place) => {
      const { panel, store } = await published(place);
      await store.publish((await store.save({ ...GUARDED, escalateToShow: false }, (await store.read()).staging!.version)).version);
      (await partOf<HTMLDetailsElement>(panel, '#history')).open = true;
      await partOf(panel, '.history li + li');
    },
    width: WIDTH,
  },
];

export const SETTINGS_STATES: readonly State[] = [...WHOLE, ...CHANGED, ...OPENED];
