// Never run: `tsc -p test/types` has to find each mistake here, and nothing else. Angular's components use these types too.
import 'glance-screenshare/define';
import { isScreenShareError, type GlanceScreenshareButtonEventMap, type GlanceShareView } from 'glance-screenshare';

const button = document.createElement('glance-screenshare-button');
button.sessionId = '1234';
button.settings = { escalateToShow: true, surfaces: ['window'], allowedSites: [], bookmarks: [] };
button.addEventListener('glance-share-error', ({ detail }) => console.log(detail.code === 'site-not-allowed', detail.remedy));
button.addEventListener('click', (event) => console.log(event.clientX));
const view: GlanceShareView | null = document.querySelector('glance-share-view');
view?.addEventListener('glance-share-end', ({ detail }) => console.log(detail.reason));
const panel = document.createElement('glance-share-panel');
panel.ask = true;
panel.corner = 'top-right';
panel.addEventListener('glance-panel-change', ({ detail }) => console.log(detail.state === 'away'));
console.log(view?.state === 'viewing', isScreenShareError(null));

/** As an Angular template calls it: `(glance-share-start)="started($event)"`. */
export function started(event: GlanceScreenshareButtonEventMap['glance-share-start']): string {
  return event.detail.surface ?? 'unknown';
}

/* What is misspelt or of another type: */
// @ts-expect-error no such property
button.sessionID = '1234';
// @ts-expect-error a version is text
button.cobrowseVersion = 5.4;
// @ts-expect-error no such surface
button.settings = { escalateToShow: true, surfaces: ['printer'], allowedSites: [], bookmarks: [] };
// @ts-expect-error what it does is for reading
button.state = 'sharing';
// @ts-expect-error no such corner
panel.corner = 'middle';
// @ts-expect-error no such state
console.log(view?.state === 'watching');
// @ts-expect-error no such code
button.addEventListener('glance-share-error', ({ detail }) => console.log(detail.code === 'site-forbidden'));
// @ts-expect-error no such detail
button.addEventListener('glance-share-start', ({ detail }) => console.log(detail.reason));
