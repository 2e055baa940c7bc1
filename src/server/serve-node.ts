import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';

/** A request as Node has it, over HTTP/1.1 or HTTP/2. */
export type NodeRequest = IncomingMessage | Http2ServerRequest;
export type NodeResponse = ServerResponse | Http2ServerResponse;

interface NodeHandler {
  /** The path that is answered below. */
  readonly base: string;
  readonly answer: (request: Request, incoming: NodeRequest) => Promise<Response>;
  readonly onError: (error: unknown) => void;
}

/** What Express adds to a request. */
type ExpressRequest = NodeRequest & { readonly originalUrl?: string; readonly body?: unknown };

/** Puts a handler that speaks `fetch` behind Node's own interface. */
export function serveNode({ base, answer, onError }: NodeHandler): (incoming: ExpressRequest, response: NodeResponse, next?: () => void) => void {
  return (incoming, response, next) => {
    // Express takes the path that a handler is mounted at off `url`.
    const url = urlOf(incoming.originalUrl ?? incoming.url ?? '/');
    if (next && !url?.pathname.startsWith(`${base}/`)) {
      next();
      return;
    }
    const request = url && requestOf(incoming, url);
    if (!request) {
      response.writeHead(400).end();
      return;
    }
    const served = answer(request, incoming).then((answered) => write(answered, incoming, response));
    served.catch((error: unknown) => {
      // A client that goes away in the middle is nothing to report.
      if (!response.destroyed) onError(error);
      response.destroy();
    });
  };
}

/** null for what `fetch` doesn't know, such as TRACE. */
function requestOf(incoming: ExpressRequest, url: URL): Request | null {
  const { method = 'GET' } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  try {
    return new Request(url, { method, headers: headersOf(incoming), ...(hasBody && { body: bodyOf(incoming), duplex: 'half' }) });
  } catch {
    return null;
  }
}

function headersOf({ rawHeaders }: NodeRequest): Headers {
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const value = rawHeaders[index + 1] ?? '';
    // HTTP/2 has method, path and the like among the headers, and the host under another name.
    if (name === ':authority') headers.set('host', value);
    else if (!name.startsWith(':')) headers.append(name, value);
  }
  return headers;
}

/** The body, also where a body parser has read it before. */
function bodyOf(incoming: ExpressRequest): ReadableStream<Uint8Array> | string | null {
  if (incoming.readableEnded && incoming.body !== undefined) return JSON.stringify(incoming.body);
  const chunks: AsyncIterator<Uint8Array> = incoming[Symbol.asyncIterator]();
  // Node's own adapter ends the connection when nobody reads to the end, and the answer that says why with it.
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done === true) controller.close();
      else controller.enqueue(new Uint8Array(next.value));
    },
  });
}

async function write(answer: Response, incoming: NodeRequest, response: NodeResponse): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (!answer.body) {
    response.end();
    return;
  }
  // A stream of events begins before its first event. HTTP/2 has sent the headers by now.
  if ('flushHeaders' in response) response.flushHeaders();
  await pipeline(Readable.fromWeb(answer.body as NodeStream), response);
  // What a refused request still has to say is of no use.
  incoming.resume();
}

function urlOf(target: string): URL | null {
  // The host is whatever the client says, so nothing goes by it.
  const url = `http://localhost${target}`;
  return target.startsWith('/') && URL.canParse(url) ? new URL(url) : null;
}
