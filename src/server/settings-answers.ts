import { isSettingsStoreError, type SettingsStoreError, type SettingsStoreErrorCode } from '../store/settings-store-error.js';

/**
 * Answers are for the one who asked (`private`), and valid only as long as the
 * server says so (`no-cache`): with the ETag that costs a 304.
 */
const COMMON = { 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff', vary: 'origin, authorization, cookie' } as const;

const STATUS: Partial<Record<SettingsStoreErrorCode, number>> = { conflict: 412, invalid: 422, 'not-found': 404 };

export function json(value: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(value), { status: 200, headers: { ...COMMON, 'content-type': 'application/json', ...headers } });
}

/** What goes wrong is said as RFC 9457 has it. */
export function problem(status: number, detail: string, more: Readonly<Record<string, unknown>> = {}, headers: Readonly<Record<string, string>> = {}): Response {
  const body = JSON.stringify({ status, detail, ...more });
  return new Response(body, { status, headers: { ...COMMON, 'content-type': 'application/problem+json', ...headers } });
}

/** The representation, or a 304 when the client has it. */
export function conditional(request: Request, etag: string, value: () => unknown, headers: Readonly<Record<string, string>> = {}): Response {
  if (hasCurrent(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers: { ...COMMON, ...headers, etag } });
  }
  return json(value(), { ...headers, etag });
}

/** RFC 9110, section 13.1.2: a weak comparison, as compressing proxies make ETags weak. */
function hasCurrent(header: string | null, etag: string): boolean {
  if (header === null) return false;
  return header.split(',').some((entry) => entry.trim() === '*' || entry.trim().replace(/^W\//, '') === etag);
}

export interface Failure {
  readonly answer: Response;
  /** Whether it is the server's own fault, and something for its log. */
  readonly ours: boolean;
}

/** The answer to whatever was thrown. What the server's own trouble is, stays here. */
export function failure(error: unknown): Failure {
  if (error instanceof Refusal) return { answer: problem(error.status, error.message, {}, error.headers), ours: false };
  const status = isSettingsStoreError(error) ? STATUS[error.code] : undefined;
  if (!isSettingsStoreError(error) || status === undefined) return { answer: problem(500, 'The server had a problem of its own.'), ours: true };
  return { answer: problem(status, error.message, detailsOf(error)), ours: false };
}

function detailsOf({ code, problems, state }: SettingsStoreError): Record<string, unknown> {
  if (code === 'invalid') return { code, problems };
  return code === 'conflict' ? { code, state } : { code };
}

/** A request that isn't carried out, and how it is answered. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}
