import SimplePeer from 'simple-peer';
import type { SignalData } from '../../src/peer/signal-data.js';
import { openSimplePeerLink } from '../../src/peer/simple-peer-link.js';

/** How a screen is sent: as ours does it, by a bare simple-peer, or by the browser's own connection with these settings. */
export type LinkKind = 'ours' | 'simple-peer' | 'bare' | PlainSettings;

/** What another library sets on the browser's own connection. */
export interface PlainSettings {
  readonly codec: string;
  readonly maxBitrate: number;
  readonly maxFramerate: number;
  readonly degradationPreference: RTCDegradationPreference;
}

/** One end of a connection. */
export interface End {
  signal(data: unknown): void;
  stats(): Promise<RTCStatsReport>;
  close(): void;
}

export interface EndHandlers {
  /** With it, this end sends; without, it receives. */
  readonly stream?: MediaStream;
  /** Codecs for a screen, where ours sends it; default as for the first link. */
  readonly codecs?: readonly string[];
  readonly onSignal: (data: unknown) => void;
  readonly onTrack: (track: MediaStreamTrack) => void;
}

function openOurs({ stream, codecs, onSignal, onTrack }: EndHandlers): End {
  const link = openSimplePeerLink({
    ...(stream && { stream }),
    connection: { iceServers: [], ...(codecs && { codecs }) },
    onSignal,
    onConnected: () => undefined,
    onStream: (received) => received.getVideoTracks().forEach(onTrack),
    onEnd: () => undefined,
  });
  return { signal: (data) => link.signal(data as SignalData), stats: () => link.stats(), close: () => link.close() };
}

function openSimplePeer({ stream, onSignal, onTrack }: EndHandlers): End {
  let connection: RTCPeerConnection | undefined;
  const keep = (made: RTCPeerConnection): void => {
    connection = made;
  };
  class Kept extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      keep(this);
    }
  }
  const peer = new SimplePeer({
    initiator: stream !== undefined,
    ...(stream && { stream }),
    // Its defaults, but for the public servers that it would ask for the way.
    config: { iceServers: [] },
    wrtc: { RTCPeerConnection: Kept, RTCSessionDescription, RTCIceCandidate },
  });
  peer.on('signal', onSignal);
  peer.on('stream', (received) => received.getVideoTracks().forEach(onTrack));
  peer.on('error', () => undefined);
  return { signal: (data) => peer.signal(data as SimplePeer.SignalData), stats: async () => connection?.getStats() ?? new Map(), close: () => peer.destroy() };
}

/** Puts one codec first and bounds the encoder, as far as settings say so. */
async function configure(connection: RTCPeerConnection, settings: PlainSettings): Promise<void> {
  const [transceiver] = connection.getTransceivers();
  if (!transceiver) return;
  const { sender } = transceiver;
  const parameters = sender.getParameters();
  parameters.degradationPreference = settings.degradationPreference;
  for (const encoding of parameters.encodings) Object.assign(encoding, { maxBitrate: settings.maxBitrate, maxFramerate: settings.maxFramerate });
  await sender.setParameters(parameters);
}

function openPlain({ stream, onSignal, onTrack }: EndHandlers, settings?: PlainSettings): End {
  const connection = new RTCPeerConnection();
  connection.addEventListener('icecandidate', ({ candidate }) => candidate && onSignal({ type: 'candidate', candidate: candidate.toJSON() }));
  connection.addEventListener('track', ({ track }) => onTrack(track));
  const describe = async (): Promise<void> => {
    await connection.setLocalDescription();
    onSignal(connection.localDescription?.toJSON());
  };
  if (stream) {
    const [track] = stream.getVideoTracks();
    const transceiver = connection.addTransceiver(track ?? 'video', { direction: 'sendonly', streams: [stream] });
    if (settings) {
      const codecs = RTCRtpSender.getCapabilities('video')?.codecs ?? [];
      transceiver.setCodecPreferences(codecs.toSorted((a, b) => Number(b.mimeType === settings.codec) - Number(a.mimeType === settings.codec)));
    }
    void describe();
  }
  const receive = async (data: { type: string; candidate?: RTCIceCandidateInit; sdp?: string }): Promise<void> => {
    if (data.type === 'candidate') return connection.addIceCandidate(data.candidate);
    await connection.setRemoteDescription(data as RTCSessionDescriptionInit);
    if (data.type === 'offer') await describe();
    else if (settings) await configure(connection, settings);
  };
  // One after the other, as they came.
  let last = Promise.resolve();
  return { signal: (data) => (last = last.then(() => receive(data as { type: string }))), stats: () => connection.getStats(), close: () => connection.close() };
}

/** Opens one end of a connection of this kind. */
export function openEnd(kind: LinkKind, handlers: EndHandlers): End {
  if (kind === 'ours') return openOurs(handlers);
  if (kind === 'simple-peer') return openSimplePeer(handlers);
  return openPlain(handlers, kind === 'bare' ? undefined : kind);
}

/** What a description becomes on a line of so many kbit/s: the answer says what its end takes (RFC 3890). */
export function limited(data: unknown, kbps: number | undefined): unknown {
  const { type, sdp } = data as { type?: string; sdp?: string };
  if (kbps === undefined || type !== 'answer' || sdp === undefined) return data;
  return { type, sdp: sdp.replace(/(m=video[^]*?\r\nc=[^\r]*\r\n)/, `$1b=AS:${kbps}\r\nb=TIAS:${kbps * 1_000}\r\n`) };
}
