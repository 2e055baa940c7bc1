/**
 * What a captured screen is good for, best first. VP9's screen-content tools beat
 * VP8's; H.264 is last because its software encoders blur text at the same rate.
 */
export const SCREEN_CODECS: readonly string[] = ['video/VP9', 'video/VP8', 'video/H264'];

/** Best of all for text, and where it runs in software it starves the agent's computer. */
const WHERE_EFFICIENT = 'video/AV1';

/** A large window, as it is sent. */
const SCREEN = { width: 1_920, height: 1_080, framerate: 15, bitrate: 2_500_000 };

/** Takes two thirds of VP9's processor time, and blurs text that scrolls. */
const CHEAPEST = 'video/VP8';

let asked: Promise<readonly string[]> | undefined;

/**
 * The codecs for a screen that this machine encodes well enough, best first: AV1
 * only where it is power-efficient, and last what it can't encode smoothly.
 * The browser is asked once.
 *
 * @param others Links that the screen goes out over already.
 * @see https://www.w3.org/TR/media-capabilities/#dom-mediacapabilities-encodinginfo
 */
export async function screenCodecs(others = 0): Promise<readonly string[]> {
  asked ??= rankCodecs((contentType) => navigator.mediaCapabilities.encodingInfo({ type: 'webrtc', video: { contentType, ...SCREEN } }));
  return spareProcessors(await asked, others, typeof navigator === 'undefined' ? undefined : navigator.hardwareConcurrency);
}

/**
 * Each link has an encoder of its own. As many as there are processors may take the
 * best codec; with more of them all visitors would get fewer frames.
 *
 * @param processors Not every browser says how many there are; then all links may.
 */
export function spareProcessors(ranked: readonly string[], others: number, processors = Infinity): readonly string[] {
  return others < processors ? ranked : [CHEAPEST, ...ranked.filter((codec) => codec !== CHEAPEST)];
}

/** @param infoOf What the browser says of a codec; where it throws or rejects, nothing is known. */
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
