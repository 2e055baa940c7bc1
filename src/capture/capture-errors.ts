import { ScreenShareError } from '../policy/screen-share-error.js';
import { captureBlocked } from './capture-support.js';

/** The meaning of a rejected `getDisplayMedia`: an error, or `dismissed` if the agent closed the picker, which isn't an error. */
export type PickFailure = ScreenShareError | 'dismissed';

export interface PickCircumstances {
  readonly embedded: boolean;
  /** How long the picker was open, in milliseconds. */
  readonly openMs: number;
}

/** People need longer than this to see a picker and close it. A faster rejection was decided without a picker. */
const NO_PICKER_MS = 150;

/**
 * Translates the browser's `DOMException` once, where it's caught. Browsers use one name,
 * `NotAllowedError`, for very different failures, and only Chromium's message distinguishes them. For
 * other messages, the answer depends on whether the picker can have been visible at all.
 *
 * @see https://www.w3.org/TR/screen-capture/#dom-mediadevices-getdisplaymedia
 */
export function translatePickFailure(cause: unknown, { embedded, openMs }: PickCircumstances): PickFailure {
  const { name, message } = describe(cause);
  switch (name) {
    case 'NotAllowedError':
      return notAllowed(message, { embedded, openMs }, cause);
    case 'InvalidStateError':
      return new ScreenShareError('gesture-required', { cause });
    case 'SecurityError':
      return captureBlocked(embedded, cause);
    case 'NotSupportedError':
    case 'TypeError':
      return new ScreenShareError('unsupported-browser', { cause });
    case 'NotFoundError':
    case 'NotReadableError':
    case 'AbortError':
    default:
      return new ScreenShareError('capture-failed', { cause });
  }
}

function notAllowed(message: string, { embedded, openMs }: PickCircumstances, cause: unknown): PickFailure {
  if (/by system/i.test(message)) return new ScreenShareError('system-permission-denied', { cause });
  if (/permissions?[ -]policy|feature policy|display-capture/i.test(message)) return captureBlocked(embedded, cause);
  // Chromium's wording for a cancelled picker. Without "by user", an administrator's policy was the
  // reason.
  if (/by user|dismissed/i.test(message)) return 'dismissed';
  if (message === 'Permission denied' || openMs < NO_PICKER_MS) return new ScreenShareError('permission-denied', { cause });
  return 'dismissed';
}

function describe(cause: unknown): { name: string; message: string } {
  return cause instanceof Error || cause instanceof DOMException ? cause : { name: '', message: String(cause) };
}
