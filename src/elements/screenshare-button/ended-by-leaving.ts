import { msg } from '@lit/localize';
import type { Problem } from '../shared/error-texts.js';

const nameOf = (sessionId: string | null): string => `glance-screenshare left ${sessionId ?? ''}`;

/** Records that the agent leaves the page during a share, which ends the share. */
export function noteLeaving(sessionId: string | null): void {
  try {
    sessionStorage.setItem(nameOf(sessionId), 'sharing');
  } catch {
    // Without storage, the next page can't find out.
  }
}

/** The message for an agent who left the previous page during a share, or null. It's returned only once. */
export function endedByLeaving(sessionId: string | null): (Problem & { readonly code: 'source-ended' }) | null {
  try {
    const left = sessionStorage.getItem(nameOf(sessionId));
    sessionStorage.removeItem(nameOf(sessionId));
    if (left === null) return null;
    return { code: 'source-ended', message: msg('You reloaded the page, so your share ended.'), remedy: msg('Visitors no longer see your screen.') };
  } catch {
    return null;
  }
}
