import type { Server } from 'node:http';
import { sendResponse } from '@remix-run/node-fetch-server';
import { claimResponse } from './claimed-response.js';
import { BodyGone, fetchRequestOf, type NodeRequest, type NodeResponse, type ParsedRequest } from './node-request.js';
import { problem } from './settings-answers.js';

interface NodeHandler {
  /** The path below which requests are answered. */
  readonly base: string;
  readonly answer: (request: Request, incoming: NodeRequest) => Promise<Response>;
  readonly onError: (error: unknown) => void;
}

export type NodeListener = (this: unknown, incoming: NodeRequest, response: NodeResponse, next?: () => void) => void;

/**
 * Milliseconds before a path that isn't ours gets a 404, although other handlers
 * might still answer it. Socket.IO's long polling can stay silent for up to 45 s.
 */
const UNANSWERED_MS = 60_000;

/** The same limit if a library such as Socket.IO calls us, which has already handled its own requests. */
const UNANSWERED_BEHIND_OTHERS_MS = 10_000;

/** Adapts a `fetch` handler to Node's interface. */
export function serveNode(handler: NodeHandler): NodeListener {
  const { base, answer, onError } = handler;
  const onForeign = once(() =>
    onError(new Error(`Another handler of the same server answers ${base}/… too. Its answers were dropped. Let it leave this path to the settings endpoint.`)),
  );
  const onBeaten = once(() =>
    onError(new Error(`Another handler of the same server answers ${base}/… before the settings endpoint can. Let it leave this path to the endpoint.`)),
  );

  async function serve(request: Request, incoming: NodeRequest, response: NodeResponse): Promise<void> {
    try {
      const answered = await answer(request, incoming);
      if (response.headersSent) onBeaten();
      else await sendResponse(response, answered);
      // The rest of a refused request isn't needed.
      if (!request.bodyUsed) await request.body?.cancel();
      incoming.resume();
    } catch (error) {
      // A client that disconnects midway isn't an error.
      if (!response.destroyed) onError(error);
      response.destroy();
    }
  }

  return function listener(this: unknown, incoming: ParsedRequest, shared, next) {
    const url = urlBelow(base, incoming);
    if (!url) {
      if (next) next();
      else leaveToOthers(this, listener, shared);
      return;
    }
    if (shared.headersSent) return onBeaten();
    const response = next ? shared : claimResponse(shared, onForeign);
    const request = requestOrProblem(incoming, response, url, onError);
    if (request instanceof Request) void serve(request, incoming, response);
    else void sendResponse(response, request).catch(onError);
  };
}

function requestOrProblem(incoming: ParsedRequest, response: NodeResponse, url: URL, onError: (error: unknown) => void): Request | Response {
  try {
    return fetchRequestOf(incoming, response, url) ?? problem(400, 'This is not a request that can be answered.');
  } catch (error) {
    if (!(error instanceof BodyGone)) throw error;
    onError(error);
    return problem(500, 'The server has lost the body of this request. Its log says why.');
  }
}

/** The requested path, if it's below `base`. Express removes the mount path from `url`; a proxy removes it from both. */
function urlBelow(base: string, { originalUrl, url }: ParsedRequest): URL | null {
  for (const target of [originalUrl, url]) {
    if (!target?.startsWith('/')) continue;
    const text = `http://localhost${target}`;
    const parsed = URL.canParse(text) ? new URL(text) : null;
    if (parsed?.pathname.startsWith(`${base}/`)) return parsed;
  }
  return null;
}

/** Responds with 404 to a path that isn't ours: at once if this is the only handler, otherwise only if no other handler answers. */
function leaveToOthers(caller: unknown, listener: NodeListener, response: NodeResponse): void {
  const listeners = isServer(caller) ? caller.listeners('request') : null;
  // A direct caller needs an answer, and so does a server without other handlers.
  if (!listeners || (listeners.length === 1 && listeners[0] === listener)) {
    notFound(response);
    return;
  }
  const patience = listeners.includes(listener) ? UNANSWERED_MS : UNANSWERED_BEHIND_OTHERS_MS;
  const timer = setTimeout(() => notFound(response), patience);
  timer.unref();
  response.once('close', () => clearTimeout(timer));
}

function notFound(response: NodeResponse): void {
  if (response.headersSent || response.writableEnded || response.destroyed) return;
  const claimed = claimResponse(response, () => undefined);
  claimed.writeHead(404);
  claimed.end();
}

function isServer(caller: unknown): caller is Server {
  return typeof caller === 'object' && caller !== null && 'listeners' in caller && typeof caller.listeners === 'function';
}

function once(tell: () => void): () => void {
  let called = false;
  return () => {
    if (!called) tell();
    called = true;
  };
}
