import { isPhrase } from '../policy/phrase.js';
import type { Problem } from '../policy/problems.js';
import { readState } from './settings-record.js';
import { SettingsStoreError, type SettingsStoreErrorCode, type SettingsStoreErrorOptions } from './settings-store-error.js';

export interface HttpRequestOptions {
  /** Added to each request, such as `Authorization`; a function is asked anew for each, for a token that expires. */
  readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>);
  /** Whether cookies go along. Default `same-origin`; `include` for a server of another origin. */
  readonly credentials?: RequestCredentials;
  /** Milliseconds after which a request counts as failed. Default 10,000. */
  readonly timeoutMs?: number;
}

/** One request and all of its answer. */
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
  /** Parsed; undefined for a 304. */
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

/**
 * Sends a request and waits for the whole answer.
 * @throws SettingsStoreError (as a rejection) for everything but a good answer and a 304; the signal's reason once that is aborted.
 */
export async function requestJson(url: string, request: HttpRequest, options: HttpRequestOptions): Promise<HttpAnswer> {
  const { signal } = request;
  signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 10_000);
  const writes = request.method !== undefined && request.method !== 'GET';
  let response: Response;
  let text: string;
  try {
    response = await send(url, request, options, signal ? AbortSignal.any([signal, timeout]) : timeout);
    text = await response.text();
  } catch (cause) {
    signal?.throwIfAborted();
    throw new SettingsStoreError(timeout.aborted ? 'timeout' : 'unreachable', { cause, mayHaveHappened: writes });
  }
  const { status, headers } = response;
  if (status === 304) return { status, headers, json: undefined };
  const json = parse(text);
  if (!response.ok) throw errorOf(status, json, `${url} answered ${status} ${response.statusText}`.trim(), writes);
  if (json === undefined) throw notSettings(url, headers, writes);
  return { status, headers, json };
}

/** The request itself, with everything that all of them share. */
export async function send(url: string, { method = 'GET', headers = {}, body }: HttpRequest, options: HttpRequestOptions, signal: AbortSignal): Promise<Response> {
  const own = typeof options.headers === 'function' ? await options.headers() : options.headers;
  return fetch(url, {
    method,
    headers: { accept: 'application/json', ...own, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    cache: 'no-store',
    credentials: options.credentials ?? 'same-origin',
    signal,
  });
}

/** An answer that isn't what this page speaks of: a login page, another service. */
export function notSettings(url: string, headers: Headers, mayHaveHappened = false): SettingsStoreError {
  const type = headers.get('content-type') ?? 'no content type';
  return new SettingsStoreError('unexpected-answer', { cause: new Error(`${url} answered with ${type}`), mayHaveHappened });
}

function errorOf(status: number, json: unknown, answered: string, writes: boolean): SettingsStoreError {
  const code = STATUS_CODES[status] ?? (status >= 500 ? 'server-error' : 'unexpected-answer');
  const { detail, problems, state } = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>;
  const options: SettingsStoreErrorOptions = {
    cause: new Error(answered),
    // A proxy's 502 or 504 says nothing of whether the server behind it did as it was told.
    mayHaveHappened: writes && status >= 500,
    ...(code === 'conflict' && { state: readState(state) ?? null }),
    ...(code === 'invalid' && { problems: readProblems(problems) }),
    ...(typeof detail === 'string' && detail !== '' && code !== 'server-error' && { message: detail }),
  };
  return new SettingsStoreError(code, options);
}

/** The codes may be those of a later version; everything is shown as text. */
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
