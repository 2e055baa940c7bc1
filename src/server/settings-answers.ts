import type { Problem } from '../policy/problems.js';
import { isSettingsStoreError, type SettingsStoreError, type SettingsStoreErrorCode } from '../store/settings-store-error.js';

/**
 * Responses are for one client (`private`) and have to be revalidated before reuse
 * (`no-cache`). With the ETag, revalidation costs a 304.
 */
const COMMON = { 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff', vary: 'origin, authorization, cookie' } as const;

const STATUS: Partial<Record<SettingsStoreErrorCode, number>> = { conflict: 412, invalid: 422, 'not-found': 404, 'storage-damaged': 503, 'storage-newer': 503 };

/** The maximum length of the list of problems, in characters of JSON. People fix a few problems at a time, so there's no point in sending thousands. */
const MAX_PROBLEMS_LENGTH = 16_000;

export function json(value: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(value), { status: 200, headers: { ...COMMON, 'content-type': 'application/json', ...headers } });
}

/** An error response as RFC 9457 defines it. */
export function problem(status: number, detail: string, more: Readonly<Record<string, unknown>> = {}, headers: Readonly<Record<string, string>> = {}): Response {
  const body = JSON.stringify({ status, detail, ...more });
  return new Response(body, { status, headers: { ...COMMON, 'content-type': 'application/problem+json', ...headers } });
}

/** The representation, or 304 if the client has the current one. */
export function conditional(request: Request, etag: string, value: () => unknown, headers: Readonly<Record<string, string>> = {}): Response {
  if (hasCurrent(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers: { ...COMMON, ...headers, etag } });
  }
  return json(value(), { ...headers, etag });
}

/** RFC 9110, section 13.1.2: the comparison is weak, because compressing proxies make ETags weak. */
function hasCurrent(header: string | null, etag: string): boolean {
  if (header === null) return false;
  return header.split(',').some((entry) => entry.trim() === '*' || entry.trim().replace(/^W\//, '') === etag);
}

export interface Failure {
  readonly answer: Response;
  /** Whether it's the server's own fault and belongs in its log. */
  readonly ours: boolean;
}

/** The response to any thrown error. Details of a server error aren't revealed. */
export function failure(error: unknown): Failure {
  if (error instanceof Refusal) return { answer: problem(error.status, error.message, {}, error.headers), ours: false };
  const status = isSettingsStoreError(error) ? STATUS[error.code] : undefined;
  if (!isSettingsStoreError(error) || status === undefined) return { answer: problem(500, 'The server had a problem of its own.'), ours: true };
  return { answer: problem(status, error.message, detailsOf(error)), ours: status >= 500 };
}

function detailsOf({ code, problems, state }: SettingsStoreError): Record<string, unknown> {
  if (code === 'invalid') {
    const sent = firstOf(problems);
    return { code, problems: sent, ...(sent.length < problems.length && { furtherProblems: problems.length - sent.length }) };
  }
  return code === 'conflict' ? { code, state } : { code };
}

/** As many problems as fit in a response. */
function firstOf(problems: readonly Problem[]): readonly Problem[] {
  let length = 0;
  const end = problems.findIndex((each) => (length += JSON.stringify(each).length) > MAX_PROBLEMS_LENGTH);
  return end === -1 ? problems : problems.slice(0, end);
}

/** A request that is refused, and its response. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}
