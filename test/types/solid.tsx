/** @jsxImportSource solid-js */
// Never run: `tsc -p test/types` has to find each mistake here, and nothing else.
import 'glance-screenshare/solid';
import type { JSX } from 'solid-js';


export const right = (
  <main>
    <glance-screenshare-button
      ref={(element) => element.start()}
      class="share"
      session-id="1234"
      cobrowse-version="5.4"
      prop:settings={{ escalateToShow: true, surfaces: ['window'], allowedSites: [], bookmarks: [] }}
      on:glance-share-start={({ detail }) => console.log(detail.surface)}
      on:glance-share-end={({ detail }) => console.log(detail.reason)}
      on:glance-share-error={({ detail }) => console.log(detail.code, detail.remedy)}
    />
    <glance-share-view session-id="1234" visitor-name="Vera" prop:server={null} />
    <glance-bookmark-menu settings="/production" on:glance-bookmark-open={(event) => event.preventDefault()} />
    <glance-screenshare-settings settings="/screenshare" on:glance-settings-publish={({ detail }) => console.log(detail)} />
  </main>
);

export const wrong = (
  <main>
    {/* @ts-expect-error no such attribute */}
    <glance-screenshare-button session="1234" />
    {/* @ts-expect-error a version is text */}
    <glance-screenshare-button cobrowse-version={5.4} />
    {/* @ts-expect-error no such surface */}
    <glance-screenshare-button prop:settings={{ escalateToShow: true, surfaces: ['printer'], allowedSites: [], bookmarks: [] }} />
    {/* @ts-expect-error the reason is not a number */}
    <glance-share-view on:glance-share-end={({ detail }) => detail.reason.toFixed()} />
    {/* @ts-expect-error no such element */}
    <glance-share-viewer session-id="1234" />
  </main>
);

// TypeScript doesn't look at unknown names with a hyphen in JSX; as an object they are mistakes.
// @ts-expect-error no such event
export const noEvent: JSX.IntrinsicElements['glance-share-view'] = { 'on:glance-share-began': () => undefined };
