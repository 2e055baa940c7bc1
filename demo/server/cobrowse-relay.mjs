/**
 * The cobrowse itself: a visitor's page, recorded by rrweb, on its way to the
 * agents of the same session. It never looks into the events; agents replay
 * them in a sandboxed frame without scripts.
 */
import { CobrowseSession, LIMITS } from './cobrowse-session.mjs';

const SESSIONS = 500;
/** An empty session is forgotten after this time, so that everybody can come back from a reload or a pause. */
const FORGET_AFTER_MS = 30 * 60 * 1000;

/**
 * @param {import('socket.io').Namespace} namespace
 * @param {import('./tokens.mjs').Tokens} tokens
 * @returns {{ sessions(): { session: string, agents: number, visitors: number }[], close(): void }}
 */
export function attachCobrowse(namespace, tokens) {
  /** @type {Map<string, CobrowseSession>} */
  const sessions = new Map();
  const forgetting = new Map();

  namespace.use((socket, next) => {
    const identity = tokens.read(socket.handshake.auth['token']);
    if (identity === null) return next(new Error('token'));
    const session = sessions.get(identity.session) ?? new CobrowseSession();
    if (!sessions.has(identity.session) && sessions.size >= SESSIONS) return next(new Error('full'));
    if (!session.join({ ...identity, id: socket.id })) return next(new Error('full'));
    sessions.set(identity.session, session);
    clearTimeout(forgetting.get(identity.session));
    socket.data = { ...identity, cobrowse: session };
    return next();
  });

  namespace.on('connection', (socket) => {
    const { session, role, cobrowse } = socket.data;
    const send = {
      to: (id) => namespace.to(id),
      get agents() {
        return namespace.to(`${session}/agent`);
      },
      get visitors() {
        return namespace.to(`${session}/visitor`);
      },
      get everybody() {
        return namespace.to([`${session}/agent`, `${session}/visitor`]);
      },
    };
    const askForPicture = () => {
      if (cobrowse.mirroredBy !== null && !cobrowse.paused) send.to(cobrowse.mirroredBy).emit('picture-please');
    };
    const room = { socket, cobrowse, send, askForPicture };

    socket.join(`${session}/${role}`);
    socket.emit('welcome', { messages: cobrowse.messagesFor(role), paused: cobrowse.paused });
    send.everybody.emit('people', cobrowse.people);
    onMessage(room);
    if (role === 'visitor') onVisitor(room);
    else onAgent(room);

    socket.on('disconnect', () => {
      const wasMirrored = cobrowse.mirroredBy === socket.id;
      cobrowse.leave(socket.id);
      send.everybody.emit('people', cobrowse.people);
      if (wasMirrored) {
        send.agents.emit('page-gone');
        // Another tab of the visitor's, if there is one, takes over.
        send.visitors.emit('page-please');
      }
      if (cobrowse.isEmpty) forgetting.set(session, setTimeout(() => sessions.delete(session), FORGET_AFTER_MS).unref());
    });
  });

  return {
    sessions: () =>
      [...sessions].map(([session, { people }]) => ({
        session,
        agents: people.filter(({ role }) => role === 'agent').length,
        visitors: people.filter(({ role }) => role === 'visitor').length,
      })),
    close: () => forgetting.forEach((timer) => clearTimeout(timer)),
  };
}

function onVisitor({ socket, cobrowse, send, askForPicture }) {
  socket.on('page', (page) => {
    if (!isPage(page)) return;
    const { id, title, address, dark } = page;
    if (cobrowse.mirroredBy !== null && cobrowse.mirroredBy !== socket.id) send.to(cobrowse.mirroredBy).emit('page-taken');
    cobrowse.show(socket.id, { id, title, address, dark });
    send.agents.emit('page', cobrowse.mirror);
    askForPicture();
  });

  socket.on('events', (events) => {
    if (!isEvents(events)) return;
    const { page, whole, batch } = events;
    const kept = cobrowse.keep({ by: socket.id, page, whole, batch });
    if (kept === 'ignored') return;
    if (kept === 'full') askForPicture();
    send.agents.emit('events', { page, whole, batch });
  });

  socket.on('paused', (paused) => {
    if (typeof paused !== 'boolean') return;
    cobrowse.paused = paused;
    cobrowse.forgetPicture();
    send.everybody.emit('paused', paused);
  });
}

function onAgent({ socket, cobrowse, askForPicture }) {
  const { mirror } = cobrowse;
  if (mirror !== null) socket.emit('page', mirror);
  if (mirror?.batches.length === 0) askForPicture();
  socket.on('picture-please', askForPicture);
}

function onMessage({ socket, cobrowse, send }) {
  const { role, name } = socket.data;
  socket.on('say', (said) => {
    const text = typeof said?.text === 'string' ? said.text.trim().slice(0, LIMITS.text) : '';
    if (text === '') return;
    const toAgents = role === 'agent' && said.to === 'agents';
    const message = cobrowse.say({ role, name }, toAgents ? 'agents' : 'all', text);
    (toAgents ? send.agents : send.everybody).emit('said', message);
  });
}

const isText = (value, max) => typeof value === 'string' && value.length <= max;
const isPage = (value) => isText(value?.id, 60) && value.id !== '' && isText(value.title, 300) && isText(value.address, 2_048) && typeof value.dark === 'boolean';
const isEvents = (value) => isText(value?.page, 60) && typeof value.whole === 'boolean' && isText(value.batch, LIMITS.batch);
