import type { AddressBar, Picture, Reading } from '../../address-bar.js';
import { looksFocused } from '../../signs/field-focus.js';
import { dependsOnLookAlikes } from './look-alikes.js';
import type { OcrEngine, OcrLine } from './ocr-engine.js';
import { ocrPicture } from './ocr-picture.js';
import { addressOf } from './ocr-text.js';
import { shownSecurity } from '../../signs/shown-security.js';

/** Letter heights in pixels at which the same text is read. Tesseract makes different mistakes at different sizes. */
const LETTER_HEIGHTS = [36, 30, 44] as const;
/** Tesseract is often right but unsure. If two sizes agree, the confidence is at least the first value; otherwise it's at most the second. */
const CONFIRMED = 0.6;
const UNCONFIRMED = 0.4;

/**
 * Reads a located bar by general OCR, for bars in a font that this machine can't draw. It's slower than
 * the exact reader and wrong more often, most of all on look-alikes, which it reports in `ambiguous`.
 *
 * @returns null if there's no text that could be an address.
 */
export async function readByOcr(picture: Picture, bar: AddressBar, engine: OcrEngine): Promise<Reading | null> {
  const lines: OcrLine[] = [];
  let agreed: string | undefined;
  for (const height of LETTER_HEIGHTS) {
    const shown = ocrPicture(picture, bar, height);
    if (!shown) return null;
    const line = await engine.recognise(shown.grey);
    const text = addressOf(line.text)?.text;
    if (text !== undefined && lines.some((other) => addressOf(other.text)?.text === text)) agreed = text;
    lines.push(line);
    if (agreed !== undefined) break;
  }
  const best = lines.find((line) => addressOf(line.text)?.text === agreed) ?? lines.find((line) => addressOf(line.text));
  const address = best && addressOf(best.text);
  if (!address) return null;
  const confidence = agreed === undefined ? Math.min(UNCONFIRMED, best.confidence) : Math.max(CONFIRMED, best.confidence);
  return readingOf(picture, bar, { ...address, confidence });
}

function readingOf(picture: Picture, bar: AddressBar, read: { text: string; truncated: boolean; confidence: number }): Reading {
  const { hostOnly, mayGoOn } = bar;
  const ambiguous = dependsOnLookAlikes(read.text);
  return {
    text: read.text,
    truncated: read.truncated || reachesTheEnd(picture, bar),
    security: shownSecurity(picture, bar, read.text),
    editing: looksFocused(picture, bar),
    engine: 'ocr',
    confidence: read.confidence * (ambiguous ? 0.9 : 1),
    ambiguous,
    ...(mayGoOn && { mayGoOn }),
    ...(hostOnly && !read.text.includes('/') && { hostOnly }),
  };
}

/** Text that fills its room is truncated, or can't be told from text that is. */
function reachesTheEnd(picture: Picture, bar: AddressBar): boolean {
  const ink = ocrPicture(picture, bar, LETTER_HEIGHTS[0])?.ink;
  return !ink || ink.x + ink.width > bar.textBox.x + bar.textBox.width - bar.box.height * 0.5;
}
