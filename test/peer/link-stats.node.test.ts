import { expect, test } from '@playwright/test';
import { qualityOf, readStats, type LinkStats } from '../../src/peer/link-stats.js';

const report = (...entries: object[]): RTCStatsReport => new Map(entries.map((entry, index) => [String(index), { id: String(index), ...entry }])) as unknown as RTCStatsReport;

const PAIR = { type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.05, localCandidateId: 'local', bytesReceived: 100, requestsReceived: 2, responsesReceived: 3 };
const BEFORE = { at: 1_000, heard: 0, bytes: 10_000, packets: 100, lost: 0, sent: 40, waited: 1 };

test('a sender’s figures: what is sent, what the other end says is lost, and how it gets there', () => {
  const { sample, stats } = readStats(report(
    PAIR, { type: 'local-candidate', id: 'local', relayProtocol: 'tls' }, { type: 'codec', id: 'codec', mimeType: 'video/VP9' },
    { type: 'outbound-rtp', kind: 'video', bytesSent: 60_000, framesPerSecond: 12, frameWidth: 1_920, frameHeight: 1_080, codecId: 'codec', qualityLimitationReason: 'bandwidth', packetsSent: 90, totalPacketSendDelay: 11 },
    { type: 'remote-inbound-rtp', fractionLost: 0.25 },
  ), BEFORE, 2_000);
  expect(sample.heard).toBe(105);
  expect(stats).toEqual({ frameRate: 12, width: 1_920, height: 1_080, bitrate: 400_000, loss: 0.25, roundTripMs: 50, waitMs: 200, codec: 'VP9', relay: 'tls', limitedBy: 'bandwidth' });
});

test('a receiver’s figures: the loss is that since the last look', () => {
  const { stats } = readStats(report(PAIR, { type: 'inbound-rtp', kind: 'video', bytesReceived: 10_000, packetsReceived: 190, packetsLost: 10 }), BEFORE, 2_000);
  expect(stats).toMatchObject({ loss: 0.1, bitrate: 0, frameRate: 0, codec: null, relay: null, waitMs: 0, limitedBy: null });
});

test('an empty report, as of a browser that tells nothing, gives zeros', () => {
  expect(readStats(report(), null, 0)).toEqual({
    sample: { at: 0, heard: 0, bytes: 0, packets: 0, lost: 0, sent: 0, waited: 0 },
    stats: { frameRate: 0, width: 0, height: 0, bitrate: 0, loss: 0, roundTripMs: null, waitMs: 0, codec: null, relay: null, limitedBy: null },
  });
});

test('the pair in use is the one that the transport names, also while a check of it is under way', () => {
  const slow = { ...PAIR, id: 'slow', state: 'in-progress', currentRoundTripTime: 0.7 };
  const { stats } = readStats(report(slow, { type: 'transport', selectedCandidatePairId: 'slow' }), null, 0);
  expect(stats.roundTripMs).toBe(700);
});

for (const [figures, quality] of [
  [{}, 'good'],
  [{ loss: 0.05 }, 'fair'],
  [{ roundTripMs: 350 }, 'fair'],
  [{ limitedBy: 'bandwidth' }, 'fair'],
  [{ waitMs: 40 }, 'good'],
  [{ waitMs: 150 }, 'fair'],
  [{ waitMs: 300 }, 'poor'],
  [{ loss: 0.2 }, 'poor'],
  [{ roundTripMs: 700 }, 'poor'],
] as const) {
  test(`a line with ${JSON.stringify(figures)} is ${quality}`, () => {
    expect(qualityOf({ loss: 0, roundTripMs: 20, waitMs: 0, limitedBy: 'none', ...figures } as LinkStats)).toBe(quality);
  });
}
