import type { Server } from 'socket.io';
import { NAMESPACE } from '../channel/socket-io-protocol.js';
import { admit, ForeignOrigin, Refused, type AdmitOptions } from './admission.js';
import { serve, type ScreenShareCounts, type ScreenShareNamespace } from './connection.js';
import { sessionRoom, userRoom } from './rooms.js';

/** Anybody can name any origin: no log is to be flooded by that. */
const MAX_ORIGINS_TOLD = 20;

export interface AttachScreenShareOptions extends AdmitOptions {
  /** The namespace that clients connect to. Default `/glance-screenshare`. */
  readonly namespace?: string;
  /**
   * Called with what failed here: an `authorize` that threw or gave nonsense, an
   * adapter that couldn't send, and once for each origin whose pages are kept out. Default: nothing.
   */
  readonly onError?: (error: unknown) => void;
}

export interface ScreenShareRelay {
  readonly counts: Readonly<ScreenShareCounts>;
  /**
   * Ends the connections of a session, or of one user in it, on every server
   * process. They try to come back, and `authorize` decides again.
   */
  disconnect(sessionId: string, user?: string): void;
}

/**
 * Lets a Socket.IO server carry the signalling of screen shares, in a namespace
 * of its own. Each message is checked, stamped with what `authorize` said of its
 * sender, and passed on to the session or to the one participant it names. What
 * doesn't fit is dropped and counted.
 *
 * It keeps no state beside Socket.IO's rooms: with one of Socket.IO's adapters
 * several processes serve one session together.
 *
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
  const counts: ScreenShareCounts = { admitted: 0, refused: 0, relayed: 0, dropped: 0 };
  const namespace = io.of(options.namespace ?? NAMESPACE) as ScreenShareNamespace;
  const onError = options.onError ?? (() => undefined);
  const foreign = new Set<string>();
  namespace.use((socket, next) => {
    admit(socket.handshake, options).then(
      (member) => {
        socket.data.screenShare = member;
        next();
      },
      (error: unknown) => {
        counts.refused += 1;
        const refused = error instanceof Refused ? error : new Refused('unavailable', error);
        next(refused);
        const { cause } = refused;
        if (cause instanceof ForeignOrigin) {
          if (foreign.has(cause.origin) || foreign.size >= MAX_ORIGINS_TOLD) return;
          foreign.add(cause.origin);
        }
        if (cause !== undefined) onError(cause);
      },
    );
  });
  namespace.on('connection', (socket) => {
    counts.admitted += 1;
    serve(socket, counts, onError);
  });
  return {
    counts,
    disconnect: (sessionId, user) => {
      namespace.in(user === undefined ? sessionRoom(sessionId) : userRoom(sessionId, user)).disconnectSockets();
    },
  };
}
