import type { Server } from 'socket.io';
import { NAMESPACE } from '../channel/socket-io-protocol.js';
import { admit, ForeignOrigin, Refused, type AdmitOptions } from './admission.js';
import { serve, type ScreenShareCounts, type ScreenShareNamespace, type ScreenShareSocket } from './connection.js';
import { describeError, type Log } from './operator-log.js';
import { OriginList } from './origin-list.js';
import { observeRelay } from './relay-metrics.js';
import { sessionRoom, userRoom } from './rooms.js';

/** A client can claim any origin, so the number of logged origins is limited. */
const MAX_ORIGINS_LOGGED = 20;

export interface AttachScreenShareOptions extends AdmitOptions {
  /** The namespace that clients connect to. Default `/glance-screenshare`. */
  readonly namespace?: string;
  /**
   * Called with errors: an `authorize` that threw or returned an invalid answer, an
   * adapter that couldn't send, and, once per origin, pages that were refused.
   * Default: nothing.
   */
  readonly onError?: (error: unknown) => void;
  /** Called with an entry for each connection that is admitted, refused or ended, and for each error. Default: nothing. */
  readonly log?: Log;
}

export interface ScreenShareRelay {
  readonly counts: Readonly<ScreenShareCounts>;
  /**
   * Closes the connections of a session, or of one user in it, on all server
   * processes. The clients reconnect, and `authorize` decides again.
   */
  disconnect(sessionId: string, user?: string): void;
  /** Whether {@link ScreenShareRelay.drain} has been called. */
  readonly draining: boolean;
  /**
   * Prepares this process for shutdown. It stops admitting clients and closes the
   * connections one by one, so that clients don't all reconnect elsewhere at once.
   * Shares continue meanwhile, because their pictures don't pass through here.
   *
   * @param overMs The period over which to close them, in milliseconds. Default
   * 5,000.
   * @returns A promise that resolves when the last one has closed.
   */
  drain(overMs?: number): Promise<void>;
}

/**
 * Makes a Socket.IO server carry the signalling of screen shares, in its own
 * namespace. Each message is validated, stamped with the sender's identity from
 * `authorize`, and forwarded to the session or to the addressed participant.
 * Invalid messages are dropped and counted.
 *
 * All state is in Socket.IO's rooms, so with one of its adapters several processes
 * can serve the same session.
 *
 * @throws TypeError if `origins` contains something that isn't an origin, or screen
 * sharing is already attached to the namespace.
 * @example
 * ```ts
 * const io = new Server(httpServer);
 * attachScreenShare(io, {
 *   authorize: async ({ sessionId, token }) => {
 *     const claims = await verify(token); // your own
 *     return claims.session === sessionId ? { user: claims.sub, role: claims.role, name: claims.name } : null;
 *   },
 * });
 * ```
 */
export function attachScreenShare(io: Pick<Server, 'of'>, options: AttachScreenShareOptions): ScreenShareRelay {
  const origins = new OriginList(options.origins, { mayBeAll: true });
  const namespace = io.of(options.namespace ?? NAMESPACE) as ScreenShareNamespace;
  claim(namespace);
  return new Relay(namespace, options, origins);
}

class Relay implements ScreenShareRelay {
  readonly counts: ScreenShareCounts = { admitted: 0, refused: 0, relayed: 0, dropped: 0, coalesced: 0 };
  readonly #namespace: ScreenShareNamespace;
  readonly #log: Log;
  readonly #onError: (error: unknown) => void;
  readonly #foreign = new Set<string>();
  #draining = false;

  constructor(namespace: ScreenShareNamespace, options: AttachScreenShareOptions, origins: OriginList) {
    this.#namespace = namespace;
    this.#log = options.log ?? (() => undefined);
    this.#onError = (error) => {
      options.onError?.(error);
      this.#log({ level: 'error', event: 'relay-failure', error: describeError(error) });
    };
    observeRelay(this.counts, () => namespace.sockets.size);
    namespace.use((socket, next) => {
      const admitted = this.#draining ? Promise.reject(new Refused('unavailable')) : admit(socket.handshake, options, origins);
      admitted.then(
        (member) => {
          socket.data.screenShare = member;
          next();
        },
        (error: unknown) => next(this.#refuse(socket, error)),
      );
    });
    namespace.on('connection', (socket) => this.#serve(socket));
  }

  get draining(): boolean {
    return this.#draining;
  }

  disconnect(sessionId: string, user?: string): void {
    this.#namespace.in(user === undefined ? sessionRoom(sessionId) : userRoom(sessionId, user)).disconnectSockets();
  }

  async drain(overMs = 5_000): Promise<void> {
    this.#draining = true;
    const sockets = [...this.#namespace.sockets.values()];
    this.#log({ level: 'info', event: 'relay-draining', connections: sockets.length });
    await Promise.all(sockets.map((socket, index) => endLater(socket, (overMs * index) / sockets.length)));
  }

  #serve(socket: ScreenShareSocket): void {
    this.counts.admitted += 1;
    const { sessionId, user, role } = socket.data.screenShare ?? {};
    const who = { connection: socket.id, sessionId, user, role };
    this.#log({ level: 'info', event: 'connection-admitted', ...who });
    socket.once('disconnect', (reason) => this.#log({ level: 'info', event: 'connection-ended', ...who, reason }));
    serve(socket, this.counts, this.#onError);
  }

  #refuse({ id, handshake }: ScreenShareSocket, error: unknown): Refused {
    this.counts.refused += 1;
    const refused = error instanceof Refused ? error : new Refused('unavailable', error);
    this.#log({ level: 'warn', event: 'connection-refused', connection: id, code: refused.code, address: handshake.address });
    if (this.#isNews(refused.cause)) this.#onError(refused.cause);
    return refused;
  }

  #isNews(cause: unknown): boolean {
    if (!(cause instanceof ForeignOrigin)) return cause !== undefined;
    if (this.#foreign.has(cause.origin) || this.#foreign.size >= MAX_ORIGINS_LOGGED) return false;
    this.#foreign.add(cause.origin);
    return true;
  }
}

/** Closes a connection abruptly, like a network failure: clients then reconnect by themselves within a second. */
function endLater(socket: ScreenShareSocket, milliseconds: number): Promise<void> {
  return new Promise((ended) => {
    const timer = setTimeout(() => socket.conn.close(), milliseconds);
    socket.once('disconnect', () => {
      clearTimeout(timer);
      ended();
    });
  });
}

/** A shared mark, so that two copies of the package recognize each other. */
const ATTACHED = Symbol.for('glance-screenshare.attached');

/** Two attachments would forward each message twice. */
function claim(namespace: ScreenShareNamespace & { [ATTACHED]?: true }): void {
  if (namespace[ATTACHED]) {
    throw new TypeError(`Screen sharing is attached to the namespace ${namespace.name} already. Call attachScreenShare once for each Socket.IO server, or give each call its own namespace.`);
  }
  namespace[ATTACHED] = true;
}
