// Never run: `tsc -p test/types` has to find each mistake here, and nothing else. Svelte checks markup by these very types.
import 'glance-screenshare/svelte';
import type { SvelteHTMLElements } from 'svelte/elements';

export const button: SvelteHTMLElements['glance-screenshare-button'] = {
  class: 'share',
  'session-id': '1234',
  'cobrowse-version': '5.4',
  settings: { escalateToShow: true, surfaces: ['window'], allowedSites: [], bookmarks: [] },
  'onglance-share-start': ({ detail }) => console.log(detail.surface),
};
export const view: SvelteHTMLElements['glance-share-view'] = { sessionId: '1234', 'onglance-share-end': ({ detail }) => console.log(detail.reason) };
export const panel: SvelteHTMLElements['glance-screenshare-settings'] = { settings: '/screenshare' };
export const menu: SvelteHTMLElements['glance-bookmark-menu'] = { 'onglance-bookmark-open': (event) => event.preventDefault() };

/* What is misspelt or of another type: */
// @ts-expect-error a version is text
export const number: SvelteHTMLElements['glance-screenshare-button'] = { 'cobrowse-version': 5.4 };
// @ts-expect-error no such property
export const misspelt: SvelteHTMLElements['glance-share-view'] = { sessionID: '1234' };
// @ts-expect-error no such event
export const noEvent: SvelteHTMLElements['glance-share-view'] = { 'onglance-share-began': () => undefined };
// @ts-expect-error the reason is not a number
export const noNumber: SvelteHTMLElements['glance-share-view'] = { 'onglance-share-end': ({ detail }) => detail.reason.toFixed() };
// @ts-expect-error no such surface
export const noSurface: SvelteHTMLElements['glance-screenshare-button'] = { settings: { escalateToShow: true, surfaces: ['printer'], allowedSites: [], bookmarks: [] } };
