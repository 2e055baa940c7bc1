'use client';

import 'glance-screenshare/define';
import type { GlanceScreenshareButton } from 'glance-screenshare';
import { useEffect, useRef, useState } from 'react';

/** The agent's and the visitor's part, here on one page. */
export function ScreenShare() {
  const [lastEvent, setLastEvent] = useState('none');
  const button = useRef<GlanceScreenshareButton>(null);

  // React hears no custom events on elements that the server has rendered, so they are listened to here.
  useEffect(() => {
    const listening = new AbortController();
    button.current?.addEventListener('glance-share-start', ({ detail }) => setLastEvent(`sharing a ${detail.surface}`), listening);
    return () => listening.abort();
  }, []);

  return (
    <main>
      <h1>Screen share</h1>
      <glance-screenshare-button
        ref={button}
        session-id="1234"
        settings="/settings.json"
        cobrowse-version="5.4"
        agent-name="Ann"
      />
      <glance-share-view session-id="1234" />
      <p>
        Last event: <output id="last-event">{lastEvent}</output>
      </p>
    </main>
  );
}
