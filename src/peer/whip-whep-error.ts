/** An error between this page and a WHIP or WHEP server: what went wrong, and what to do about it. */
export class WhipWhepError extends Error {
  /** The server's status, if it sent one. */
  readonly status: number | undefined;
  /** Milliseconds to wait before the next attempt, if the server specified it. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, { status, retryAfterMs, cause }: { status?: number; retryAfterMs?: number | undefined; cause?: unknown } = {}) {
    super(message, { cause });
    this.name = 'WhipWhepError';
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The error for a response that doesn't answer the offer. */
export function refusal(response: Response): WhipWhepError {
  const { status } = response;
  const retryAfterMs = retryAfter(response.headers.get('retry-after'));
  return new WhipWhepError(`${response.url} answers ${status}: ${meaningOf(status)}`, { status, retryAfterMs });
}

function meaningOf(status: number): string {
  if (status === 401 || status === 403) return 'the token doesn’t allow it. Check what `token` returns.';
  if (status === 404) return 'there is no such stream. Check the address, and whether the stream has been published.';
  if (status === 415 || status === 400 || status === 406 || status === 422) return 'it can’t use the offer. Check the codecs that it allows.';
  if (status === 409) return 'somebody is already publishing there.';
  if (status === 429 || status === 503) return 'it is busy. The request is repeated later.';
  return status >= 500 ? 'it has trouble of its own. Its log says more.' : 'this is no answer of WHIP or WHEP. Check the address.';
}

/** `Retry-After` in milliseconds. The header is a number of seconds or a date. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
