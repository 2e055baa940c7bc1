import { phrase } from '../../../policy/phrase.js';
import { ScreenShareError } from '../../../policy/screen-share-error.js';

/** The error if one of OCR's files can't be loaded. */
export function ocrNotLoaded(from: string, cause: unknown): ScreenShareError {
  return new ScreenShareError('address-unreadable', {
    message: phrase`The parts of text recognition (OCR) could not be loaded from ${from}.`,
    remedy: 'Serve the folder dist/ocr of the package there, and allow it in the Content Security Policy.',
    cause,
  });
}
