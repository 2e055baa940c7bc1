import type { Phrase } from '../../policy/phrase.js';
import type { ScreenShareErrorCode } from '../../policy/screen-share-error.js';
import { inWords } from './words.js';

/** What is in the way, in words: an error of the core, or something that the page's developer has to set. */
export interface Problem {
  /** Null where the page isn't set up. */
  readonly code: ScreenShareErrorCode | null;
  readonly message: string;
  readonly remedy: string;
  readonly messagePhrase?: Phrase | undefined;
  readonly remedyPhrase?: Phrase | undefined;
}

/** The sentences for a problem, in the language of the elements. */
export function problemTexts({ message, remedy, messagePhrase, remedyPhrase }: Problem): { message: string; remedy: string } {
  return { message: inWords(message, messagePhrase), remedy: inWords(remedy, remedyPhrase) };
}

/** What a problem's dialog offers: to start again at once, to load the settings again, or nothing but to close it. */
export type Retry = 'start' | 'ask' | 'reload' | null;

const RETRIES: Readonly<Partial<Record<ScreenShareErrorCode, Retry>>> = {
  'site-not-allowed': 'ask',
  'address-unreadable': 'ask',
  superseded: 'ask',
  'source-ended': 'ask',
  'connection-lost': 'ask',
  'surface-not-allowed': 'start',
  'permission-denied': 'start',
  'system-permission-denied': 'start',
  'capture-failed': 'start',
  'gesture-required': 'start',
  'settings-unavailable': 'reload',
  'settings-invalid': 'reload',
};

/** How trying again makes sense; null where it would only fail again. */
export function retryOf({ code }: Problem): Retry {
  return (code !== null && RETRIES[code]) || null;
}
