/** How a screen is sent so that text stays sharp: in its own size. If bandwidth is short, frames are dropped before pixels. */

/** An upper bound that text at 4K doesn't reach. Congestion control works below it. */
const MAX_BITRATE = 8_000_000;

/** Offers only these codecs, in this order, and their accompanying formats. Must be called before the offer is created. */
export function preferCodecs(connection: RTCPeerConnection, preferred: readonly string[]): void {
  const codecs = RTCRtpSender.getCapabilities('video')?.codecs ?? [];
  const of = (type: string): RTCRtpCodec[] => codecs.filter(({ mimeType }) => mimeType === type);
  const ranked = [...preferred, 'video/rtx', 'video/red', 'video/ulpfec', 'video/flexfec-03'].flatMap(of);
  if (!ranked.some(({ mimeType }) => preferred.includes(mimeType))) return;
  for (const transceiver of connection.getTransceivers()) {
    // Its sender may not have a track yet.
    if (transceiver.receiver.track.kind === 'video') transceiver.setCodecPreferences(ranked);
  }
}

/** Keeps the resolution and drops frames first. Call it once a description is set; before that, there are no encodings. */
export async function keepTextSharp(sender: RTCRtpSender): Promise<void> {
  const parameters = sender.getParameters();
  parameters.degradationPreference = 'maintain-resolution';
  for (const encoding of parameters.encodings) {
    encoding.scaleResolutionDownBy = 1;
    encoding.maxBitrate = MAX_BITRATE;
  }
  await sender.setParameters(parameters);
}
