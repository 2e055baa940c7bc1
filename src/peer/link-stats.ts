/** Statistics of a link's picture. @see https://www.w3.org/TR/webrtc-stats/ */
export interface LinkStats {
  /** Frames per second sent or received. A still screen has few or none. */
  readonly frameRate: number;
  /** Size of the picture in pixels. 0 before the first. */
  readonly width: number;
  readonly height: number;
  /** Bits per second of the picture. */
  readonly bitrate: number;
  /** The fraction of the picture's packets that get lost, 0 to 1. */
  readonly loss: number;
  /** Round-trip time in milliseconds. Null while unknown. */
  readonly roundTripMs: number | null;
  /**
   * How long a packet waits before it's sent because the connection is saturated, milliseconds. 0 at
   * the receiver, and if the browser doesn't report it.
   */
  readonly waitMs: number;
  /** Such as `VP9`. Null while unknown. */
  readonly codec: string | null;
  /** How this end reaches its TURN server. Null if it sends without one. */
  readonly relay: 'udp' | 'tcp' | 'tls' | null;
  /** What limits the sender's picture. The frame rate drops, because the size is kept. Null at the receiver. */
  readonly limitedBy: 'none' | 'cpu' | 'bandwidth' | 'other' | null;
}

/** The quality of a link's connection. `lost` means that nothing arrives at the moment. */
export type LinkQuality = 'good' | 'fair' | 'poor' | 'lost';

/** Counters at one moment. The difference of two samples gives a rate. */
export interface Sample {
  readonly at: number;
  /** Grows with anything received from the other end, including its keep-alives. */
  readonly heard: number;
  readonly bytes: number;
  readonly packets: number;
  readonly lost: number;
  /** Packets sent, and the seconds that all of them waited to be sent. */
  readonly sent: number;
  readonly waited: number;
}

/** Only the members that are read here. Each browser has some of them. */
interface Figures extends RTCStats {
  readonly kind?: string;
  readonly bytesReceived?: number;
  readonly bytesSent?: number;
  readonly packetsSent?: number;
  readonly totalPacketSendDelay?: number;
  readonly requestsReceived?: number;
  readonly responsesReceived?: number;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly fractionLost?: number;
  readonly framesPerSecond?: number;
  readonly frameWidth?: number;
  readonly frameHeight?: number;
  readonly codecId?: string;
  readonly mimeType?: string;
  readonly nominated?: boolean;
  readonly state?: string;
  readonly currentRoundTripTime?: number;
  readonly localCandidateId?: string;
  readonly selectedCandidatePairId?: string;
  readonly relayProtocol?: 'udp' | 'tcp' | 'tls';
  readonly qualityLimitationReason?: 'none' | 'cpu' | 'bandwidth' | 'other';
}

/** Reads a report. Rates are measured since `before`. */
export function readStats(report: RTCStatsReport, before: Sample | null, at: number): { sample: Sample; stats: LinkStats } {
  const all = [...(report.values() as Iterable<Figures>)];
  const pairs = all.filter(({ type }) => type === 'candidate-pair');
  const video = all.find(({ type, kind }) => (type === 'outbound-rtp' || type === 'inbound-rtp') && kind === 'video');
  const told = all.find(({ type }) => type === 'remote-inbound-rtp');
  const entry = (id: string | undefined): Figures | undefined => all.find((each) => each.id === id);
  // A pair in use may be `in-progress`: on a slow connection, a check is always under way.
  const pair = entry(all.find(({ selectedCandidatePairId }) => selectedCandidatePairId)?.selectedCandidatePairId) ?? pairs.find(({ nominated, state }) => nominated && state === 'succeeded');
  const sample: Sample = {
    at,
    heard: pairs.reduce((sum, { bytesReceived = 0, requestsReceived = 0, responsesReceived = 0 }) => sum + bytesReceived + requestsReceived + responsesReceived, 0),
    bytes: video?.bytesSent ?? video?.bytesReceived ?? 0,
    packets: video?.packetsReceived ?? 0,
    lost: video?.packetsLost ?? 0,
    sent: video?.packetsSent ?? 0,
    waited: video?.totalPacketSendDelay ?? 0,
  };
  const roundTrip = pair?.currentRoundTripTime;
  return {
    sample,
    stats: {
      frameRate: video?.framesPerSecond ?? 0,
      width: video?.frameWidth ?? 0,
      height: video?.frameHeight ?? 0,
      bitrate: before && at > before.at ? Math.max(0, ((sample.bytes - before.bytes) * 8_000) / (at - before.at)) : 0,
      loss: told?.fractionLost ?? lossSince(before, sample),
      roundTripMs: roundTrip === undefined ? null : roundTrip * 1_000,
      waitMs: before && sample.sent > before.sent ? ((sample.waited - before.waited) * 1_000) / (sample.sent - before.sent) : 0,
      codec: entry(video?.codecId)?.mimeType?.replace('video/', '') ?? null,
      relay: entry(pair?.localCandidateId)?.relayProtocol ?? null,
      limitedBy: video?.qualityLimitationReason ?? null,
    },
  };
}

/** The quality of a connection while data arrives. */
export function qualityOf({ loss, roundTripMs, waitMs, limitedBy }: LinkStats): Exclude<LinkQuality, 'lost'> {
  // If only frames are dropped, and no pixels, browsers report `limitedBy` as none. It shows in the
  // waiting time instead.
  const delay = Math.max(roundTripMs ?? 0, 2 * waitMs);
  if (loss >= 0.1 || delay >= 600) return 'poor';
  return loss >= 0.03 || delay >= 300 || limitedBy === 'bandwidth' ? 'fair' : 'good';
}

function lossSince(before: Sample | null, { packets, lost }: Sample): number {
  const [got, missed] = [packets - (before?.packets ?? 0), Math.max(0, lost - (before?.lost ?? 0))];
  return missed === 0 ? 0 : missed / (got + missed);
}
