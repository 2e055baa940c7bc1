/** Milliseconds before the first, second … retry of the media server. The last value applies to all later retries. */
const BACKOFF_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/**
 * How long to wait before using a media server again after that many failures in a
 * row. The wait grows, respects the server's `Retry-After`, and is randomized so
 * that clients don't all return at once.
 */
export function relayBackoff(failures: number, cause: unknown): number {
  const delay = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length) - 1] ?? 0;
  const asked = (cause as { retryAfterMs?: unknown } | null | undefined)?.retryAfterMs;
  return Math.max(delay * (0.75 + Math.random() / 2), typeof asked === 'number' ? asked : 0);
}
