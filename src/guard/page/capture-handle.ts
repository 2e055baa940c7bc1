import type { TabHandle } from '../guard-messages.js';

/** The part of a captured tab's track that reports its Capture Handle (W3C Capture Handle - Identity). */
export interface HandleTrack extends MediaStreamTrack {
  getCaptureHandle?(): { readonly origin?: string; readonly handle?: string } | null;
}

/** The captured tab's Capture Handle. Null if it has none or doesn't expose its origin. */
export function captureHandleOf(track: HandleTrack): TabHandle | null {
  const told = track.getCaptureHandle?.();
  if (!told?.origin || !told.handle) return null;
  return { origin: told.origin, handle: told.handle };
}

/**
 * The address in a handle: either the whole URL or a path on the tab's own origin. The browser vouches
 * for the origin, but only the page for the rest, so a URL of another origin isn't accepted.
 *
 * @returns null if the handle contains no address of that origin
 */
export function addressOfHandle({ origin, handle }: TabHandle): string | null {
  if (!URL.canParse(handle, origin)) return null;
  const url = new URL(handle, origin);
  return url.origin === origin ? url.href : null;
}
