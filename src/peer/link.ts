import type { LinkQuality, LinkStats } from './link-stats.js';
import type { SignalData } from './signal-data.js';

/** Why a link is over. */
export type LinkEnd =
  /** This end closed it. */
  | 'closed'
  /** The other end closed it. */
  | 'remote-closed'
  /** No connection came about, or the one there was broke. */
  | 'connection-failed'
  /** The other end sent something that WebRTC could not make sense of. */
  | 'bad-signal'
  /** This browser could not set up a connection at all. */
  | 'setup-failed';

export interface LinkHandlers {
  /** Has to reach the other end's {@link Link.signal}. */
  readonly onSignal: (data: SignalData) => void;
  /** Both ends are connected. */
  readonly onConnected: () => void;
  /** The other end's media has arrived. */
  readonly onStream: (stream: MediaStream) => void;
  /** {@link Link.quality} has changed. */
  readonly onQuality?: () => void;
  /** Something is wrong that need not end the link, such as a TURN server that refuses the credentials. */
  readonly onTrouble?: (cause: unknown) => void;
  /** The link is over, for good. Called once, also after {@link Link.close}. */
  readonly onEnd: (reason: LinkEnd, cause?: unknown) => void;
}

/** One connection to one participant. */
export interface Link {
  readonly connected: boolean;
  /** How good the line is; null until connected, and for a stack that doesn't say. */
  readonly quality?: LinkQuality | null;
  /** Figures of the last second; null before the first, and for a stack that doesn't say. */
  readonly figures?: LinkStats | null;
  /** Takes what the other end's `onSignal` gave. Never throws; after the end it does nothing. */
  signal(data: SignalData): void;
  /** Sends another track in the place of the one that is sent now; null sends nothing, and the other end keeps the last picture. */
  replaceTrack(track: MediaStreamTrack | null): Promise<void>;
  /** The connection's figures. @see https://www.w3.org/TR/webrtc-stats/ */
  stats(): Promise<RTCStatsReport>;
  /** Ends the link. */
  close(): void;
}

/** Opens one end of a link: with a stream the sending one, which begins; without, the receiving one, which answers. */
export type OpenLink = (options: LinkOptions) => Link;

export interface LinkOptions extends LinkHandlers {
  /** What is sent; without it this end receives. */
  readonly stream?: MediaStream;
  readonly connection: ConnectionSettings;
}

/** How connections are made. */
export interface ConnectionSettings {
  /** STUN and TURN servers. Default: none, which connects within one network only. */
  readonly iceServers: readonly RTCIceServer[];
  /** `relay` sends everything through TURN. Default `all`. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
  /** Codecs that the sending end may use, best first, such as `video/VP9`. Default: VP9, VP8, H.264. */
  readonly codecs?: readonly string[];
}
