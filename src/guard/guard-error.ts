import { ScreenShareError } from '../policy/screen-share-error.js';
import type { CloseReason } from './gate.js';
import type { HoldReason, Judgement } from './judgement.js';

interface Wording {
  readonly message: string;
  readonly remedy: string;
}

/** What kept the address from being known, and what to do about it. */
const UNREADABLE: Record<HoldReason, Wording> = {
  unreadable: {
    message: 'The address of the shared window could not be read for too long. Sharing has ended.',
    remedy: 'Keep the pointer off the address bar and the bar wide enough for the whole address, then start again.',
  },
  editing: {
    message: 'The address bar of the shared window was being edited for too long. Sharing has ended.',
    remedy: 'Press Enter or click into the page, then start again.',
  },
  'not-secure': {
    message: 'The shared window did not show a secure https page for too long. Sharing has ended.',
    remedy: 'Go to an allowed page with https in that window, then start again.',
  },
  'no-address-bar': {
    message: 'No address bar was found in the shared window. Sharing has ended.',
    remedy: 'Share a browser window that shows its whole address bar, not in full screen, then start again.',
  },
  'no-handle': {
    message: 'The shared tab does not tell its address. Sharing has ended.',
    remedy: 'Share the page in a window, or ask your administrator to have the page expose its Capture Handle.',
  },
  loading: {
    message: 'The page in the shared window did not finish loading. Sharing has ended.',
    remedy: 'Wait until the page has loaded, then start again.',
  },
  'no-frames': {
    message: 'The shared window could not be seen for too long. Sharing has ended.',
    remedy: 'Bring the window back on the screen, then start again.',
  },
  paused: { message: 'Sharing has ended.', remedy: 'Start again.' },
  failed: {
    message: 'The guard that checks the shared window has failed. Sharing has ended.',
    remedy: 'Start again. If it happens again, reload this page.',
  },
};

/** The longest part of an address that is worth showing to a person. */
const MOST_SHOWN = 80;

/** What a person is told about a gate that closed. */
export function closeError(reason: CloseReason, why: HoldReason | null, last: Judgement | null): ScreenShareError {
  const shown = last?.shown && (last.shown.length > MOST_SHOWN ? `${last.shown.slice(0, MOST_SHOWN)}…` : last.shown);
  if (reason === 'site-not-allowed') {
    return shown
      ? new ScreenShareError(reason, { message: `The page ${shown} is not on the list of allowed sites. Sharing has ended.` })
      : new ScreenShareError(reason);
  }
  const { message, remedy } = UNREADABLE[why ?? 'unreadable'];
  return new ScreenShareError(reason, { message: shown ? `${message} It showed ${shown}.` : message, remedy });
}

/** What a person is told when the guard's own machinery is gone. */
export function failureError(cause: unknown): ScreenShareError {
  return new ScreenShareError('address-unreadable', { ...UNREADABLE.failed, cause });
}
