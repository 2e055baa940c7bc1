import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { Server as SocketServer } from 'socket.io';
import type * as ServerEntry from '../../../src/server/index.js';

/** A cobrowse product as small as one can be, around the built elements: what an integrator's server and pages do. */
export interface SupportDesk {
  /** Where it is, such as `http://localhost:1234`. */
  readonly origin: string;
  /** What agents' viewers are served as settings; a new value is found at the next look. */
  settings: unknown;
  agentUrl(options?: AgentPageOptions): string;
  /** The agent's page inside an iframe of another origin, which may or may not let it capture. */
  framedAgentUrl(options: { allow: string }): string;
  visitorUrl(options?: { session?: string } & ScriptOptions): string;
  /** A page to be shared, with a title by which the capturing browser finds its window. */
  sourceUrl(title: string): string;
  close(): Promise<void>;
}

export interface ScriptOptions {
  /** Where the package's files come from. Default: the page's own origin. */
  readonly scripts?: string;
  /** The hash that the page's script has to have. Default: any. */
  readonly integrity?: string;
}

export interface AgentPageOptions extends ScriptOptions {
  readonly session?: string;
  readonly name?: string;
  readonly cobrowseVersion?: string;
  /** Further attributes of the button. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** The page's Content Security Policy. Default: none. */
  readonly policy?: string;
}

export const EVERYTHING = { escalateToShow: true, surfaces: ['screen', 'window', 'tab'], allowedSites: [], bookmarks: [] };

const dist = fileURLToPath(new URL('../../../dist', import.meta.url));

const page = (title: string, body: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body>${body}</body></html>`;

const script = (file: string, { scripts, integrity }: Required<ScriptOptions>): string =>
  `<script type="module" src="${scripts}/dist/cdn/${file}" ${integrity && `integrity="${integrity}" crossorigin="anonymous"`}></script>`;

const agentPage = ({ session, name, version, attributes, ...from }: Record<'session' | 'name' | 'version' | 'attributes', string> & Required<ScriptOptions>): string =>
  page(
    `Viewer of ${name}`,
    `<h1>Viewer</h1>
    <glance-screenshare-button session-id="${session}" server="/" token="agent:${name}" agent-name="${name}" settings="/settings" cobrowse-version="${version}" ${attributes}></glance-screenshare-button>
    <output id="log"></output>`,
    script('agent.js', from),
  );

const visitorPage = (session: string, from: Required<ScriptOptions>): string =>
  page(
    'Visitor',
    `<h1>Visitor</h1><glance-share-view session-id="${session}" server="/" token="visitor:Vera"></glance-share-view>`,
    `${script('visitor.js', from)}
    <style>body { margin: 0 } glance-share-view { display: block; width: 1200px; height: 800px }</style>`,
  );

/** The guard's worker, with a fault: it dies when it is told that the agent pauses. */
const DYING_WORKER = `import '/dist/guard-worker.js';
addEventListener('message', ({ data }) => { if (data.type === 'pause') throw new Error('The worker has died.'); });`;

/** Edges, flat colours and small text: what a picture of a screen is made of. */
const sourcePage = (title: string): string =>
  page(
    title,
    `<h1>${title}</h1><p>${'The quick brown fox jumps over the lazy dog. '.repeat(12)}</p>
    <div class="grid">${'<i></i>'.repeat(24)}</div><p id="counter">0</p>`,
    `<style>
      body { margin: 16px; font: 16px/1.5 sans-serif; background: #fff; color: #123 }
      .grid { display: grid; grid-template-columns: repeat(8, 1fr); gap: 8px }
      .grid i { height: 60px; background: #1261a0 } .grid i:nth-child(3n) { background: #e8491d } .grid i:nth-child(5n) { background: #2e933c }
    </style>`,
  );

/** Starts it on a free port of this machine. */
export async function openSupportDesk(): Promise<SupportDesk> {
  const { attachScreenShare } = (await import('../../../dist/server.js' as string)) as typeof ServerEntry;
  const assets = sirv(dist, { dev: true });
  const desk = { settings: EVERYTHING as unknown };
  const http = createServer((request, response) => {
    answer(request, response, desk, assets);
  });
  const io = new SocketServer(http, { serveClient: false });
  attachScreenShare(io, {
    authorize: ({ token }) => {
      const [role, user] = (token ?? '').split(':');
      if ((role !== 'agent' && role !== 'visitor') || !user) return null;
      return { user: role === 'agent' ? user : `visitor-${Math.random().toString(36).slice(2)}`, role, name: user };
    },
  });
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  const origin = `http://localhost:${(http.address() as AddressInfo).port}`;
  return Object.assign(desk, {
    origin,
    agentUrl: ({ session = 's1', name = 'Ann', cobrowseVersion = '5.4', attributes = {}, policy = '', scripts = '', integrity = '' }: AgentPageOptions = {}) => {
      const written = Object.entries(attributes).map(([attribute, value]) => `${attribute}="${value}"`).join(' ');
      return `${origin}/agent?${new URLSearchParams({ session, name, version: cobrowseVersion, attributes: written, policy, scripts, integrity }).toString()}`;
    },
    // Another name of the same machine is another origin.
    framedAgentUrl: ({ allow }: { allow: string }) => `${origin.replace('localhost', '127.0.0.1')}/frame?${new URLSearchParams({ allow, origin }).toString()}`,
    visitorUrl: ({ session = 's1', scripts = '', integrity = '' }: { session?: string } & ScriptOptions = {}) => `${origin}/visitor?${new URLSearchParams({ session, scripts, integrity }).toString()}`,
    sourceUrl: (title: string) => `${origin}/source?title=${encodeURIComponent(title)}`,
    close: () => closeAll(io, http),
  });
}

function answer(request: IncomingMessage, response: ServerResponse, desk: { settings: unknown }, assets: ReturnType<typeof sirv>): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const query = (name: string): string => url.searchParams.get(name) ?? '';
  if (url.pathname.startsWith('/dist/')) {
    response.setHeader('access-control-allow-origin', '*');
    request.url = url.pathname.slice('/dist'.length);
    assets(request, response);
    return;
  }
  if (url.pathname === '/settings') {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(desk.settings));
    return;
  }
  if (url.pathname === '/dying-worker.js') {
    response.setHeader('content-type', 'text/javascript').end(DYING_WORKER);
    return;
  }
  if (query('policy')) response.setHeader('content-security-policy', query('policy'));
  const from = { scripts: query('scripts'), integrity: query('integrity') };
  const pages: Record<string, () => string> = {
    '/agent': () => agentPage({ session: query('session'), name: query('name'), version: query('version'), attributes: query('attributes'), ...from }),
    '/frame': () =>
      page('Console', `<iframe title="Viewer" width="900" height="500" allow="${query('allow')}" src="${query('origin')}/agent?session=s1&name=Ann&version=5.4"></iframe>`),
    '/visitor': () => visitorPage(query('session'), from),
    '/source': () => sourcePage(query('title')),
  };
  const body = pages[url.pathname]?.();
  response.statusCode = body === undefined ? 404 : 200;
  response.setHeader('content-type', 'text/html; charset=utf-8').end(body ?? 'Not found');
}

async function closeAll(io: SocketServer, http: Server): Promise<void> {
  await io.close();
  http.closeAllConnections();
}
