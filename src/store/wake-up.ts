/**
 * Tells when a page may have slept through something: it was out of the network,
 * in the back/forward cache, or hidden. Says nothing where there is no page.
 *
 * @param onWake `lost` says that connections from before are dead.
 */
export function onWakeUp(onWake: (lost: boolean) => void, signal: AbortSignal): void {
  if (typeof document === 'undefined') return;
  addEventListener('online', () => onWake(true), { signal });
  addEventListener('pageshow', ({ persisted }) => persisted && onWake(true), { signal });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && onWake(false), { signal });
}
