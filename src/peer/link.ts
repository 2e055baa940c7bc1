import type { LinkQuality, LinkStats } from './link-stats.js';
import type { SignalData } from './signal-data.js';

/** Why a link ended. */
export type LinkEnd =
  /** This end closed it. */
  | 'closed'
  /** The other end closed it. */
  | 'remote-closed'
  /** The connection couldn't be established, or it broke. */
  | 'connection-failed'
  /** The other end sent something that WebRTC couldn't process. */
  | 'bad-signal'
  /** This browser couldn't set up a connection at all. */
  | 'setup-failed';

export interface LinkHandlers {
  /** The data must be delivered to the other end's {@link Link.signal}. */
  readonly onSignal: (data: SignalData) => void;
  /** Both ends are connected. */
  readonly onConnected: () => void;
  /** The other end's media has arrived. */
  readonly onStream: (stream: MediaStream) => void;
  /** {@link Link.quality} has changed. */
  readonly onQuality?: () => void;
  /** Something is wrong that needn't end the link, such as a TURN server that rejects the credentials. */
  readonly onTrouble?: (cause: unknown) => void;
  /** The link has ended for good. Called once, also after {@link Link.close}. */
  readonly onEnd: (reason: LinkEnd, cause?: unknown) => void;
}

/** A connection to one participant. */
export interface Link {
  readonly connected: boolean;
  /** The connection's quality. Null until connected, and if the implementation doesn't report it. */
  readonly quality?: LinkQuality | null;
  /** Statistics of the last second. Null before the first, and if the implementation doesn't report them. */
  readonly figures?: LinkStats | null;
  /** Takes data from the other end's `onSignal`. Never throws. Does nothing after the end. */
  signal(data: SignalData): void;
  /** Replaces the track that is being sent. With null, nothing is sent, and the other end keeps the last picture. */
  replaceTrack(track: MediaStreamTrack | null): Promise<void>;
  /** The connection's statistics. @see https://www.w3.org/TR/webrtc-stats/ */
  stats(): Promise<RTCStatsReport>;
  /** Ends the link. */
  close(): void;
}

/** Opens one end of a link. With a stream, it's the sending end, which makes the offer. Without one, it's the receiving end, which answers. */
export type OpenLink = (options: LinkOptions) => Link;

export interface LinkOptions extends LinkHandlers {
  /** What is sent. Without it, this end receives. */
  readonly stream?: MediaStream;
  readonly connection: ConnectionSettings;
}

/** How connections are made. */
export interface ConnectionSettings {
  /** STUN and TURN servers. Default: none, which only connects within one network. */
  readonly iceServers: readonly RTCIceServer[];
  /** `relay` sends everything through TURN. Default `all`. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
  /** Codecs that the sending end may use, best first, such as `video/VP9`. Default: VP9, VP8, H.264. */
  readonly codecs?: readonly string[];
}
