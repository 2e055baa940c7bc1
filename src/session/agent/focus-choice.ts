import type { FocusAfterPick } from '../../capture/pick-source.js';

const NAME = 'glance-screenshare focus';

/** The agent's earlier choice in this browser, or null. */
export function rememberedFocus(): FocusAfterPick | null {
  try {
    const kept = localStorage.getItem(NAME);
    return kept === 'shared' || kept === 'viewer' ? kept : null;
  } catch {
    // Without access to storage, there's nothing to remember.
    return null;
  }
}

/** Remembers the choice for the next session, if the page can use storage. */
export function rememberFocus(focus: FocusAfterPick | null): void {
  try {
    if (focus === null) localStorage.removeItem(NAME);
    else localStorage.setItem(NAME, focus);
  } catch {
    // The choice still applies to this session.
  }
}
