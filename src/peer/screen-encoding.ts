/**
 * How a screen is sent so that text stays sharp: as it is, in its own size; when
 * the network is short, frames are given up before pixels.
 */

/**
 * What a captured screen is good for, best first. VP9's screen-content tools beat
 * VP8's; H.264 is last because its software encoders blur text at the same rate.
 * AV1 is left out: where it runs in software it starves the agent's computer.
 */
const PREFERRED_CODECS = ['video/VP9', 'video/VP8', 'video/H264'];

/** An upper bound that text at 4K does not reach; congestion control works below it. */
const MAX_BITRATE = 8_000_000;

/** Puts the codecs that suit screens first. Has to be called before the offer is made. */
export function preferScreenCodecs(connection: RTCPeerConnection): void {
  const codecs = RTCRtpSender.getCapabilities('video')?.codecs ?? [];
  const rank = ({ mimeType }: RTCRtpCodec): number => {
    const index = PREFERRED_CODECS.indexOf(mimeType);
    return index === -1 ? PREFERRED_CODECS.length : index;
  };
  const ranked = codecs.filter(({ mimeType }) => mimeType !== 'video/AV1').toSorted((a, b) => rank(a) - rank(b));
  if (ranked.length === 0) return;
  for (const transceiver of connection.getTransceivers()) {
    if (transceiver.sender.track?.kind === 'video') transceiver.setCodecPreferences(ranked);
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
