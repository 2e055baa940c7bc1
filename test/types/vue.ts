// Never run: `tsc -p test/types` has to find each mistake here, and nothing else. Vue checks templates by these very types.
import 'glance-screenshare/vue';
import type { GlobalComponents } from 'vue';

type Button = InstanceType<GlobalComponents['glance-screenshare-button']>;
type View = InstanceType<GlobalComponents['glance-share-view']>;
type Panel = InstanceType<GlobalComponents['glance-screenshare-settings']>;

export const button: Button['$props'] = {
  class: 'share',
  'session-id': '1234',
  'cobrowse-version': '5.4',
  settings: { escalateToShow: true, surfaces: ['window'], allowedSites: [], bookmarks: [] },
};
export const view: View['$props'] = { sessionId: '1234', visitorName: 'Vera' };
export const panel: Panel['$props'] = { settings: '/screenshare' };
export function fire(emitOfView: View['$emit'], event: CustomEvent<{ readonly reason: 'stopped' }>): void {
  emitOfView('glance-share-end', event);
  // @ts-expect-error no such event
  emitOfView('glance-share-began', event);
  // @ts-expect-error not this event's
  emitOfView('glance-share-start', event);
}
export const start = (element: Button): void => element.start();

/* What is misspelt or of another type: */
// @ts-expect-error a version is text
export const number: Button['$props'] = { 'cobrowse-version': 5.4 };
// @ts-expect-error no such surface
export const noSurface: Button['$props'] = { settings: { escalateToShow: true, surfaces: ['printer'], allowedSites: [], bookmarks: [] } };
// @ts-expect-error no such settings
export const noSettings: Panel['$props'] = { settings: 5 };
// @ts-expect-error no such element
export type Viewer = GlobalComponents['glance-share-viewer'];
