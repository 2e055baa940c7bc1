import { ScreenShareError } from '../../../src/index.js';
import { until } from '../../harness/until.js';
import { BOOKMARKS, partOf, put, SETTINGS } from './sessions.js';
import type { State } from './state.js';

const WITH = { ...SETTINGS, bookmarks: BOOKMARKS };
const LIMITED = { ...WITH, surfaces: ['window' as const], allowedSites: ['https://www.example.com/guides/*'] };

async function list(place: HTMLElement, settings: typeof WITH = WITH): Promise<HTMLElement> {
  const element = await put(place, 'glance-bookmark-menu', { settings });
  return partOf(element, '[role=menuitem]');
}

/** Opens the first bookmark, and answers as the browser would. */
async function opened(place: HTMLElement, answer: Window | null): Promise<void> {
  const first = await list(place);
  const { open } = window;
  window.open = () => answer;
  first.click();
  window.open = open;
  await until(() => first.querySelector('.bookmark-open, .bookmark-trouble'));
}

/** A window that stays open, and goes nowhere. */
const standIn = (): Window => ({ closed: false, opener: null, document: document.implementation.createHTMLDocument() }) as unknown as Window;

export const BOOKMARK_MENU_STATES: readonly State[] = [
  { name: 'bookmarks-list', show: (place) => list(place), width: 340, also: ['forced-colours', 'large-text', 'arabic', 'themes'] },
  { name: 'bookmarks-focus', show: (place) => list(place), width: 340, keys: ['Tab', 'ArrowDown'], also: ['forced-colours'] },
  { name: 'bookmarks-open', show: (place) => opened(place, standIn()), width: 340, also: ['forced-colours', 'arabic'] },
  { name: 'bookmarks-blocked', show: (place) => opened(place, null), width: 340 },
  { name: 'bookmarks-not-allowed', show: (place) => list(place, LIMITED), width: 340 },
  {
    name: 'bookmarks-unavailable',
    show: async (place) => partOf(await put(place, 'glance-bookmark-menu', { settings: { load: () => Promise.reject(new ScreenShareError('settings-unavailable')) } }), '[role=alert]'),
    width: 340,
    also: ['forced-colours'],
  },
  { name: 'bookmarks-no-settings', show: (place) => put(place, 'glance-bookmark-menu', {}), width: 340 },
];
