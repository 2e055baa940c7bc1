import * as v from 'valibot';
import { historyEntryOf } from '../../session/receipt/share-history.js';
import type { RuleUsageReport } from '../../store/rule-usage.js';
import { answerRequest, checkMethod } from '../answer-request.js';
import type { NodeRequest, NodeResponse } from '../node-request.js';
import { describeError, type Log } from '../operator-log.js';
import { OriginList } from '../origin-list.js';
import { serveNode } from '../serve-node.js';
import { json, Refusal } from '../settings-answers.js';
import type { SettingsRequest, SettingsRequestExtras } from '../settings-endpoint.js';
import { readJson } from '../settings-request.js';
import { receivedRecords } from './received-records.js';
import type { KeptShare, ShareRecordsRepository } from './share-records-repository.js';
import { SqliteShareRecords } from './sqlite-share-records.js';

/**
 * The client's access. An `agent` sends the records of shares in the listed
 * sessions, a `supervisor` reads shares, and an `administrator` reads how rules are
 * used.
 */
export type ShareRecordsAccess =
  | {
      readonly role: 'agent';
      /** The cobrowse sessions whose records the agent can send. */
      readonly sessions: readonly string[];
    }
  | { readonly role: 'supervisor' }
  | { readonly role: 'administrator' };

export interface ShareRecordsOptions {
  /** Identifies the client; return null if it isn't signed in. Called for each request. If it throws, the request fails. */
  readonly authorize: (request: SettingsRequest) => ShareRecordsAccess | null | Promise<ShareRecordsAccess | null>;
  /** Where records are stored: the path of a dedicated SQLite database, or your own repository. */
  readonly repository: string | ShareRecordsRepository;
  /** How many days records are kept, 1 to 3,660. Required, because the permitted period depends on law and contract. */
  readonly keepDays: number;
  /** The endpoint's path. Default `/screenshare-records`. */
  readonly path?: string;
  /** Other origins whose pages can use the endpoint. Default: only its own. */
  readonly origins?: string | readonly string[];
  /** Called with errors. Default: nothing. */
  readonly onError?: (error: unknown) => void;
  /** Called with an entry for each error. Default: nothing. */
  readonly log?: Log;
}

/** The records of shares over HTTP: `POST {path}/shares/{session}/{share}`, `GET {path}/shares`, `GET {path}/shares/{session}/{share}`, `GET {path}/usage`. */
export interface ShareRecordsEndpoint {
  /** The path below which it responds. */
  readonly path: string;
  /** For `node:http`, Express and NestJS; calls `next` for other paths. */
  readonly node: (incoming: NodeRequest, response: NodeResponse, next?: () => void) => void;
  /** For frameworks based on `fetch`. */
  readonly fetch: (request: Request, extras?: SettingsRequestExtras) => Promise<Response>;
  /** Closes the repository. */
  readonly close: () => void;
}

const DAY_MS = 86_400_000;
const MAX_BYTES = 1_000_000;
const PAGE = 50;

/** How often expired records are deleted, in milliseconds. */
const TIDY_MS = 3_600_000;

/** Pages refused in the last week are suggested as rules. */
const REFUSED_DAYS = 7;
const MAX_RULES = 5_000;
const MAX_REFUSED = 50;

const accessSchema = v.nullable(
  v.variant('role', [
    v.object({ role: v.literal('agent'), sessions: v.array(v.string()) }),
    v.object({ role: v.literal('supervisor') }),
    v.object({ role: v.literal('administrator') }),
  ]),
);

/**
 * Creates the endpoint that receives the records of shares while they run, keeps
 * them for a set time, and serves them to supervisors. Without it, nothing is
 * stored.
 *
 * @throws TypeError if an option is missing.
 * @example
 * ```ts
 * const records = createShareRecordsEndpoint({
 *   repository: './data/records.sqlite',
 *   keepDays: 30,
 *   authorize: async ({ headers }) => {
 *     const user = await userOf(headers.get('cookie')); // your own
 *     return user && (user.isSupervisor ? { role: 'supervisor' } : { role: 'agent', sessions: user.sessions });
 *   },
 * });
 * ```
 */
export function createShareRecordsEndpoint(options: ShareRecordsOptions): ShareRecordsEndpoint {
  return new Endpoint(options);
}

class Endpoint implements ShareRecordsEndpoint {
  readonly path: string;
  readonly node: ShareRecordsEndpoint['node'];
  readonly #authorize: ShareRecordsOptions['authorize'];
  readonly #repository: ShareRecordsRepository;
  readonly #origins: OriginList;
  readonly #keepMs: number;
  readonly #onError: (error: unknown) => void;
  readonly #tidying: ReturnType<typeof setInterval>;

  constructor({ authorize, repository, keepDays, path = '/screenshare-records', origins, onError, log }: ShareRecordsOptions) {
    if (typeof authorize !== 'function') throw new TypeError('The share records endpoint needs authorize: a function that says who can send and who can read.');
    if (!repository) throw new TypeError('The share records endpoint needs repository: the path of a database, or your own.');
    if (!(keepDays >= 1 && keepDays <= 3_660)) throw new TypeError('The share records endpoint needs keepDays: how many days records are kept, 1 to 3,660.');
    this.path = path.replace(/\/+$/, '');
    this.#authorize = authorize;
    this.#repository = typeof repository === 'string' ? new SqliteShareRecords(repository) : repository;
    this.#origins = new OriginList(origins, { mayBeAll: false });
    this.#keepMs = keepDays * DAY_MS;
    this.#onError = (error) => {
      onError?.(error);
      log?.({ level: 'error', event: 'records-failure', error: describeError(error) });
    };
    this.node = serveNode({ base: this.path, answer: (request, incoming) => this.fetch(request, { incoming }), onError: this.#onError });
    this.#tidying = setInterval(() => void this.#tidy(), TIDY_MS);
    this.#tidying.unref();
    void this.#tidy();
  }

  readonly fetch = (request: Request, extras: SettingsRequestExtras = {}): Promise<Response> =>
    answerRequest(request, { origins: this.#origins, onError: this.#onError }, () => this.#answer(request, extras));

  readonly close = (): void => {
    clearInterval(this.#tidying);
    this.#repository.close?.().catch(this.#onError);
  };

  async #tidy(): Promise<void> {
    try {
      await this.#repository.forget(Date.now() - this.#keepMs);
    } catch (error) {
      this.#onError(error);
    }
  }

  async #answer(request: Request, extras: SettingsRequestExtras): Promise<Response> {
    const { method, headers } = request;
    const url = new URL(request.url);
    const rest = url.pathname.startsWith(`${this.path}/`) ? url.pathname.slice(this.path.length) : '';
    const share = shareIn(rest);
    const methods = share ? ['GET', 'POST'] : rest === '/shares' || rest === '/usage' ? ['GET'] : null;
    const preflight = checkMethod(request, { methods, origins: this.#origins, resource: 'the records of shares' });
    if (preflight) return preflight;
    const access = v.parse(accessSchema, await this.#authorize({ method, url, headers, ...extras }));
    if (access === null) throw new Refusal(401, 'Sign in first.');
    if (share && method === 'POST') return this.#take(request, share, access);
    if (rest === '/usage') return this.#usage(access);
    if (access.role !== 'supervisor') throw new Refusal(403, 'Only supervisors may read the records of shares.');
    return share ? this.#records(share) : this.#list(url.searchParams);
  }

  async #take(request: Request, share: KeptShare, access: ShareRecordsAccess): Promise<Response> {
    if (access.role !== 'agent' || !access.sessions.includes(share.session)) throw new Refusal(403, 'You may not send records of this session.');
    const { records, uses } = receivedRecords(await readJson(request, MAX_BYTES), share, Date.now());
    await this.#repository.add(records, uses);
    return json({ next: Math.max(...records.map(({ n }) => n)) + 1 });
  }

  async #list(search: URLSearchParams): Promise<Response> {
    const before = Number(search.get('before') ?? Number.NaN);
    const shares = await this.#repository.shares({ limit: PAGE, ...(Number.isFinite(before) && { before }) });
    return json(await Promise.all(shares.map(async (share) => historyEntryOf(share.session, share.share, await this.#repository.records(share)))));
  }

  /** The receipt itself, for export and verification. */
  async #records(share: KeptShare): Promise<Response> {
    const kept = await this.#repository.records(share);
    if (kept.length === 0) throw new Refusal(404, 'There are no records of this share.');
    return json({ records: kept.map((record) => JSON.parse(record.json) as unknown) });
  }

  async #usage(access: ShareRecordsAccess): Promise<Response> {
    if (access.role !== 'administrator') throw new Refusal(403, 'Only administrators may read how rules are used.');
    const now = Date.now();
    const since = now - this.#keepMs;
    const [rules, refused] = await Promise.all([
      this.#repository.uses('rule', since, MAX_RULES),
      this.#repository.uses('refused', Math.max(since, now - REFUSED_DAYS * DAY_MS), MAX_REFUSED),
    ]);
    return json({ since: new Date(since).toISOString(), rules, refused } satisfies RuleUsageReport);
  }
}

function shareIn(rest: string): KeptShare | null {
  const [, session, share] = /^\/shares\/([^/]{1,400})\/(\d{1,16})$/.exec(rest) ?? [];
  if (session === undefined || share === undefined) return null;
  try {
    return { session: decodeURIComponent(session), share: Number(share) };
  } catch {
    return null;
  }
}
