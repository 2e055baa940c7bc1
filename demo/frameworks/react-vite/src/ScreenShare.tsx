import 'glance-screenshare/define';
import { useState } from 'react';

/** The agent's and the visitor's part, here on one page. */
export function ScreenShare() {
  const [lastEvent, setLastEvent] = useState('none');
  return (
    <main>
      <h1>Screen share</h1>
      <glance-screenshare-button
        session-id="1234"
        settings="/settings.json"
        cobrowse-version="5.4"
        agent-name="Ann"
        onglance-share-start={({ detail }) => setLastEvent(`sharing a ${detail.surface}`)}
      />
      <glance-share-view session-id="1234" />
      <p>
        Last event: <output id="last-event">{lastEvent}</output>
      </p>
    </main>
  );
}
