import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { createHeaders, createRequest } from '@remix-run/node-fetch-server';

/** A Node request, over HTTP/1.1 or HTTP/2. */
export type NodeRequest = IncomingMessage | Http2ServerRequest;
export type NodeResponse = ServerResponse | Http2ServerResponse;

/** The fields that body parsers and Express add to a request. */
export type ParsedRequest = NodeRequest & {
  readonly originalUrl?: string;
  /** The parsed body. */
  readonly body?: unknown;
  /** The raw body, if the parser keeps it. */
  readonly rawBody?: unknown;
};

/** The request's body was already consumed, and its content wasn't kept. */
export class BodyGone extends Error {
  constructor() {
    super(
      'The body of a request was read before it reached the settings endpoint. ' +
        'Mount the endpoint before the body parser, leave its path out of the parser, or use fastifySettings or koaSettings.',
    );
  }
}

/**
 * Converts a request to a `fetch` request.
 * @param url The path that the client requested.
 * @returns null for a method that `fetch` doesn't support, such as TRACE.
 * @throws BodyGone
 */
export function fetchRequestOf(incoming: ParsedRequest, response: NodeResponse, url: URL, body: unknown = bodyReadBefore(incoming)): Request | null {
  const { method = 'GET' } = incoming;
  const isRead = body !== undefined && method !== 'GET' && method !== 'HEAD';
  try {
    const headers = createHeaders(incoming);
    // HTTP/2 has the host in another header.
    if (!headers.has('host') && typeof incoming.headers[':authority'] === 'string') headers.set('host', incoming.headers[':authority']);
    if (isRead) return new Request(url, { method, headers, body: textOf(body) });
    // The client chooses the host, so nothing depends on it.
    const { body: stream, signal } = createRequest(incoming, response, { host: 'localhost', protocol: 'http:' });
    return new Request(url, { method, headers, signal, ...(stream && { body: stream, duplex: 'half' }) });
  } catch {
    return null;
  }
}

/** @throws BodyGone */
function bodyReadBefore(incoming: ParsedRequest): unknown {
  const { method, body, rawBody, readableDidRead } = incoming;
  if (!readableDidRead || method === 'GET' || method === 'HEAD') return undefined;
  if (rawBody !== undefined) return rawBody;
  if (body === undefined && incoming.readableEnded && hasBody(incoming)) throw new BodyGone();
  return body;
}

function hasBody({ headers }: NodeRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function textOf(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}
