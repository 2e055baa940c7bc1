/**
 * Calls back once when the page goes away. That includes the back-forward cache,
 * where the page can't keep a share alive.
 *
 * @returns A function that removes the callback.
 */
export function onPageHide(callback: () => void): () => void {
  // Sessions can be created without a page, for example in a host's Node test.
  if (typeof window === 'undefined') return () => undefined;
  // The window is kept, because a test runner may remove it before the last element is disconnected.
  const page = window;
  page.addEventListener('pagehide', callback);
  return () => page.removeEventListener('pagehide', callback);
}
