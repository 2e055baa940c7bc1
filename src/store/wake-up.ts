/**
 * Calls back when a page may have missed something because it was offline, in the
 * back/forward cache, or hidden. Does nothing without a page.
 *
 * @param onWake `lost` means that earlier connections are dead.
 */
export function onWakeUp(onWake: (lost: boolean) => void, signal: AbortSignal): void {
  if (typeof document === 'undefined') return;
  addEventListener('online', () => onWake(true), { signal });
  addEventListener('pageshow', ({ persisted }) => persisted && onWake(true), { signal });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && onWake(false), { signal });
}
