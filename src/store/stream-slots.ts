/**
 * How many event streams a browser keeps to one server, across all its tabs. With
 * HTTP/1.1 it opens at most six connections per server, so six streams would leave
 * none for anything else, not even for loading another tab's page.
 */
const SLOTS = 2;

/** In these versions, one connection carries any number of streams. */
const MULTIPLEXED = /^h[23]/;

/**
 * Takes one of the browser's streams to a server.
 *
 * @returns A function that releases it; null if all are taken. Without locks, as in
 * Node, nothing is counted.
 * @see https://developer.mozilla.org/docs/Web/API/Web_Locks_API
 */
export async function takeStreamSlot(url: string): Promise<(() => void) | null> {
  const { locks } = (globalThis as { navigator?: { locks?: LockManager } }).navigator ?? {};
  if (!locks || typeof document === 'undefined' || isMultiplexed(url)) return () => undefined;
  for (let slot = 0; slot < SLOTS; slot++) {
    const release = await takeLock(locks, `glance-screenshare stream ${new URL(url, document.baseURI).origin} ${slot}`);
    if (release) return release;
  }
  return null;
}

function takeLock(locks: LockManager, name: string): Promise<(() => void) | null> {
  return new Promise((taken) => {
    const held = (lock: Lock | null): Promise<void> | undefined => {
      if (lock) return new Promise((release) => taken(release));
      taken(null);
      return undefined;
    };
    // A page with an opaque origin, such as in a sandboxed frame, has no locks.
    locks.request(name, { ifAvailable: true }, held).catch(() => taken(() => undefined));
  });
}

/** Based on this server's last response. Unknown for another origin that doesn't reveal its timing. */
function isMultiplexed(url: string): boolean {
  const { origin } = new URL(url, document.baseURI);
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const last = entries.filter(({ name }) => name.startsWith(`${origin}/`)).pop();
  return MULTIPLEXED.test(last?.nextHopProtocol ?? '');
}
