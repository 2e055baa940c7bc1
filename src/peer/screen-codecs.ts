/**
 * Codecs for a captured screen, best first. VP9's screen-content tools beat VP8's. H.264 is last
 * because its software encoders blur text at the same rate.
 */
export const SCREEN_CODECS: readonly string[] = ['video/VP9', 'video/VP8', 'video/H264'];

/** The best for text, but where it's encoded in software, it starves the agent's computer. */
const WHERE_EFFICIENT = 'video/AV1';

/** A large window, as it's sent. */
const SCREEN = { width: 1_920, height: 1_080, framerate: 15, bitrate: 2_500_000 };

/** Needs a third less processor time than VP9, and blurs scrolling text. */
const CHEAPEST = 'video/VP8';

let asked: Promise<readonly string[]> | undefined;

/**
 * The codecs for a screen that this machine encodes well enough, best first. AV1 is only included if
 * it's power-efficient, and codecs that this machine can't encode smoothly come last. The browser is
 * asked once.
 *
 * @param others Links over which the screen is already being sent.
 * @see https://www.w3.org/TR/media-capabilities/#dom-mediacapabilities-encodinginfo
 */
export async function screenCodecs(others = 0): Promise<readonly string[]> {
  asked ??= rankCodecs((contentType) => navigator.mediaCapabilities.encodingInfo({ type: 'webrtc', video: { contentType, ...SCREEN } }));
  return spareProcessors(await asked, others, typeof navigator === 'undefined' ? undefined : navigator.hardwareConcurrency);
}

/**
 * Each link has its own encoder. As many links as there are processors may use the best codec; beyond
 * that, all visitors would get fewer frames.
 *
 * @param processors Not every browser reports the number. Without it, all links may.
 */
export function spareProcessors(ranked: readonly string[], others: number, processors = Infinity): readonly string[] {
  return others < processors ? ranked : [CHEAPEST, ...ranked.filter((codec) => codec !== CHEAPEST)];
}

/** @param infoOf What the browser reports for a codec. If it throws or rejects, nothing is known. */
export async function rankCodecs(infoOf: (codec: string) => Promise<MediaCapabilitiesInfo>): Promise<readonly string[]> {
  const ask = async (codec: string): Promise<MediaCapabilitiesInfo | null> => {
    try {
      return await infoOf(codec);
    } catch {
      return null;
    }
  };
  const [best, ...infos] = await Promise.all([WHERE_EFFICIENT, ...SCREEN_CODECS].map(ask));
  const jerky = SCREEN_CODECS.filter((_, index) => infos[index]?.smooth === false);
  return [
    ...(best?.supported && best.smooth && best.powerEfficient ? [WHERE_EFFICIENT] : []),
    ...SCREEN_CODECS.filter((codec) => !jerky.includes(codec)),
    ...jerky,
  ];
}
