/**
 * How a screen is sent so that text stays sharp: as it is, in its own size; when
 * the network is short, frames are given up before pixels.
 */

/** An upper bound that text at 4K does not reach; congestion control works below it. */
const MAX_BITRATE = 8_000_000;

/** Has only these codecs offered, in this order, and what goes along with them. Has to be called before the offer is made. */
export function preferCodecs(connection: RTCPeerConnection, preferred: readonly string[]): void {
  const codecs = RTCRtpSender.getCapabilities('video')?.codecs ?? [];
  const of = (type: string): RTCRtpCodec[] => codecs.filter(({ mimeType }) => mimeType === type);
  const ranked = [...preferred, 'video/rtx', 'video/red', 'video/ulpfec', 'video/flexfec-03'].flatMap(of);
  if (!ranked.some(({ mimeType }) => preferred.includes(mimeType))) return;
  for (const transceiver of connection.getTransceivers()) {
    // Its sender may have no track yet.
    if (transceiver.receiver.track.kind === 'video') transceiver.setCodecPreferences(ranked);
  }
}

/** Keeps the resolution and gives up frames first. To be called once a description is set: before, there are no encodings. */
export async function keepTextSharp(sender: RTCRtpSender): Promise<void> {
  const parameters = sender.getParameters();
  parameters.degradationPreference = 'maintain-resolution';
  for (const encoding of parameters.encodings) {
    encoding.scaleResolutionDownBy = 1;
    encoding.maxBitrate = MAX_BITRATE;
  }
  await sender.setParameters(parameters);
}
