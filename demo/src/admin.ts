import type { GlanceScreenshareSettings } from '../../src/elements/screenshare-settings/screenshare-settings.element.js';
import { find } from './page.js';

/** One session for both links, so that a visitor who joins meets the agent of either. */
const session = String(1000 + Math.floor(Math.random() * 9000));

for (const environment of ['staging', 'production']) {
  const query = new URLSearchParams({ session, name: `Anna (${environment})`, settings: `/screenshare/${environment}` });
  find<HTMLAnchorElement>(`[data-viewer=${environment}]`).href = `/agent.html?${query.toString()}`;
}
find<HTMLAnchorElement>('[data-visitor]').href = `/visitor.html?${new URLSearchParams({ session }).toString()}`;

const panel = find<GlanceScreenshareSettings>('glance-screenshare-settings');
panel.stagingViewer = find<HTMLAnchorElement>('[data-viewer=staging]').href;
// One of the package's files, loaded from the server. In a variable, so that no bundler includes it.
const reader = '/dist/window-reader.js';
panel.windowReader = () => import(reader) as ReturnType<NonNullable<typeof panel.windowReader>>;
