import { phrase, type Phrase } from '../../policy/phrase.js';
import { isScreenShareError, ScreenShareError } from '../../policy/screen-share-error.js';
import type { CloseReason } from '../decide/gate.js';
import type { HoldReason, Judgement } from '../decide/judgement.js';

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
  suggestions: {
    message: 'The list of suggestions of the shared window was open for too long. Sharing has ended.',
    remedy: 'Press Enter or click into the page, then start again.',
  },
  'new-tab': {
    message: 'The shared window showed a new tab for too long. Sharing has ended.',
    remedy: 'Go to an allowed page in that window, then start again.',
  },
  prompt: {
    message: 'The browser asked for a permission in the shared window for too long. Sharing has ended.',
    remedy: 'Answer what the browser asks, then start again.',
  },
  'not-secure': {
    message: 'The shared window did not show a secure https page for too long. Sharing has ended.',
    remedy: 'Go to an allowed page with https in that window, then start again.',
  },
  'unknown-mark': {
    message: 'The mark beside the address was not that of a secure page for too long. Sharing has ended.',
    remedy: 'Close the permission prompt, stop using the camera, microphone and location, or go to an allowed page with https. Then start again.',
  },
  'look-alike': {
    message: 'The address of the shared window looks the same as one in another script. Sharing has ended.',
    remedy: 'Go to an allowed page on another host, or ask your administrator to move this one to a host that cannot be mistaken.',
  },
  'no-address-bar': {
    message: 'No address bar was found in the shared window. Sharing has ended.',
    remedy: 'Click into the page if the address bar is in use, and show the whole bar, not in full screen. Then start again.',
  },
  'full-screen': {
    message: 'The shared window fills a whole screen, where its address bar cannot be trusted. Sharing has ended.',
    remedy: 'Leave full screen and make the window smaller than the screen, then start again.',
  },
  'page-edge': {
    message: 'The guard could not tell where the page begins in the shared window. Sharing has ended.',
    remedy: 'Close the side panel and whatever covers the toolbar of that window, then start again.',
  },
  'split-view': {
    message: 'The shared window shows two pages side by side, of which only one has its address shown. Sharing has ended.',
    remedy: 'Leave the split view of that window, then start again.',
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
  preparing: {
    message: 'Text recognition, which this window needs, took too long to load. Sharing has ended.',
    remedy: 'Share a window of this browser, or start again on a faster network.',
  },
  'no-ocr': {
    message: 'The address of the shared window could only be read by text recognition, which could not be loaded. Sharing has ended.',
    remedy: 'Share a window of this browser, or ask the developer of this page to make text recognition available.',
  },
  paused: { message: 'Sharing has ended.', remedy: 'Start again.' },
  failed: {
    message: 'The guard that checks the shared window has failed. Sharing has ended.',
    remedy: 'Start again. If it happens again, reload this page.',
  },
};

/** The longest part of an address worth showing to a person. */
const MOST_SHOWN = 80;

/** The error shown when the gate has closed. */
export function closeError(reason: CloseReason, why: HoldReason | null, last: Judgement | null): ScreenShareError {
  const shown = last?.shown && (last.shown.length > MOST_SHOWN ? `${last.shown.slice(0, MOST_SHOWN)}…` : last.shown);
  if (reason === 'site-not-allowed') {
    return shown
      ? new ScreenShareError(reason, { message: phrase`The page ${shown} is not on the list of allowed sites. Sharing has ended.` })
      : new ScreenShareError(reason);
  }
  const { message, remedy } = UNREADABLE[why ?? 'unreadable'];
  const what: Phrase = { parts: [message], values: [] };
  const seen = shown ? phrase`${what} It showed ${shown}.` : what;
  return new ScreenShareError(reason, { message: last?.problem ? phrase`${seen} ${last.problem}` : seen, remedy });
}

/** The error shown when the guard itself has failed. */
export function failureError(cause: unknown): ScreenShareError {
  return isScreenShareError(cause) ? cause : new ScreenShareError('address-unreadable', { ...UNREADABLE.failed, cause });
}
