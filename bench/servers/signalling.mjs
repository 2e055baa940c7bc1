// One signalling server: `signalling.mjs ours|bare [redis port]`. Tells its port, and its processor time when asked.
import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { createClient } from 'redis';
import { Server } from 'socket.io';

const [kind, redisPort] = process.argv.slice(2);

async function redisAdapter() {
  const client = createClient({ url: `redis://127.0.0.1:${redisPort}` });
  await client.connect();
  return createAdapter(client, { streamName: `bench-${kind}` });
}

/** What one would write: a room for each session, and everything passed on to it. */
function relayRooms(io) {
  io.on('connection', (socket) => {
    const { sessionId } = socket.handshake.auth;
    socket.join(sessionId);
    socket.on('message-to-session', (message) => socket.to(sessionId).emit('message-to-session', message));
  });
}

async function relayOurs(io) {
  const { attachScreenShare } = await import('../../dist/server.js');
  attachScreenShare(io, { authorize: ({ token }) => ({ user: token, role: token.startsWith('agent') ? 'agent' : 'visitor' }) });
}

const http = createServer();
const io = new Server(http, { serveClient: false, ...(redisPort && { adapter: await redisAdapter() }) });
if (kind === 'ours') await relayOurs(io);
else relayRooms(io);
http.listen(0, '127.0.0.1', () => process.send({ port: http.address().port }));
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send({ processorMs: (user + system) / 1_000 });
});
process.on('disconnect', () => process.exit());
