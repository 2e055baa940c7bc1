import { fetchRequestOf, type NodeRequest, type NodeResponse } from '../node-request.js';
import type { SettingsEndpoint } from '../settings-endpoint.js';

/** The part of a Fastify request that this adapter uses. */
export interface FastifyRequestLike {
  readonly raw: NodeRequest;
  readonly originalUrl: string;
}

/** The part of a Fastify reply that this adapter uses. */
export interface FastifyReplyLike {
  readonly raw: NodeResponse;
  send(payload?: unknown): unknown;
  code(status: number): FastifyReplyLike;
}

/** The part of a Fastify instance that this adapter uses. */
export interface FastifyLike {
  removeAllContentTypeParsers(): void;
  addContentTypeParser(type: string, parser: (request: unknown, payload: unknown, done: (error: null, body?: undefined) => void) => void): unknown;
  all(path: string, handler: (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown>): unknown;
}

/**
 * The settings endpoint as a Fastify plugin. Within its own scope it leaves bodies
 * unparsed, so Fastify's parser and its limit of 1 MiB don't interfere. The
 * `context` passed to `authorize` is Fastify's request.
 *
 * @example
 * ```ts
 * const app = Fastify();
 * await app.register(fastifySettings(settings));
 * ```
 */
export function fastifySettings(settings: SettingsEndpoint): (app: FastifyLike, options: unknown, done: () => void) => void {
  return (app, _options, done) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
    app.all(`${settings.path}/*`, async (request, reply) => {
      const url = new URL(`http://localhost${request.originalUrl}`);
      const asked = fetchRequestOf(request.raw, reply.raw, url);
      return asked ? reply.send(await settings.fetch(asked, { incoming: request.raw, context: request })) : reply.code(400).send();
    });
    done();
  };
}
