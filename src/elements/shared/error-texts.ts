import { msg } from '@lit/localize';
import type { ScreenShareErrorCode } from '../../policy/screen-share-error.js';

/** What is in the way, in words: an error of the core, or something that the page's developer has to set. */
export interface Problem {
  /** Null where the page isn't set up. */
  readonly code: ScreenShareErrorCode | null;
  readonly message: string;
  readonly remedy: string;
}

/**
 * The sentences for a problem. The core's own are English and know most; a
 * locale replaces them by the ids `error-CODE` and `remedy-CODE`.
 */
export function problemTexts({ code, message, remedy }: Problem): { message: string; remedy: string } {
  if (code === null) return { message, remedy };
  return { message: msg(message, { id: `error-${code}` }), remedy: msg(remedy, { id: `remedy-${code}` }) };
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
