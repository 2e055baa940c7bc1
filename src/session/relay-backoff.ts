/** Milliseconds before the first, second … further attempt to use the media server; the last one stands for all later ones. */
const BACKOFF_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/**
 * How long to leave a media server alone after that many failures in a row:
 * longer each time, as long as it asks itself, and not all clients at once.
 */
export function relayBackoff(failures: number, cause: unknown): number {
  const delay = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length) - 1] ?? 0;
  const asked = (cause as { retryAfterMs?: unknown } | null | undefined)?.retryAfterMs;
  return Math.max(delay * (0.75 + Math.random() / 2), typeof asked === 'number' ? asked : 0);
}
