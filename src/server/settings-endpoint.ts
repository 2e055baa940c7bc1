import { answerRequest, checkMethod } from './answer-request.js';
import { SettingsLedger } from '../store/settings-ledger.js';
import type { SettingsRepository } from '../store/settings-repository.js';
import type { NodeRequest, NodeResponse } from './node-request.js';
import { describeError, requestIdOf, type Log } from './operator-log.js';
import { OriginList } from './origin-list.js';
import { serveNode } from './serve-node.js';
import { SettingsFeed } from './settings-feed.js';
import { SettingsMetrics } from './settings-metrics.js';
import { answerOf, methodsOf, routeOf } from './settings-routes.js';
import { defaultRepository } from './storage/default-repository.js';

/** A request to the settings. Nothing in it has been verified yet. */
export interface SettingsRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  /** Node's own request, if there is one. It contains what other middleware added, such as a user. */
  readonly incoming?: NodeRequest;
  /** The framework's object for this request, if an adapter or the second argument of `fetch` passes it: Koa's `ctx`, Fastify's `request`, Hono's `c`. */
  readonly context?: unknown;
}

/** The parts of a request that don't fit into `fetch`'s `Request`. */
export type SettingsRequestExtras = Pick<SettingsRequest, 'incoming' | 'context'>;

/** The client's access. An `agent` reads the settings in force; an `administrator` can do everything. */
export type SettingsAccess =
  | { readonly role: 'agent' }
  | {
      readonly role: 'administrator';
      /** The name in the history. At most 200 characters. */
      readonly name: string;
      /** What they can do: `edit` saves to staging, `publish` publishes and rolls back. Every administrator can read everything. Default: both. */
      readonly may?: readonly ('edit' | 'publish')[];
    };

export interface SettingsEndpointOptions {
  /**
   * Identifies the client; return null if it isn't signed in. Called for each
   * request. If it throws, the request fails.
   */
  readonly authorize: (request: SettingsRequest) => SettingsAccess | null | Promise<SettingsAccess | null>;
  /**
   * Where the settings are stored. Either the path of a dedicated folder, which
   * will contain a SQLite database, or JSON files if SQLite isn't available; or a
   * repository, such as `PostgresSettings` or your own.
   */
  readonly repository: string | SettingsRepository;
  /**
   * Whether settings must be published by somebody who hasn't saved any of the
   * changes in them, compared by `name`. A rollback needs only one person. Default
   * false.
   */
  readonly secondPerson?: boolean;
  /** The endpoint's path as clients see it. Default `/screenshare`. */
  readonly path?: string;
  /**
   * Other origins whose pages can use the endpoint, one or several, such as
   * `https://viewer.example.com`. Origins are compared in full. Default: only its
   * own.
   */
  readonly origins?: string | readonly string[];
  /** The maximum size of a request body. Default 8,000,000 bytes, enough for 5,000 allowed sites of 1,000 characters with their notes. */
  readonly maxBytes?: number;
  /** Milliseconds between checks for changes by other processes, while any client follows changes. Default 1,000. */
  readonly pollMs?: number;
  /** How many clients can follow changes at the same time. Default 10,000. Others get 503 and poll instead. */
  readonly maxStreams?: number;
  /** Called with errors, such as an `authorize` that threw or a full disk. Default: nothing. */
  readonly onError?: (error: unknown) => void;
  /** Called with an entry for each answered request and each error, with the request's id. Default: nothing. */
  readonly log?: Log;
}

/** The settings over HTTP. docs/server.md lists the requests. */
export interface SettingsEndpoint {
  /** The path below which it responds. */
  readonly path: string;
  /**
   * For `node:http`, `node:http2`, Express and NestJS:
   * `createServer(endpoint.node)`, `app.use(endpoint.node)`. For other paths it
   * calls `next`, or responds with 404 without one.
   */
  readonly node: (incoming: NodeRequest, response: NodeResponse, next?: () => void) => void;
  /** For frameworks based on `fetch`: Hono, Next.js, Deno, Bun. */
  readonly fetch: (request: Request, extras?: SettingsRequestExtras) => Promise<Response>;
  /**
   * Checks that the endpoint can serve: the settings are readable and it isn't
   * draining.
   * @throws (as a rejection) the error that prevents it.
   */
  readonly check: () => Promise<void>;
  /**
   * Call this before the server shuts down. It ends the streams of clients that
   * follow changes and refuses new ones, so that they follow elsewhere. Other
   * requests are still answered.
   */
  readonly drain: () => void;
  /** Ends the streams and closes the repository, so that the server can close. Clients will reconnect. */
  readonly close: () => void;
}

/**
 * Creates the endpoint that settings panels save to and viewers read from.
 *
 * @throws TypeError if `authorize` or `repository` is missing.
 * @example
 * ```ts
 * const settings = createSettingsEndpoint({
 *   repository: './data/screenshare',
 *   authorize: async ({ headers }) => {
 *     const user = await userOf(headers.get('cookie')); // your own
 *     if (!user) return null;
 *     return user.isAdmin ? { role: 'administrator', name: user.name } : { role: 'agent' };
 *   },
 * });
 * createServer(settings.node).listen(8080);
 * ```
 */
export function createSettingsEndpoint(options: SettingsEndpointOptions): SettingsEndpoint {
  return new Endpoint(options);
}

class Endpoint implements SettingsEndpoint {
  readonly path: string;
  readonly node: SettingsEndpoint['node'];
  readonly #authorize: SettingsEndpointOptions['authorize'];
  readonly #origins: OriginList;
  readonly #maxBytes: number;
  readonly #secondPerson: boolean;
  readonly #onError: (error: unknown) => void;
  readonly #log: Log;
  readonly #repository: SettingsRepository;
  readonly #ledger: SettingsLedger;
  readonly #feed: SettingsFeed;
  readonly #metrics: SettingsMetrics;

  constructor(options: SettingsEndpointOptions) {
    const { authorize, repository, path = '/screenshare', maxBytes = 8_000_000, pollMs = 1_000, maxStreams = 10_000 } = options;
    // For JavaScript callers: an unprotected endpoint must not start.
    if (typeof authorize !== 'function') throw new TypeError('The settings endpoint needs authorize: a function that says who can read and who can administer.');
    if (!repository) throw new TypeError('The settings endpoint needs repository: the path of a folder, or your own database.');
    this.path = path.replace(/\/+$/, '');
    this.#authorize = authorize;
    this.#origins = new OriginList(options.origins, { mayBeAll: false });
    this.#maxBytes = maxBytes;
    this.#secondPerson = options.secondPerson ?? false;
    this.#log = options.log ?? (() => undefined);
    this.#onError = (error) => {
      options.onError?.(error);
      this.#log({ level: 'error', event: 'settings-failure', error: describeError(error) });
    };
    this.#repository = typeof repository === 'string' ? defaultRepository(repository) : repository;
    this.#ledger = new SettingsLedger(this.#repository);
    this.#feed = new SettingsFeed(this.#ledger, { pollMs, maxStreams, onError: this.#onError });
    this.#metrics = new SettingsMetrics(() => this.#feed.size);
    this.node = serveNode({ base: this.path, answer: (request, incoming) => this.fetch(request, { incoming }), onError: this.#onError });
  }

  readonly fetch = async (request: Request, extras: SettingsRequestExtras = {}): Promise<Response> => {
    const began = performance.now();
    const id = requestIdOf(request.headers);
    const url = new URL(request.url);
    const response = await answerRequest(request, { id, origins: this.#origins, onError: this.#onError }, () => this.#answer(request, url, extras));
    const { status } = response;
    const ms = performance.now() - began;
    this.#metrics.answered(request.method, this.path + routeOf(this.#restOf(url)), status, ms);
    this.#log({ level: levelOf(status), event: 'settings-request', requestId: id, method: request.method, path: url.pathname, status, ms: Math.round(ms * 10) / 10 });
    return response;
  };

  readonly check = async (): Promise<void> => {
    if (this.#feed.draining) throw new Error('This server is about to stop.');
    await this.#ledger.read();
  };

  readonly drain = (): void => {
    this.#feed.drain();
  };

  readonly close = (): void => {
    this.#feed.close();
    this.#repository.close?.().catch(this.#onError);
  };

  async #answer(request: Request, url: URL, extras: SettingsRequestExtras): Promise<Response> {
    const { method, headers } = request;
    const rest = this.#restOf(url);
    const preflight = checkMethod(request, { methods: methodsOf(rest), origins: this.#origins, resource: 'the settings' });
    if (preflight) {
      if (preflight.ok) preflight.headers.set('access-control-max-age', '600');
      return preflight;
    }
    const access = await this.#authorize({ method, url, headers, ...extras });
    return answerOf({ request, rest, search: url.searchParams, access, ledger: this.#ledger, feed: this.#feed, maxBytes: this.#maxBytes, secondPerson: this.#secondPerson });
  }

  /** The path below the endpoint's own, with its slash; empty for other paths. */
  #restOf({ pathname }: URL): string {
    return pathname.startsWith(`${this.path}/`) ? pathname.slice(this.path.length) : '';
  }
}

function levelOf(status: number): 'info' | 'warn' | 'error' {
  if (status >= 500) return 'error';
  return status >= 400 ? 'warn' : 'info';
}
