import { ScreenShareError } from '../policy/screen-share-error.js';
import { REFUSAL_CODES, type RefusalCode } from './socket-io-protocol.js';

/** Why a client isn't connected, if the reason is more than a lost network. */
export interface Refusal {
  readonly code: RefusalCode | 'disconnected' | 'not-attached' | 'token' | 'library';
  /** The error to report. Without it, the outcome of the next attempt says more. */
  readonly error?: ScreenShareError;
  /** What another attempt requires: nothing but time, a new token, or reloading the page. */
  readonly until: 'later' | 'new-token' | 'reload';
}

const WORDING = {
  invalid: ['The server does not understand this session id or token.', 'Ask your administrator to check them.'],
  refused: ['The server does not let you into this session.', 'Reload the page or sign in again.'],
  expired: ['The permission to join this session has expired.', 'Reload the page to get a new one.'],
  unavailable: ['The server could not check whether you may take part.', 'Wait a moment; it is tried again.'],
  'not-attached': ['The server does not offer screen sharing.', 'Ask your administrator to check the address and the set-up of the server.'],
  token: ['Your access token could not be obtained.', 'Wait a moment; it is tried again. If that does not help, sign in again.'],
  library: ['A part of screen sharing could not be loaded.', 'Check your connection, then reload the page.'],
} as const;

const UNTIL: Partial<Record<keyof typeof WORDING, Refusal['until']>> = { invalid: 'new-token', refused: 'new-token', expired: 'new-token', library: 'reload' };

function refusal(code: keyof typeof WORDING, cause: unknown): Refusal {
  const [message, remedy] = WORDING[code];
  const error = new ScreenShareError('connection-lost', { message, remedy, cause });
  return { code, error, until: UNTIL[code] ?? 'later' };
}

/** The meaning of a server's refusal. */
export function refusalOf(error: Error & { readonly data?: unknown }): Refusal {
  const code = typeof error.data === 'object' && error.data !== null && 'code' in error.data ? error.data.code : undefined;
  const known = REFUSAL_CODES.find((each) => each === code);
  if (known) return refusal(known, error);
  // Socket.IO uses this text for a namespace that doesn't exist on the server. Any other text comes
  // from the host's own middleware.
  return refusal(error.message === 'Invalid namespace' ? 'not-attached' : 'refused', error);
}

/** The server ended the connection on purpose. The next attempt shows whether it's permanent. */
export function serverDisconnected(): Refusal {
  return { code: 'disconnected', until: 'later' };
}

/** The host's function for tokens failed. */
export function tokenMissing(cause: unknown): Refusal {
  return refusal('token', cause);
}

/** The Socket.IO client's code couldn't be loaded. */
export function libraryMissing(cause: unknown): Refusal {
  return refusal('library', cause);
}
