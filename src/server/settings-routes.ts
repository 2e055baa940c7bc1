import * as v from 'valibot';
import type { SettingsLedger } from '../store/settings-ledger.js';
import type { ScreenShareSettings } from '../policy/settings.js';
import type { SettingsEnvironment, SettingsRights } from '../store/settings-store.js';
import { conditional, json, Refusal } from './settings-answers.js';
import { etagsOf, FOLLOWED_RESOURCES, type FollowedResource } from './settings-etags.js';
import type { SettingsFeed } from './settings-feed.js';
import { expectedVersion, readJson } from './settings-request.js';

/** A request to answer. */
export interface SettingsCall {
  readonly request: Request;
  /** The path below the endpoint's own, with its slash. */
  readonly rest: string;
  readonly search: URLSearchParams;
  /** The result of `authorize`. It comes from the host, so it's validated like any external input. */
  readonly access: unknown;
  readonly ledger: SettingsLedger;
  readonly feed: SettingsFeed;
  readonly maxBytes: number;
  /** Whether changes must be published by somebody who didn't save them. */
  readonly secondPerson: boolean;
}

/** @param you The client and its rights. */
type Route = (call: SettingsCall, you: SettingsRights) => Promise<Response>;

/** Agents can only read the settings in force. */
const AGENT: SettingsRights = { name: '', edit: false, publish: false };

interface Resource {
  readonly path: RegExp;
  readonly agents?: Readonly<Record<string, Route>>;
  readonly administrators?: Readonly<Record<string, Route>>;
}

const comment = v.optional(v.string());

export const accessSchema = v.nullable(
  v.variant('role', [
    v.object({ role: v.literal('agent') }),
    v.object({
      role: v.literal('administrator'),
      name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
      may: v.optional(v.array(v.picklist(['edit', 'publish']))),
    }),
  ]),
);

const RESOURCES: readonly Resource[] = [
  { path: /^\/staging$/, agents: { GET: (call) => environment(call, 'staging') }, administrators: { PUT: save } },
  { path: /^\/production$/, agents: { GET: (call) => environment(call, 'production') } },
  { path: /^\/events$/, agents: { GET: events } },
  { path: /^\/state$/, administrators: { GET: state } },
  { path: /^\/publish$/, administrators: { POST: publish } },
  { path: /^\/rollback$/, administrators: { POST: rollback } },
  { path: /^\/history$/, administrators: { GET: history } },
  { path: /^\/history\/[^/]+$/, administrators: { GET: publication } },
];

/** The methods that a path supports; null if the path doesn't exist. */
export function methodsOf(rest: string): string[] | null {
  const resource = RESOURCES.find(({ path }) => path.test(rest));
  if (!resource) return null;
  const methods = Object.keys({ ...resource.agents, ...resource.administrators });
  return methods.includes('GET') ? [...methods, 'HEAD'] : methods;
}

/** The path's name in metrics, the same for all publications; empty if the path doesn't exist. */
export function routeOf(rest: string): string {
  if (!RESOURCES.some(({ path }) => path.test(rest))) return '';
  return rest.startsWith('/history/') ? '/history/{version}' : rest;
}

/** @throws Refusal, SettingsStoreError */
export async function answerOf(call: SettingsCall): Promise<Response> {
  const access = v.parse(accessSchema, call.access);
  if (access === null) throw new Refusal(401, 'Sign in first.');
  const resource = RESOURCES.find(({ path }) => path.test(call.rest));
  const method = call.request.method === 'HEAD' ? 'GET' : call.request.method;
  const forAgents = resource?.agents?.[method];
  const forAdministrators = resource?.administrators?.[method];
  if (forAgents) return forAgents(call, AGENT);
  if (access.role !== 'administrator') throw new Refusal(403, 'Only administrators may do this.');
  if (!forAdministrators) throw new Refusal(404, 'There is nothing here.');
  const may = access.may ?? ['edit', 'publish'];
  return forAdministrators(call, { name: access.name, edit: may.includes('edit'), publish: may.includes('publish'), ...(call.secondPerson && { secondPerson: true }) });
}

async function environment({ request, ledger }: SettingsCall, name: SettingsEnvironment): Promise<Response> {
  const current = await ledger.read();
  const link = linkTo(name);
  const version = current[name];
  if (!version) throw new Refusal(404, name === 'staging' ? 'Nothing has been saved yet.' : 'Nothing has been published yet.', { link });
  return conditional(request, etagsOf(current)[name], () => withoutNotes(version.settings), { link, 'last-modified': new Date(version.at).toUTCString() });
}

/** Agents don't get the administrators' notes on sites or the names of the people responsible for them. */
function withoutNotes(settings: ScreenShareSettings): ScreenShareSettings {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => key !== 'siteNotes')) as unknown as ScreenShareSettings;
}

async function state({ request, ledger }: SettingsCall, you: SettingsRights): Promise<Response> {
  const current = await ledger.read();
  return conditional(request, etagsOf(current).state, () => ({ ...current, you }), { link: linkTo('state') });
}

async function save({ request, ledger, feed, maxBytes }: SettingsCall, you: SettingsRights): Promise<Response> {
  if (!you.edit) throw new Refusal(403, 'You may publish, and not change the settings.');
  const expected = expectedVersion(request);
  const sent = await readJson(request, maxBytes);
  const saved = await ledger.save(sent, expected, you.name);
  void feed.poll();
  return json(saved);
}

async function publish({ request, ledger, feed, maxBytes, secondPerson }: SettingsCall, you: SettingsRights): Promise<Response> {
  if (!you.publish) throw new Refusal(403, 'You may change the settings in staging, and not publish them.');
  const expected = expectedVersion(request);
  if (expected === null) throw new Refusal(428, 'Say with If-Match which version of staging you mean.');
  // A request without a body has no comment.
  const asked = request.headers.has('content-type') ? v.safeParse(v.object({ comment }), await readJson(request, maxBytes)) : null;
  if (asked && !asked.success) throw new Refusal(400, 'Send {"comment": "…"}, or nothing.');
  const published = await ledger.publish(expected, you.name, asked?.output.comment, (staging) => {
    if (secondPerson && (staging.authors ?? [staging.by]).includes(you.name)) throw new Refusal(403, 'Somebody who has saved none of these changes has to publish them.');
  });
  void feed.poll();
  return json(published);
}

async function rollback({ request, ledger, feed, maxBytes }: SettingsCall, you: SettingsRights): Promise<Response> {
  if (!you.publish) throw new Refusal(403, 'You may change the settings in staging, and not roll production back.');
  const expected = expectedVersion(request);
  const asked = v.safeParse(v.object({ version: v.string(), comment }), await readJson(request, maxBytes));
  if (!asked.success || expected === null) throw new Refusal(400, 'Say which publication to repeat: {"version": "…"}, and with If-Match which one is in force.');
  const published = await ledger.rollback(asked.output.version, expected, you.name, asked.output.comment);
  void feed.poll();
  return json(published);
}

async function history({ search, ledger }: SettingsCall): Promise<Response> {
  const before = search.get('before');
  return json(await ledger.history({ limit: Number(search.get('limit') ?? 50), ...(before !== null && { before }) }));
}

async function publication({ request, rest, ledger }: SettingsCall): Promise<Response> {
  const found = await ledger.publication(rest.slice('/history/'.length));
  return conditional(request, `"${found.version}"`, () => found);
}

async function events({ request, search, feed }: SettingsCall): Promise<Response> {
  // Compression or buffering, in this process or in a proxy, would delay events, so the headers turn it off.
  const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' };
  if (request.method === 'HEAD') return new Response(null, { headers });
  const stream = await feed.stream(FOLLOWED_RESOURCES.find((each) => each === search.get('of')) ?? null);
  if (!stream) throw new Refusal(503, 'This server lets no more clients follow changes. Look at the settings now and then instead.', { 'retry-after': '60' });
  return new Response(stream, { headers });
}

/** Where changes of a resource are announced. Relative, because a proxy may have removed part of the client's path. */
function linkTo(of: FollowedResource): string {
  return `<events?of=${of}>; rel="monitor"`;
}
