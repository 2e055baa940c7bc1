import { useEffect, useRef, useState } from 'react';

/** What the page's server knows, as an object. */
const ICE_SERVERS = [];

/** The agent's and the visitor's part, here on one page. */
export function ScreenShare() {
  const [lastEvent, setLastEvent] = useState('none');
  const button = useRef(null);

  // On an element that a server rendered, React sets no objects and hears no custom events.
  useEffect(() => {
    const listening = new AbortController();
    button.current.iceServers = ICE_SERVERS;
    button.current.addEventListener('glance-share-start', ({ detail }) => setLastEvent(`sharing a ${detail.surface}`), listening);
    return () => listening.abort();
  }, []);

  return (
    <main>
      <h1>Screen share</h1>
      <glance-screenshare-button ref={button} session-id="1234" settings="/settings.json" cobrowse-version="5.4" agent-name="Ann" />
      <glance-share-view session-id="1234" />
      <p>
        Last event: <output id="last-event">{lastEvent}</output>
      </p>
    </main>
  );
}
