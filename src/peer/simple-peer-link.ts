import SimplePeer from 'simple-peer';
import type { Link, LinkEnd, LinkOptions } from './link.js';
import type { LinkQuality, LinkStats } from './link-stats.js';
import { LinkWatch } from './link-watch.js';
import { SCREEN_CODECS } from './screen-codecs.js';
import { keepTextSharp, preferCodecs } from './screen-encoding.js';
import type { SignalData } from './signal-data.js';

/** simple-peer itself has no timeout for a connection that is never established. */
const CONNECT_TIMEOUT_MS = 15_000;

/** The meaning of simple-peer's error codes. All others count as a failed connection. */
const ENDS: Readonly<Record<string, LinkEnd>> = {
  ERR_SIGNALING: 'bad-signal',
  ERR_SET_REMOTE_DESCRIPTION: 'bad-signal',
  ERR_ADD_ICE_CANDIDATE: 'bad-signal',
  ERR_DATA_CHANNEL: 'remote-closed',
  ERR_WEBRTC_SUPPORT: 'setup-failed',
  ERR_PC_CONSTRUCTOR: 'setup-failed',
};

/** The only file that uses simple-peer. Implements {@link OpenLink}. */
export function openSimplePeerLink(options: LinkOptions): Link {
  return new SimplePeerLink(options);
}

class SimplePeerLink implements Link {
  readonly #options: LinkOptions;
  readonly #peer: SimplePeer.Instance;
  readonly #connectTimer: ReturnType<typeof setTimeout>;
  readonly #watch: LinkWatch;
  /** simple-peer doesn't expose its connection, but its option for other WebRTC implementations gives access to it. */
  #connection: RTCPeerConnection | null = null;
  /** The other end's description. A channel may deliver it twice, but WebRTC accepts it only once. */
  #description: string | null = null;
  #ended = false;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#watch = new LinkWatch(() => this.stats(), () => this.#ended || options.onQuality?.());
    this.#peer = new SimplePeer({
      initiator: options.stream !== undefined,
      ...(options.stream && { stream: options.stream }),
      config: {
        iceServers: [...options.connection.iceServers],
        iceTransportPolicy: options.connection.iceTransportPolicy ?? 'all',
      },
      wrtc: this.#webrtc(),
    });
    // Tracks are in place at this point, and simple-peer creates its offer in a later task.
    if (this.#connection) this.#prepare(this.#connection);
    this.#connectTimer = setTimeout(() => this.#end('connection-failed'), CONNECT_TIMEOUT_MS);
    this.#listen();
  }

  get connected(): boolean {
    return !this.#ended && this.#peer.connected;
  }

  get quality(): LinkQuality | null {
    return this.#watch.quality;
  }

  get figures(): LinkStats | null {
    return this.#watch.stats;
  }

  signal(data: SignalData): void {
    if (this.#ended) return;
    if ('sdp' in data) {
      if (data.sdp === this.#description) return;
      this.#description = data.sdp;
    }
    try {
      this.#peer.signal(data as SimplePeer.SignalData);
    } catch (cause) {
      this.#end('bad-signal', cause);
    }
  }

  async replaceTrack(track: MediaStreamTrack | null): Promise<void> {
    // Don't use simple-peer for this: it drops the promise and with it the error.
    await this.#videoSender()?.replaceTrack(track);
  }

  async stats(): Promise<RTCStatsReport> {
    return this.#connection && !this.#ended ? this.#connection.getStats() : new Map();
  }

  close(): void {
    this.#end('closed');
  }

  #listen(): void {
    const { onSignal, onConnected, onStream } = this.#options;
    this.#peer.on('signal', (data) => {
      if (this.#ended) return;
      if (data.type === 'offer') this.#sharpen();
      onSignal(data as SignalData);
    });
    this.#peer.on('connect', () => {
      clearTimeout(this.#connectTimer);
      this.#sharpen();
      if (this.#ended) return;
      this.#watch.start();
      onConnected();
    });
    this.#peer.on('stream', (stream) => !this.#ended && onStream(stream));
    this.#peer.on('error', (error: Error & { code?: string }) => this.#end(ENDS[error.code ?? ''] ?? 'connection-failed', error));
    this.#peer.on('close', () => this.#end('remote-closed'));
  }

  #prepare(connection: RTCPeerConnection): void {
    const { stream, connection: { codecs = SCREEN_CODECS }, onTrouble } = this.#options;
    connection.addEventListener('icecandidateerror', (event) => {
      const { errorCode, errorText, url } = event;
      // Codes from 700 only mean that a server wasn't reached from one of several networks.
      if (errorCode < 700) onTrouble?.(new Error(`The server ${url} answers ${errorCode} ${errorText}`));
    });
    // Without a track, there'd be no transceiver for a later one.
    if (stream?.getVideoTracks().length === 0) connection.addTransceiver('video', { direction: 'sendonly', streams: [stream] });
    preferCodecs(connection, codecs);
  }

  #sharpen(): void {
    const sender = this.#videoSender();
    // A browser that rejects a parameter still sends. The picture is only less sharp if bandwidth is
    // short.
    if (sender) keepTextSharp(sender).catch(() => undefined);
  }

  #videoSender(): RTCRtpSender | undefined {
    // Its track may be null for now, but the transceiver still shows that it's for video.
    return this.#connection?.getTransceivers().find(({ receiver }) => receiver.track.kind === 'video')?.sender;
  }

  #webrtc(): NonNullable<SimplePeer.Options['wrtc']> {
    const keep = (connection: RTCPeerConnection): void => {
      this.#connection = connection;
    };
    class ScreenConnection extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        keep(this);
      }
    }
    return { RTCPeerConnection: ScreenConnection, RTCSessionDescription, RTCIceCandidate };
  }

  #end(reason: LinkEnd, cause?: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#connectTimer);
    this.#watch.stop();
    this.#peer.destroy();
    this.#options.onEnd(reason, cause);
  }
}
