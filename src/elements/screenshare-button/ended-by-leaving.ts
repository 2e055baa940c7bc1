import { msg } from '@lit/localize';
import type { Problem } from '../shared/error-texts.js';

const nameOf = (sessionId: string | null): string => `glance-screenshare left ${sessionId ?? ''}`;

/** Notes that this page is being left during a share, which ends it. */
export function noteLeaving(sessionId: string | null): void {
  try {
    sessionStorage.setItem(nameOf(sessionId), 'sharing');
  } catch {
    // Without storage the next page can't tell.
  }
}

/** What to tell an agent whose page before this one was left during a share; null when there is nothing to tell. Told once. */
export function endedByLeaving(sessionId: string | null): (Problem & { readonly code: 'source-ended' }) | null {
  try {
    const left = sessionStorage.getItem(nameOf(sessionId));
    sessionStorage.removeItem(nameOf(sessionId));
    if (left === null) return null;
    return { code: 'source-ended', message: msg('The page was loaded anew, which ended your share.'), remedy: msg('Visitors no longer see your screen.') };
  } catch {
    return null;
  }
}
