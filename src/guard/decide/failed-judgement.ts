import { isScreenShareError } from '../../policy/screen-share-error.js';
import type { Judgement } from './judgement.js';

/** The judgement of a frame if the judge failed: unclear, whatever the reason. */
export function failedJudgement(cause: unknown): Judgement {
  if (isScreenShareError(cause, 'address-unreadable')) return { verdict: 'unclear', reason: 'no-ocr', problem: cause.messagePhrase ?? { parts: [cause.message], values: [] } };
  return { verdict: 'unclear', reason: 'failed' };
}
