import { sendResponse } from '@remix-run/node-fetch-server';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { fetchRequestOf, type NodeRequest, type NodeResponse } from '../node-request.js';
import type { SettingsEndpoint } from '../settings-endpoint.js';

/** The part of Koa's `ctx` that this adapter uses. */
export interface KoaContextLike {
  readonly req: NodeRequest;
  readonly res: NodeResponse;
  readonly originalUrl: string;
  /** Has `body` and `rawBody` if a body parser ran first. */
  readonly request: object;
  status: number;
  body: unknown;
  respond?: boolean;
  set(headers: Record<string, string>): void;
}

/**
 * The settings endpoint as Koa middleware, before or after a body parser. The
 * `context` passed to `authorize` is Koa's `ctx`.
 *
 * @example
 * ```ts
 * const app = new Koa();
 * app.use(koaSettings(settings));
 * ```
 */
export function koaSettings(settings: SettingsEndpoint): (ctx: KoaContextLike, next: () => Promise<unknown>) => Promise<void> {
  return async (ctx, next) => {
    const text = `http://localhost${ctx.originalUrl}`;
    const url = URL.canParse(text) ? new URL(text) : null;
    if (!url?.pathname.startsWith(`${settings.path}/`)) {
      await next();
      return;
    }
    const request = fetchRequestOf(ctx.req, ctx.res, url, bodyParsedBy(ctx.request));
    const response = request ? await settings.fetch(request, { incoming: ctx.req, context: ctx }) : new Response(null, { status: 400 });
    if (response.headers.get('content-type') === 'text/event-stream') {
      // Otherwise Koa logs an error when the client closes a stream.
      ctx.respond = false;
      await sendResponse(ctx.res, response);
      return;
    }
    // For a null body Koa sets 204, so the status has to be set afterwards.
    ctx.body = response.body ? Readable.fromWeb(response.body as NodeStream) : null;
    ctx.status = response.status;
    ctx.set(Object.fromEntries(response.headers));
  };
}

/** The body left by a Koa body parser; undefined if none has read it. */
function bodyParsedBy(request: { readonly rawBody?: unknown; readonly body?: unknown }): unknown {
  return request.rawBody ?? request.body;
}
