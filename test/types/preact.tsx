/** @jsxImportSource preact */
// Never run: `tsc -p test/types` has to find each mistake here, and nothing else.
import 'glance-screenshare/preact';
import { createRef } from 'preact';
import type { GlanceScreenshareButton } from 'glance-screenshare';

const button = createRef<GlanceScreenshareButton>();

export const right = (
  <main>
    <glance-screenshare-button
      ref={button}
      class="share"
      session-id="1234"
      cobrowse-version="5.4"
      settings={{ escalateToShow: true, surfaces: ['window'], allowedSites: [], bookmarks: [] }}
      onglance-share-start={({ detail }) => console.log(detail.surface)}
      onglance-share-error={({ detail }) => console.log(detail.code, detail.remedy)}
    />
    <glance-share-view sessionId="1234" visitorName="Vera" server={null} />
    <glance-bookmark-menu settings="/production" onglance-bookmark-open={(event) => event.preventDefault()} />
    <glance-screenshare-settings settings="/screenshare" onglance-settings-publish={({ detail }) => console.log(detail)} />
  </main>
);
button.current?.start();

export const wrong = (
  <main>
    {/* @ts-expect-error no such attribute */}
    <glance-screenshare-button session="1234" />
    {/* @ts-expect-error a version is text */}
    <glance-screenshare-button cobrowse-version={5.4} />
    {/* @ts-expect-error no such surface */}
    <glance-screenshare-button settings={{ escalateToShow: true, surfaces: ['printer'], allowedSites: [], bookmarks: [] }} />
    {/* @ts-expect-error no such element */}
    <glance-share-viewer session-id="1234" />
  </main>
);
