/** One event, as an object for the host's own logger. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  /** The event's name, stable across versions, such as `settings-request` or `connection-refused`. */
  readonly event: string;
  /** Details that depend on the event. They never contain tokens or what somebody shares. */
  readonly [detail: string]: unknown;
}

export type Log = (entry: LogEntry) => void;

const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** The request's id in logs: from a proxy in front of this server, or newly generated. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id');
  return given !== null && REQUEST_ID.test(given) ? given : crypto.randomUUID();
}

/** Describes an error for a log entry. Logs are JSON, and `JSON.stringify` turns an `Error` into `{}`. */
export function describeError(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { name: error.name, message: error.message, ...code, stack: error.stack, ...(error.cause !== undefined && { cause: describeError(error.cause) }) };
}
