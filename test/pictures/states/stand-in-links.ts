import type { Link, LinkOptions } from '../../../src/index.js';

/** Senders by the name that travels in the place of a description. */
const senders = new Map<string, LinkOptions>();
let count = 0;

/** Hands the stream on within the page, without an encoder: a picture has to have the same pixels each time. */
export function openLinkInPage(options: LinkOptions): Link {
  return options.stream ? sendingEnd(options) : receivingEnd(options);
}

function sendingEnd(options: LinkOptions): Link {
  const sdp = `in-page-${++count}`;
  senders.set(sdp, options);
  let connected = false;
  queueMicrotask(() => options.onSignal({ type: 'offer', sdp }));
  return {
    get connected() {
      return connected;
    },
    signal() {
      connected = true;
      options.onConnected();
    },
    // The other end keeps the last picture, which is the same.
    replaceTrack: () => Promise.resolve(),
    stats: () => Promise.resolve(new Map() as unknown as RTCStatsReport),
    close: () => options.onEnd('closed'),
  };
}

function receivingEnd(options: LinkOptions): Link {
  let connected = false;
  return {
    get connected() {
      return connected;
    },
    signal(data) {
      const stream = data.type === 'offer' ? senders.get(data.sdp)?.stream : undefined;
      if (!stream) return;
      connected = true;
      options.onConnected();
      // What ends here doesn't end there.
      options.onStream(new MediaStream(stream.getTracks().map((track) => track.clone())));
      options.onSignal({ type: 'answer', sdp: 'in-page' });
    },
    replaceTrack: () => Promise.resolve(),
    stats: () => Promise.resolve(new Map() as unknown as RTCStatsReport),
    close: () => options.onEnd('closed'),
  };
}
