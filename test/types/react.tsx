/** @jsxImportSource react */
// Never run: `tsc -p test/types` has to find each mistake here, and nothing else.
import 'glance-screenshare/react';
import { createRef, type JSX } from 'react';
import type { GlanceScreenshareButton } from 'glance-screenshare';

const button = createRef<GlanceScreenshareButton>();

export const right = (
  <main>
    <glance-screenshare-button
      ref={button}
      className="share"
      session-id="1234"
      cobrowse-version="5.4"
      settings={{ escalateToShow: true, surfaces: ['window'], allowedSites: [], bookmarks: [] }}
      onglance-share-start={({ detail }) => console.log(detail.surface)}
      onglance-share-end={({ detail }) => console.log(detail.reason)}
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
    {/* @ts-expect-error the reason is not a number */}
    <glance-share-view onglance-share-end={({ detail }) => detail.reason.toFixed()} />
    {/* @ts-expect-error no such element */}
    <glance-share-viewer session-id="1234" />
  </main>
);

// TypeScript doesn't look at unknown names with a hyphen in JSX; as an object they are mistakes.
// @ts-expect-error no such event
export const noEvent: JSX.IntrinsicElements['glance-share-view'] = { 'onglance-share-began': () => undefined };
