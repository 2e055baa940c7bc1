// One server process of several: the built attachment over Socket.IO with the Redis Streams adapter, and the pages of a support desk.
// Arguments: the port of Redis. Says its own port once it listens.
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { createClient } from 'redis';
import sirv from 'sirv';
import { Server } from 'socket.io';

const { attachScreenShare } = await import(new URL('../../../dist/server.js', import.meta.url).href);

const redis = createClient({ url: `redis://127.0.0.1:${process.argv[2]}`, socket: { reconnectStrategy: 200 } });
// Redis may go and come back; what it can't do meanwhile is no reason to end.
redis.on('error', () => undefined);
await redis.connect();

const SETTINGS = { escalateToShow: true, surfaces: ['screen', 'window', 'tab'], allowedSites: [], bookmarks: [] };
const PAGES = {
  agent: (name) => `<script type="module" src="/dist/cdn/agent.js"></script><glance-screenshare-button session-id="s1" server="/" token="agent:${name}" agent-name="${name}" settings="/settings" cobrowse-version="5.4"></glance-screenshare-button>`,
  visitor: (name) => `<script type="module" src="/dist/cdn/visitor.js"></script><glance-share-view session-id="s1" server="/" token="visitor:${name}"></glance-share-view>`,
};
/** Bytes that are in use once the garbage is collected; what the system holds for a process says little. */
function heldMemory() {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const assets = sirv(fileURLToPath(new URL('../../../dist', import.meta.url)), { dev: true });

const http = createServer((request, response) => {
  const [path, name] = (request.url ?? '/').split('?');
  const page = PAGES[path.slice(1)];
  if (page) return response.setHeader('content-type', 'text/html; charset=utf-8').end(`<!doctype html><title>${path}</title>${page(name)}`);
  if (path === '/memory') return response.end(String(heldMemory()));
  if (path === '/settings') return response.setHeader('content-type', 'application/json').end(JSON.stringify(SETTINGS));
  request.url = path.replace(/^\/dist/, '');
  assets(request, response);
});
const io = new Server(http, { serveClient: false, adapter: createAdapter(redis, { blockTimeInMs: 500 }) });
attachScreenShare(io, {
  authorize: ({ token = '' }) => {
    const [role, user] = token.split(':');
    return role === 'agent' || role === 'visitor' ? { user, role, name: user } : null;
  },
  onError: (error) => console.error(error),
});
http.listen(0, '127.0.0.1', () => console.log(String(http.address().port)));
