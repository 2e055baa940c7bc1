import type { AllowedSites } from '../../policy/allowed-sites.js';
import type { DisplayedVerdict } from '../../policy/judge-displayed.js';
import type { Reading } from './address-bar.js';

/** OCR that is less sure of itself than this has read nothing. */
const LEAST_OCR_CONFIDENCE = 0.5;

/**
 * Weighs what the rules say of a shown address by how well it was read. Only
 * a reading that is good enough decides; any other is unclear, never allowed
 * and never a reason to end a share.
 *
 * @param proof the lowest grade of proof that the administrator accepts, `guard.reading` of the settings: with
 * `exact`, the default, text that OCR may have mistaken for a look-alike proves nothing.
 */
export function judgeAddress(reading: Reading, sites: Pick<AllowedSites, 'checkDisplayed'>, proof: 'exact' | 'ocr' = 'exact'): DisplayedVerdict {
  if (reading.editing) return 'unclear';
  const displayed = sites.checkDisplayed({ ...reading, truncated: reading.truncated || reading.mayGoOn === true });
  if (reading.engine === 'exact') return reading.confidence >= 1 ? displayed : 'unclear';
  // The mark stands for itself: a page that isn't secure is blocked, whatever its address.
  if (reading.security === 'not-secure') return displayed;
  if (reading.confidence < LEAST_OCR_CONFIDENCE) return 'unclear';
  return proof === 'ocr' || reading.ambiguous === false ? displayed : 'unclear';
}
