import type { AllowedSites } from '../../policy/allowed-sites.js';
import type { DisplayedVerdict } from '../../policy/judge-displayed.js';
import type { Reading } from '../../address-bar/address-bar.js';

/** An OCR result with a lower confidence than this doesn't count. */
const LEAST_OCR_CONFIDENCE = 0.5;

/**
 * Combines the rules' verdict on a shown address with how well the address was read. Only an exact
 * reading can both allow and block. A page read by OCR never ends a share at once, and is allowed only
 * if the administrator accepts OCR.
 *
 * @param proof the lowest grade of proof that the administrator accepts, `guard.reading` of the
 * settings. With `exact`, the default, text read by OCR proves nothing.
 */
export function judgeAddress(reading: Reading, sites: Pick<AllowedSites, 'checkDisplayed'>, proof: 'exact' | 'ocr' = 'exact'): DisplayedVerdict {
  if (reading.editing) return 'unclear';
  const displayed = sites.checkDisplayed({ ...reading, truncated: reading.truncated || reading.mayGoOn === true });
  if (reading.engine === 'exact') return reading.confidence >= 1 ? displayed : 'unclear';
  if (proof !== 'ocr' || reading.confidence < LEAST_OCR_CONFIDENCE) return 'unclear';
  // A single misread letter turns an allowed page into another one, so OCR may hold a share but never
  // end it.
  return displayed === 'allowed' ? 'allowed' : 'unclear';
}
