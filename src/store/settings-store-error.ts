import type { Problem } from '../policy/problems.js';
import type { SettingsState } from './settings-store.js';

interface Wording {
  readonly message: string;
  readonly remedy: string;
}

/** The texts for each code when nothing more specific is known. */
const WORDING = {
  conflict: {
    message: 'Somebody else has changed the settings in the meantime.',
    remedy: 'Look at what they have changed, then decide which to keep.',
  },
  invalid: {
    message: 'These settings are not valid.',
    remedy: 'Correct what is marked, then try again.',
  },
  'not-found': {
    message: 'There is nothing at that address.',
    remedy: 'Check the address of the settings.',
  },
  'not-signed-in': {
    message: 'You are not signed in, or no longer.',
    remedy: 'Sign in again in another tab, then try again here.',
  },
  forbidden: {
    message: 'You may not do this.',
    remedy: 'Ask for the right to administer screen sharing.',
  },
  'too-large': {
    message: 'The settings are larger than the server takes.',
    remedy: 'Remove some allowed sites, or ask for a higher limit.',
  },
  unreachable: {
    message: 'The server could not be reached.',
    remedy: 'Check your connection, then try again.',
  },
  timeout: {
    message: 'The server did not answer in time.',
    remedy: 'Try again in a moment.',
  },
  'server-error': {
    message: 'The server had a problem of its own.',
    remedy: 'Try again in a moment; if it stays so, tell whoever runs the server.',
  },
  'unexpected-answer': {
    message: 'The server’s answer is not a settings document.',
    remedy: 'Check the address of the settings, and that you are signed in.',
  },
  'storage-full': {
    message: 'This page’s storage is full. Nothing was changed.',
    remedy: 'Remove data of this site in the browser’s settings, then try again.',
  },
  'storage-disabled': {
    message: 'The browser does not let this page store anything.',
    remedy: 'Allow this site to store data in the browser’s settings, then reload the page.',
  },
  'storage-damaged': {
    message: 'What is stored can’t be read as settings. It was left as it is.',
    remedy: 'Restore it from a backup, or remove it to begin anew.',
  },
  'storage-newer': {
    message: 'These settings were saved by a later version of the server. Nothing was changed.',
    remedy: 'Ask whoever runs the server to update it.',
  },
} as const satisfies Record<string, Wording>;

/** Why a store operation failed. */
export type SettingsStoreErrorCode = keyof typeof WORDING;

export interface SettingsStoreErrorOptions {
  /** A sentence that is more specific than the code's own. */
  readonly message?: string;
  readonly remedy?: string;
  readonly cause?: unknown;
  readonly problems?: readonly Problem[];
  readonly state?: SettingsState | null;
  readonly mayHaveHappened?: boolean;
}

/** `Symbol.for`, so that two copies of the package recognize each other's errors. */
const BRAND: unique symbol = Symbol.for('glance-screenshare.settings-store-error');

/** Why a store operation failed: a stable `code`, a sentence for people, and what to do. */
export class SettingsStoreError extends Error {
  override readonly name = 'SettingsStoreError';
  /** Stable across versions. */
  readonly code: SettingsStoreErrorCode;
  /** What the person can do now, in one sentence. */
  readonly remedy: string;
  /** With `invalid`: the problems and where they are. Otherwise empty. */
  readonly problems: readonly Problem[];
  /** With `conflict`: what both environments contain now, with who changed it and when. Otherwise null. */
  readonly state: SettingsState | null;
  /** Whether a write may have succeeded although its response was lost. Retrying is safe. */
  readonly mayHaveHappened: boolean;

  constructor(code: SettingsStoreErrorCode, options: SettingsStoreErrorOptions = {}) {
    const { message = WORDING[code].message, remedy = WORDING[code].remedy, problems = [], state = null, mayHaveHappened = false } = options;
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.remedy = remedy;
    this.problems = problems;
    this.state = state;
    this.mayHaveHappened = mayHaveHappened;
  }

  /** @internal */
  get [BRAND](): true {
    return true;
  }
}

/** Whether a caught value is a {@link SettingsStoreError}, optionally with this code. Recognizes errors from other copies of this package too. */
export function isSettingsStoreError<C extends SettingsStoreErrorCode = SettingsStoreErrorCode>(
  error: unknown,
  code?: C,
): error is SettingsStoreError & { readonly code: C } {
  if (typeof error !== 'object' || error === null || !(BRAND in error)) return false;
  return code === undefined || (error as SettingsStoreError).code === code;
}
