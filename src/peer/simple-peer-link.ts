import SimplePeer from 'simple-peer';
import type { Link, LinkEnd, LinkOptions } from './link.js';
import type { LinkQuality, LinkStats } from './link-stats.js';
import { LinkWatch } from './link-watch.js';
import { SCREEN_CODECS } from './screen-codecs.js';
import { keepTextSharp, preferCodecs } from './screen-encoding.js';
import type { SignalData } from './signal-data.js';

/** simple-peer has no limit of its own for a connection that never comes about. */
const CONNECT_TIMEOUT_MS = 15_000;

/** simple-peer's codes for ends that are nobody's fault here. */
const ENDS: Readonly<Record<string, LinkEnd>> = {
  ERR_SIGNALING: 'bad-signal',
  ERR_SET_REMOTE_DESCRIPTION: 'bad-signal',
  ERR_ADD_ICE_CANDIDATE: 'bad-signal',
  ERR_DATA_CHANNEL: 'remote-closed',
  ERR_WEBRTC_SUPPORT: 'setup-failed',
  ERR_PC_CONSTRUCTOR: 'setup-failed',
};

/** The one file that knows simple-peer. Implements {@link OpenLink}. */
export function openSimplePeerLink(options: LinkOptions): Link {
  return new SimplePeerLink(options);
}

class SimplePeerLink implements Link {
  readonly #options: LinkOptions;
  readonly #peer: SimplePeer.Instance;
  readonly #connectTimer: ReturnType<typeof setTimeout>;
  readonly #watch: LinkWatch;
  /** simple-peer keeps its connection to itself; its own hook for other WebRTC stacks hands it to us. */
  #connection: RTCPeerConnection | null = null;
  /** The other end's description; a channel may bring it twice, and WebRTC takes it once. */
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
    // Tracks are in place by now, and simple-peer makes its offer in a later task.
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
    // Not through simple-peer, which drops the promise and with it the error.
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
      // Codes of its own from 700 on only say that a server wasn't reached from one of several networks.
      if (errorCode < 700) onTrouble?.(new Error(`The server ${url} answers ${errorCode} ${errorText}`));
    });
    // Without a track for now there would be no place for the one that comes.
    if (stream?.getVideoTracks().length === 0) connection.addTransceiver('video', { direction: 'sendonly', streams: [stream] });
    preferCodecs(connection, codecs);
  }

  #sharpen(): void {
    const sender = this.#videoSender();
    // A browser that refuses a parameter still sends; the picture is only less sharp when the network is short.
    if (sender) keepTextSharp(sender).catch(() => undefined);
  }

  #videoSender(): RTCRtpSender | undefined {
    // Its track may be null for now; the transceiver still says that it is the one for video.
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
