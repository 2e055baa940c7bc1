import type { Phrase } from '../../policy/phrase.js';
import type { ScreenShareErrorCode } from '../../policy/screen-share-error.js';
import { inWords } from './words.js';

/** A problem in words: an error of the core, or something that the page's developer has to set. */
export interface Problem {
  /** Null if the page isn't set up. */
  readonly code: ScreenShareErrorCode | null;
  readonly message: string;
  readonly remedy: string;
  readonly messagePhrase?: Phrase | undefined;
  readonly remedyPhrase?: Phrase | undefined;
}

/** The texts of a problem, in the elements' language. */
export function problemTexts({ message, remedy, messagePhrase, remedyPhrase }: Problem): { message: string; remedy: string } {
  return { message: inWords(message, messagePhrase), remedy: inWords(remedy, remedyPhrase) };
}

/** What a problem's dialog or notice offers: start again, reload the settings, or only close it. */
export type Retry = 'start' | 'reload' | null;

const RETRIES: Readonly<Partial<Record<ScreenShareErrorCode, Retry>>> = {
  'site-not-allowed': 'start',
  'address-unreadable': 'start',
  superseded: 'start',
  'source-ended': 'start',
  'connection-lost': 'start',
  'surface-not-allowed': 'start',
  'permission-denied': 'start',
  'system-permission-denied': 'start',
  'capture-failed': 'start',
  'gesture-required': 'start',
  'settings-unavailable': 'reload',
  'settings-invalid': 'reload',
};

/** Problems of a share that was running or starting. They can occur while the agent is busy with something else. */
const UNASKED: ReadonlySet<ScreenShareErrorCode | null> = new Set(['site-not-allowed', 'address-unreadable', 'superseded', 'source-ended', 'connection-lost'] as const);

/** Whether a problem isn't a result of the agent's click, no matter how soon after the click it occurs. */
export function comesByItself({ code }: Problem): boolean {
  return UNASKED.has(code);
}

/** Which retry makes sense; null if it would only fail again. */
export function retryOf({ code }: Problem): Retry {
  return (code !== null && RETRIES[code]) || null;
}
