import { ScreenShareError } from '../policy/screen-share-error.js';
import type { RefusalCode } from './socket-io-protocol.js';

/** Why a client isn't connected, where that is more than a lost network. */
export interface Refusal {
  readonly code: RefusalCode | 'disconnected' | 'not-attached' | 'token' | 'library';
  /** What to tell; without it the coming attempt's outcome says more. */
  readonly error?: ScreenShareError;
  /** What stands in the way of another attempt: nothing, the same token as before, or the page that has to be loaded anew. */
  readonly until: 'later' | 'new-token' | 'reload';
}

const WORDING = {
  invalid: ['The server does not understand this session id or token.', 'Ask your administrator to check them.'],
  refused: ['The server does not let you into this session.', 'Reload the page or sign in again.'],
  unavailable: ['The server could not check whether you may take part.', 'Wait a moment; it is tried again.'],
  'not-attached': ['The server does not offer screen sharing.', 'Ask your administrator to check the address and the set-up of the server.'],
  token: ['The proof that you may take part could not be had.', 'Wait a moment; it is tried again. If that does not help, sign in again.'],
  library: ['A part of screen sharing could not be loaded.', 'Check your connection, then reload the page.'],
} as const;

const UNTIL: Partial<Record<keyof typeof WORDING, Refusal['until']>> = { invalid: 'new-token', refused: 'new-token', library: 'reload' };

function refusal(code: keyof typeof WORDING, cause: unknown): Refusal {
  const [message, remedy] = WORDING[code];
  const error = new ScreenShareError('connection-lost', { message, remedy, cause });
  return { code, error, until: UNTIL[code] ?? 'later' };
}

/** What the server meant by refusing. */
export function refusalOf(error: Error & { readonly data?: unknown }): Refusal {
  const code = typeof error.data === 'object' && error.data !== null && 'code' in error.data ? error.data.code : undefined;
  if (code === 'invalid' || code === 'refused' || code === 'unavailable') return refusal(code, error);
  // Socket.IO's own words for a namespace that nobody attached to; all else comes from the host's own middleware.
  return refusal(error.message === 'Invalid namespace' ? 'not-attached' : 'refused', error);
}

/** The server ended the connection on purpose; whether for good, the next attempt tells. */
export function serverDisconnected(): Refusal {
  return { code: 'disconnected', until: 'later' };
}

/** The host's function for tokens failed. */
export function tokenMissing(cause: unknown): Refusal {
  return refusal('token', cause);
}

/** The Socket.IO client's code couldn't be fetched. */
export function libraryMissing(cause: unknown): Refusal {
  return refusal('library', cause);
}
