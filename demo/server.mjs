/** The demo's server: its pages, the package's files, the cobrowse, and the screen share's signalling. */
import { createServer } from 'node:http';
import { attachScreenShare } from 'glance-screenshare/server';
import sirv from 'sirv';
import { Server } from 'socket.io';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LIMITS } from './server/cobrowse-session.mjs';
import { attachCobrowse } from './server/cobrowse-relay.mjs';
import { sendHtml, sendJson, setSecurityHeaders } from './server/http.mjs';
import { messagePage, pages } from './server/pages.mjs';
import { settingsEndpoint } from './server/settings.mjs';
import { Tokens } from './server/tokens.mjs';

/** The public folders, by URL. */
const PUBLIC = { '/dist/': '../dist', '/demo/dist/': 'dist', '/styles/': 'styles', '/guides/': 'guides' };

/**
 * Starts the demo.
 *
 * @param {{ port?: number, host?: string, data?: string }} [options] Port 0, the
 * default, takes any free one. `data` is the folder for the settings; without it
 * they're lost when the demo ends.
 * @returns {Promise<{ url: string, port: number, close(): Promise<void> }>} Rejects
 * if the port isn't available.
 */
export async function startDemoServer({ port = 0, host = '127.0.0.1', data } = {}) {
  const http = createServer();
  await listening(http, port, host);
  const actual = /** @type {import('node:net').AddressInfo} */ (http.address()).port;
  const url = `http://localhost:${actual}`;

  const tokens = new Tokens();
  const io = new Server(http, { maxHttpBufferSize: 3 * LIMITS.batch, serveClient: false });
  const cobrowse = attachCobrowse(io.of('/cobrowse'), tokens);
  attachScreenShare(io, { authorize: (request) => identify(tokens, request) });
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'glance-screenshare-demo-')));
  const settings = await settingsEndpoint({ origin: url, folder });
  http.on('request', handler({ tokens, cobrowse, settings }));

  return {
    url,
    port: actual,
    async close() {
      cobrowse.close();
      settings.close();
      await io.close();
      http.closeAllConnections();
      if (data === undefined) await rm(folder, { recursive: true });
    },
  };
}

/** Identifies a client for the screen share's server, and checks that it belongs to the session. */
function identify(tokens, { sessionId, token }) {
  const identity = tokens.read(token);
  if (identity === null || identity.session !== sessionId) return null;
  return { user: identity.id, role: identity.role, name: identity.name };
}

function listening(http, port, host) {
  return new Promise((done, fail) => {
    http.once('error', fail);
    http.listen(port, host, () => {
      http.off('error', fail);
      done();
    });
  });
}

function handler({ tokens, cobrowse, settings }) {
  const documents = pages({ tokens });
  const files = Object.entries(PUBLIC).map(([prefix, folder]) => ({
    prefix,
    serve: sirv(fileURLToPath(new URL(folder, import.meta.url)), { dev: true, etag: true }),
  }));

  return async (request, response) => {
    // Socket.IO answers these itself.
    if (request.url.startsWith('/socket.io/')) return;
    setSecurityHeaders(response);
    try {
      await answer({ request, response, documents, settings, cobrowse, files });
    } catch (error) {
      console.error(error);
      if (!response.headersSent) sendHtml(response, 500, messagePage('Something broke', 'The server\'s window says what.'));
    }
  };
}

async function answer({ request, response, documents, settings, cobrowse, files }) {
  const url = addressOf(request);
  const notFound = () => sendHtml(response, 404, messagePage('Not here', 'This page does not exist.'));
  if (url === null) return notFound();
  const { pathname } = url;

  const page = documents[pathname === '/index.html' ? '/' : pathname];
  if (page !== undefined) return page(url, request, response);
  if (pathname === '/sessions.json') return sendJson(response, 200, cobrowse.sessions());
  if (pathname.startsWith('/screenshare/')) return settings.node(request, response);

  const folder = files.find(({ prefix }) => pathname.startsWith(prefix));
  if (folder === undefined) return notFound();
  request.url = pathname.slice(folder.prefix.length - 1);
  return folder.serve(request, response, notFound);
}

function addressOf(request) {
  try {
    return new URL(request.url, 'http://localhost');
  } catch {
    return null;
  }
}
