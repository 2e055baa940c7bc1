/**
 * Calls back once when the page goes away, also when it goes into the
 * back-forward cache, where it could no longer keep a share alive.
 *
 * @returns A function that forgets the callback.
 */
export function onPageHide(callback: () => void): () => void {
  // Sessions can be made where there is no page, such as in a test of the host's in Node.
  if (typeof window === 'undefined') return () => undefined;
  window.addEventListener('pagehide', callback);
  return () => window.removeEventListener('pagehide', callback);
}
