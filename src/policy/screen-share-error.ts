import { isPhrase, phrase, worded, type Phrase } from './phrase.js';
import { surfacesPhrase, type Surface } from './surface.js';

interface Wording {
  readonly message: string;
  readonly remedy: string;
}

/** The default texts for each code. This is the only place where these sentences are defined. */
const WORDING = {
  'surface-not-allowed': {
    message: 'You can’t share what you picked.',
    remedy: 'Try again and pick something that may be shared.',
  },
  'surface-unverifiable': {
    message: 'This browser does not say what was picked, and not everything may be shared here.',
    remedy: 'Use a current Chrome or Edge on a computer.',
  },
  'site-not-allowed': {
    message: 'The page in the shared window is not on the list of allowed sites. Sharing has ended.',
    remedy: 'Go to an allowed page in that window, then start again.',
  },
  'address-unreadable': {
    message: 'The address of the shared window could not be read for too long. Sharing has ended.',
    remedy: 'Show the window with its whole address bar, click into the page, then start again.',
  },
  'permission-denied': {
    message: 'The browser did not allow screen sharing on this page.',
    remedy: 'Allow screen sharing for this site in the browser, or ask your administrator, then try again.',
  },
  'system-permission-denied': {
    message: 'The system does not let this browser record the screen.',
    remedy:
      'On a Mac, open System Settings, Privacy & Security, Screen & System Audio Recording, switch your browser on, then quit and reopen it.',
  },
  'capture-blocked': {
    message: 'The page that embeds this one does not let it share the screen.',
    remedy: 'Add allow="display-capture" to the iframe, or open this page in a tab of its own.',
  },
  'capture-failed': {
    message: 'What you picked could not be captured.',
    remedy: 'Check that it is still open and visible, then try again.',
  },
  'gesture-required': {
    message: 'The browser opens its picker only as the direct answer to a click or a key.',
    remedy: 'Click Screen Share again.',
  },
  'unsupported-browser': {
    message: 'This browser cannot share the screen here.',
    remedy: 'Use a current Chrome or Edge on a computer, on a page that is served over https.',
  },
  'cobrowse-version': {
    message: 'Screen sharing needs cobrowse version 5.3 or above.',
    remedy: 'Ask your administrator to update cobrowse.',
  },
  'escalation-disabled': {
    message: 'Screen sharing is switched off.',
    remedy: 'Ask your administrator to switch on Escalate to Show.',
  },
  'settings-invalid': {
    message: 'The screen-share settings are not valid, so nothing is shared.',
    remedy: 'Ask your administrator to correct the settings and to publish them again.',
  },
  'settings-unavailable': {
    message: 'The screen-share settings could not be loaded, so nothing is shared.',
    remedy: 'Check your connection, then try again.',
  },
  superseded: {
    message: 'Another agent is sharing their screen. You are no longer sharing your screen.',
    remedy: 'When the other agent is done, or to take over, start again.',
  },
  'source-ended': {
    message: 'What you shared was closed or is no longer available. Sharing has ended.',
    remedy: 'Start again and pick what to share.',
  },
  'connection-lost': {
    message: 'The connection was lost. Sharing has ended.',
    remedy: 'Check your network, then start again.',
  },
} as const satisfies Record<string, Wording>;

/** Why a share didn't start or had to end. Dismissing the picker isn't an error. */
export type ScreenShareErrorCode = keyof typeof WORDING;

/** All codes, in the order of the documentation. */
export const SCREEN_SHARE_ERROR_CODES = Object.freeze(Object.keys(WORDING)) as readonly ScreenShareErrorCode[];

export interface ScreenShareErrorOptions {
  /** A more precise sentence than the code's own. Use a phrase if it contains values, so that it can be translated. */
  readonly message?: string | Phrase;
  /** What to do about it, if it's more specific than the code's own remedy. */
  readonly remedy?: string | Phrase;
  /** The caught value, such as the browser's `DOMException`. */
  readonly cause?: unknown;
}

/** A {@link ScreenShareError} as plain data, for a message from a worker or a server. */
export interface ScreenShareErrorData {
  readonly name: 'ScreenShareError';
  readonly code: ScreenShareErrorCode;
  readonly message: string;
  readonly remedy: string;
  readonly messagePhrase?: Phrase;
  readonly remedyPhrase?: Phrase;
  /** The cause as text, `Name: message`. Its stack isn't included. */
  readonly cause?: string;
}

/** `Symbol.for`, so that two copies of the package, or two frames, recognise each other's errors. */
const BRAND: unique symbol = Symbol.for('glance-screenshare.error');

/**
 * Why a share didn't start or had to end: a stable `code` for programs, an English `message` for
 * people, and a `remedy` that says what to do.
 *
 * @example
 * ```ts
 * agent.addEventListener('error', () => {
 *   if (isScreenShareError(agent.error, 'superseded')) showQuietly(agent.error.message);
 * });
 * ```
 */
export class ScreenShareError extends Error {
  override readonly name = 'ScreenShareError';
  /** Stable across versions. Programs can base decisions on it. */
  readonly code: ScreenShareErrorCode;
  /** What the person can do now, in one sentence. */
  readonly remedy: string;
  /** The phrase that `message` was made from, if it contains values. For translation. */
  readonly messagePhrase: Phrase | undefined;
  /** The same for `remedy`. */
  readonly remedyPhrase: Phrase | undefined;

  constructor(code: ScreenShareErrorCode, options: ScreenShareErrorOptions = {}) {
    const message = worded(options.message ?? WORDING[code].message);
    const remedy = worded(options.remedy ?? WORDING[code].remedy);
    super(message.message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.messagePhrase = message.phrase;
    this.remedy = remedy.message;
    this.remedyPhrase = remedy.phrase;
  }

  /** @internal */
  get [BRAND](): true {
    return true;
  }

  /** The error as plain data, which `structuredClone` and JSON can transfer. */
  toJSON(): ScreenShareErrorData {
    const { code, message, remedy, messagePhrase, remedyPhrase } = this;
    const data = {
      ...({ name: 'ScreenShareError', code, message, remedy } as const),
      ...(messagePhrase && { messagePhrase }),
      ...(remedyPhrase && { remedyPhrase }),
    };
    return this.cause === undefined ? data : { ...data, cause: inWords(this.cause) };
  }
}

/**
 * Whether a caught value is a {@link ScreenShareError}, optionally with a certain code. Unlike
 * `instanceof`, it also recognises an error from another copy of this package or another frame.
 */
export function isScreenShareError<C extends ScreenShareErrorCode = ScreenShareErrorCode>(
  error: unknown,
  code?: C,
): error is ScreenShareError & { readonly code: C } {
  if (typeof error !== 'object' || error === null || !(BRAND in error)) return false;
  return code === undefined || (error as ScreenShareError).code === code;
}

/**
 * Rebuilds an error from the result of {@link ScreenShareError.toJSON}.
 * @returns undefined if the value isn't such data, or has a code that this version doesn't know.
 */
export function screenShareErrorFrom(data: unknown): ScreenShareError | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { name, code, message, remedy, messagePhrase, remedyPhrase, cause } = data as Record<keyof ScreenShareErrorData, unknown>;
  if (name !== 'ScreenShareError' || !isCode(code)) return undefined;
  return new ScreenShareError(code, {
    ...(typeof message === 'string' && { message: isPhrase(messagePhrase) ? messagePhrase : message }),
    ...(typeof remedy === 'string' && { remedy: isPhrase(remedyPhrase) ? remedyPhrase : remedy }),
    ...(typeof cause === 'string' && { cause }),
  });
}

/** The error if the settings don't allow the picked surface. It names what is allowed and, if known, what was picked. */
export function surfaceNotAllowed(allowed: readonly Surface[], picked?: Surface): ScreenShareError {
  const names = surfacesPhrase(allowed);
  return new ScreenShareError('surface-not-allowed', {
    message: picked === undefined ? phrase`Only ${names} may be shared.` : phrase`You picked ${surfacesPhrase([picked])}. Only ${names} may be shared.`,
    remedy: phrase`Try again and pick ${names}.`,
  });
}

function isCode(value: unknown): value is ScreenShareErrorCode {
  return typeof value === 'string' && Object.hasOwn(WORDING, value);
}

function inWords(cause: unknown): string {
  if (cause instanceof Error) return `${cause.name}: ${cause.message}`;
  try {
    return String(cause);
  } catch {
    return 'unknown';
  }
}
