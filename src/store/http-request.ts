import { abortable, eitherSignal } from '../built-ins/signals.js';
import { isPhrase } from '../policy/phrase.js';
import type { Problem } from '../policy/problems.js';
import { readState } from './settings-record.js';
import { SettingsStoreError, type SettingsStoreErrorCode, type SettingsStoreErrorOptions } from './settings-store-error.js';

export interface HttpRequestOptions {
  /** Headers for each request, such as `Authorization`. A function is called for each request, which suits tokens that expire. */
  readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>);
  /** Whether cookies are sent. Default `same-origin`; use `include` for a server of another origin. */
  readonly credentials?: RequestCredentials;
  /** Milliseconds before a request times out. Default 10,000. */
  readonly timeoutMs?: number;
}

/** One request with its complete response. */
export interface HttpRequest {
  readonly method?: 'GET' | 'PUT' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body; undefined for a 304. */
  readonly json: unknown;
}

const STATUS_CODES: Readonly<Record<number, SettingsStoreErrorCode>> = {
  401: 'not-signed-in',
  403: 'forbidden',
  404: 'not-found',
  410: 'not-found',
  412: 'conflict',
  413: 'too-large',
  422: 'invalid',
  429: 'server-error',
};

const STORAGE_CODES = ['storage-damaged', 'storage-newer'] as const satisfies readonly SettingsStoreErrorCode[];

/**
 * Sends a request and waits for the complete response.
 * @throws SettingsStoreError (as a rejection) unless the response is a success or a
 * 304; the signal's reason if it's aborted.
 */
export async function requestJson(url: string, request: HttpRequest, options: HttpRequestOptions): Promise<HttpAnswer> {
  const { signal } = request;
  signal?.throwIfAborted();
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(new DOMException('The server did not answer in time.', 'TimeoutError')), options.timeoutMs ?? 10_000);
  const writes = request.method !== undefined && request.method !== 'GET';
  let response: Response;
  let text: string;
  try {
    response = await send(url, request, options, signal ? eitherSignal(signal, timeout.signal) : timeout.signal);
    text = await response.text();
  } catch (cause) {
    signal?.throwIfAborted();
    throw new SettingsStoreError(timeout.signal.aborted ? 'timeout' : 'unreachable', { cause, mayHaveHappened: writes });
  } finally {
    clearTimeout(timer);
    // Removes the listener from the caller's signal, which outlives this request.
    timeout.abort();
  }
  const { status, headers } = response;
  if (status === 304) return { status, headers, json: undefined };
  const json = parse(text);
  if (!response.ok) throw errorOf(status, json, answered(url, response, text), writes);
  if (json === undefined) throw notSettings(answered(url, response, text), writes);
  return { status, headers, json };
}

/** Sends a request with the settings common to all of them. */
export async function send(url: string, { method = 'GET', headers = {}, body }: HttpRequest, options: HttpRequestOptions, signal: AbortSignal): Promise<Response> {
  const own = typeof options.headers === 'function' ? await abortable(options.headers(), signal) : options.headers;
  return fetch(url, {
    method,
    headers: { accept: 'application/json', ...own, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    cache: 'no-store',
    credentials: options.credentials ?? 'same-origin',
    signal,
  });
}

/** An unexpected response, such as a login page or another service. */
export function notSettings(answer: string, mayHaveHappened = false): SettingsStoreError {
  return new SettingsStoreError('unexpected-answer', { cause: new Error(answer), mayHaveHappened });
}

/** A description of the response for the developer: status, content type and the first characters. */
function answered(url: string, { status, statusText, headers }: Response, text: string): string {
  const type = headers.get('content-type') ?? 'no content type';
  return `${url} answered ${`${status} ${statusText}`.trim()}, ${type}: ${text.slice(0, 60).replace(/\s+/g, ' ').trim() || 'nothing'}`;
}

function errorOf(status: number, json: unknown, answer: string, writes: boolean): SettingsStoreError {
  const { code: said, detail, problems, state } = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>;
  // The endpoint reports problems with its storage by code. A 503 from elsewhere has no such code.
  const stored = STORAGE_CODES.find((each) => status === 503 && each === said);
  const code = stored ?? STATUS_CODES[status] ?? (status >= 500 ? 'server-error' : 'unexpected-answer');
  const options: SettingsStoreErrorOptions = {
    cause: new Error(answer),
    // A proxy's 502 or 504 doesn't say whether the server behind it carried out the request.
    mayHaveHappened: writes && status >= 500,
    ...(code === 'conflict' && { state: readState(state) ?? null }),
    ...(code === 'invalid' && { problems: readProblems(problems) }),
    ...(typeof detail === 'string' && detail !== '' && code !== 'server-error' && { message: detail }),
  };
  return new SettingsStoreError(code, options);
}

/** The codes may come from a later version. Everything is shown as text. */
function readProblems(value: unknown): Problem[] {
  if (!Array.isArray(value)) return [];
  const problems = value.filter((problem: unknown): problem is Problem => {
    if (typeof problem !== 'object' || problem === null) return false;
    const { code, path, message } = problem as Record<keyof Problem, unknown>;
    return typeof code === 'string' && typeof path === 'string' && typeof message === 'string';
  });
  return problems.map(({ phrase, ...problem }) => (isPhrase(phrase) ? { ...problem, phrase } : problem));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
