import { SettingsLedger } from '../store/settings-ledger.js';
import type { SettingsRepository } from '../store/settings-repository.js';
import { serveNode, type NodeRequest, type NodeResponse } from './serve-node.js';
import { failure, problem, Refusal } from './settings-answers.js';
import { SettingsFeed } from './settings-feed.js';
import { SettingsFolder } from './settings-folder.js';
import { checkOrigin, crossOriginHeaders } from './settings-request.js';
import { answerOf, methodsOf } from './settings-routes.js';

/** A request to the settings, before anything of it is proved. */
export interface SettingsRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  /** Node's own request, where it came through `node`: what other middleware has put there, such as a user, is in it. */
  readonly incoming?: NodeRequest;
}

/** Who asks. An `agent` reads what applies, an `administrator` may do everything. */
export type SettingsAccess =
  | { readonly role: 'agent' }
  | {
      readonly role: 'administrator';
      /** Whom the history names. At most 200 characters. */
      readonly name: string;
    };

export interface SettingsEndpointOptions {
  /**
   * Says who asks: null for somebody who isn't signed in. Called for each request;
   * when it throws, the request fails.
   */
  readonly authorize: (request: SettingsRequest) => SettingsAccess | null | Promise<SettingsAccess | null>;
  /** Where the settings are kept: the path of a folder for them alone, or a database of your own. */
  readonly repository: string | SettingsRepository;
  /** The path that the endpoint answers below, as clients see it. Default `/screenshare`. */
  readonly path?: string;
  /** Other origins whose pages may use it, such as `https://viewer.example.com`. Default: none but its own. */
  readonly origins?: readonly string[];
  /** The largest body. Default 8,000,000 bytes: the most that valid settings can have. */
  readonly maxBytes?: number;
  /** Milliseconds between looks for what other processes have written, while anybody follows changes. Default 1,000. */
  readonly pollMs?: number;
  /** How many may follow changes at the same time. Default 10,000. Others get 503 and look now and then instead. */
  readonly maxStreams?: number;
  /** Called with what failed here: an `authorize` that threw, a disk that is full. Default: nothing. */
  readonly onError?: (error: unknown) => void;
}

/** The settings over HTTP. docs/server.md lists what it answers. */
export interface SettingsEndpoint {
  /** For `node:http`, `node:http2` and Express: `server.on('request', endpoint.node)`, `app.use(endpoint.node)`. Calls `next` for other paths, or answers 404 without one. */
  readonly node: (incoming: NodeRequest, response: NodeResponse, next?: () => void) => void;
  /** For frameworks that speak `fetch`: Hono, Next.js, Deno. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Ends the streams of those who follow changes, so that the server can close. They come back. */
  readonly close: () => void;
}

/**
 * Makes the endpoint that panels save to and viewers read from.
 *
 * @throws TypeError when `authorize` or `repository` is missing.
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
  const { authorize, repository, path = '/screenshare', origins = [], maxBytes = 8_000_000, pollMs = 1_000, maxStreams = 10_000, onError = () => undefined } = options;
  // JavaScript callers: an endpoint without a lock must not start.
  if (typeof authorize !== 'function') throw new TypeError('The settings endpoint needs authorize: a function that says who may read and who may administer.');
  if (!repository) throw new TypeError('The settings endpoint needs repository: the path of a folder, or your own database.');
  const base = path.replace(/\/+$/, '');
  const ledger = new SettingsLedger(typeof repository === 'string' ? new SettingsFolder(repository) : repository);
  const feed = new SettingsFeed(ledger, { pollMs, maxStreams, onError });

  const answer = async (request: Request, incoming?: NodeRequest): Promise<Response> => {
    const url = new URL(request.url);
    const rest = url.pathname.slice(base.length);
    const methods = url.pathname.startsWith(`${base}/`) ? methodsOf(rest) : null;
    if (methods === null) throw new Refusal(404, 'There is nothing here.');
    if (request.method === 'OPTIONS') return preflight(request, methods, origins);
    if (!methods.includes(request.method)) throw new Refusal(405, `This answers ${methods.join(' and ')} only.`, { allow: methods.join(', ') });
    checkOrigin(request, origins);
    const access = await authorize({ method: request.method, url, headers: request.headers, ...(incoming && { incoming }) });
    return answerOf({ request, rest, search: url.searchParams, access, ledger, feed, maxBytes, monitor: `${base}/events` });
  };

  const guarded = async (request: Request, incoming?: NodeRequest): Promise<Response> => {
    let response: Response;
    try {
      response = await answer(request, incoming);
    } catch (error) {
      const { answer: failed, ours } = failure(error);
      if (ours) onError(error);
      response = failed;
    }
    for (const [name, value] of Object.entries(crossOriginHeaders(request, origins))) response.headers.set(name, value);
    return response;
  };

  return {
    fetch: (request) => guarded(request),
    node: serveNode({ base, answer: guarded, onError }),
    close: () => feed.close(),
  };
}

/** A browser asks before it lets a page of another origin write. Only those on the list hear yes. */
function preflight(request: Request, methods: readonly string[], origins: readonly string[]): Response {
  if (!origins.includes(request.headers.get('origin') ?? '')) return problem(403, 'Pages of this origin may not use the settings.');
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': methods.join(', '),
      'access-control-allow-headers': request.headers.get('access-control-request-headers') ?? '',
      'access-control-max-age': '600',
      vary: 'origin, access-control-request-headers',
    },
  });
}
