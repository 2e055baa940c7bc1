/** Something between this page and a WHIP or WHEP server went wrong: what, and what to do about it. */
export class WhipWhepError extends Error {
  /** The server's status, where it gave one. */
  readonly status: number | undefined;
  /** Milliseconds that the server wants to be left alone, where it said so. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, { status, retryAfterMs, cause }: { status?: number; retryAfterMs?: number | undefined; cause?: unknown } = {}) {
    super(message, { cause });
    this.name = 'WhipWhepError';
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** What an answer of the server means that is none to the offer. */
export function refusal(response: Response): WhipWhepError {
  const { status } = response;
  const retryAfterMs = retryAfter(response.headers.get('retry-after'));
  return new WhipWhepError(`${response.url} answers ${status}: ${meaningOf(status)}`, { status, retryAfterMs });
}

function meaningOf(status: number): string {
  if (status === 401 || status === 403) return 'the token doesn’t allow it. Look at what `token` gives.';
  if (status === 404) return 'there is no such stream. Look at the address, and whether the stream has been published.';
  if (status === 415 || status === 400 || status === 406 || status === 422) return 'it can’t make use of the offer. Look at the codecs that it allows.';
  if (status === 409) return 'somebody publishes there already.';
  if (status === 429 || status === 503) return 'it is busy, and is asked again later.';
  return status >= 500 ? 'it has trouble of its own. Its log says more.' : 'this is no answer of WHIP or WHEP. Look at the address.';
}

/** `Retry-After` as milliseconds: it is a number of seconds or a date. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
