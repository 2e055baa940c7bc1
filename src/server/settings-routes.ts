import * as v from 'valibot';
import type { SettingsLedger } from '../store/settings-ledger.js';
import type { SettingsEnvironment } from '../store/settings-store.js';
import { conditional, json, Refusal } from './settings-answers.js';
import { etagsOf } from './settings-etags.js';
import type { SettingsFeed } from './settings-feed.js';
import { expectedVersion, readJson } from './settings-request.js';

/** One request that is about to be answered. */
export interface SettingsCall {
  readonly request: Request;
  /** The path below the endpoint's own, with its slash. */
  readonly rest: string;
  readonly search: URLSearchParams;
  /** What `authorize` said. It is the host's word and is checked like everything from outside. */
  readonly access: unknown;
  readonly ledger: SettingsLedger;
  readonly feed: SettingsFeed;
  readonly maxBytes: number;
  /** The path of the stream of changes. */
  readonly monitor: string;
}

/** @param by The administrator's name; undefined for an agent. */
type Route = (call: SettingsCall, by: string) => Promise<Response>;

interface Resource {
  readonly path: RegExp;
  readonly agents?: Readonly<Record<string, Route>>;
  readonly administrators?: Readonly<Record<string, Route>>;
}

const accessSchema = v.nullable(
  v.variant('role', [
    v.object({ role: v.literal('agent') }),
    v.object({ role: v.literal('administrator'), name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)) }),
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

/** What may be done with a path; null when there is nothing. */
export function methodsOf(rest: string): string[] | null {
  const resource = RESOURCES.find(({ path }) => path.test(rest));
  if (!resource) return null;
  const methods = Object.keys({ ...resource.agents, ...resource.administrators });
  return methods.includes('GET') ? [...methods, 'HEAD'] : methods;
}

/** @throws Refusal, SettingsStoreError */
export async function answerOf(call: SettingsCall): Promise<Response> {
  const access = v.parse(accessSchema, call.access);
  if (access === null) throw new Refusal(401, 'Sign in first.');
  const resource = RESOURCES.find(({ path }) => path.test(call.rest));
  const method = call.request.method === 'HEAD' ? 'GET' : call.request.method;
  const forAgents = resource?.agents?.[method];
  const forAdministrators = resource?.administrators?.[method];
  if (forAgents) return forAgents(call, '');
  if (access.role !== 'administrator') throw new Refusal(403, 'Only administrators may do this.');
  if (!forAdministrators) throw new Refusal(404, 'There is nothing here.');
  return forAdministrators(call, access.name);
}

async function environment({ request, ledger, monitor }: SettingsCall, name: SettingsEnvironment): Promise<Response> {
  const current = await ledger.read();
  const link = linkTo(monitor);
  const version = current[name];
  if (!version) throw new Refusal(404, name === 'staging' ? 'Nothing has been saved yet.' : 'Nothing has been published yet.', { link });
  return conditional(request, etagsOf(current)[name], () => version.settings, { link, 'last-modified': new Date(version.at).toUTCString() });
}

async function state({ request, ledger, monitor }: SettingsCall): Promise<Response> {
  const current = await ledger.read();
  return conditional(request, etagsOf(current).state, () => current, { link: linkTo(monitor) });
}

async function save({ request, ledger, feed, maxBytes }: SettingsCall, by: string): Promise<Response> {
  const expected = expectedVersion(request);
  const sent = await readJson(request, maxBytes);
  const saved = await ledger.save(sent, expected, by);
  void feed.look();
  return json(saved);
}

async function publish({ request, ledger, feed }: SettingsCall, by: string): Promise<Response> {
  const expected = expectedVersion(request);
  if (expected === null) throw new Refusal(428, 'Say with If-Match which version of staging you mean.');
  const published = await ledger.publish(expected, by);
  void feed.look();
  return json(published);
}

async function rollback({ request, ledger, feed, maxBytes }: SettingsCall, by: string): Promise<Response> {
  const expected = expectedVersion(request);
  const asked = v.safeParse(v.object({ version: v.string() }), await readJson(request, maxBytes));
  if (!asked.success || expected === null) throw new Refusal(400, 'Say which publication to repeat: {"version": "…"}, and with If-Match which one is in force.');
  const published = await ledger.rollback(asked.output.version, expected, by);
  void feed.look();
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

async function events({ request, feed }: SettingsCall): Promise<Response> {
  const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
  if (request.method === 'HEAD') return new Response(null, { headers });
  const stream = await feed.stream();
  if (!stream) throw new Refusal(503, 'As many follow changes as this server lets. Look at the settings now and then instead.', { 'retry-after': '60' });
  return new Response(stream, { headers });
}

function linkTo(monitor: string): string {
  return `<${monitor}>; rel="monitor"`;
}
