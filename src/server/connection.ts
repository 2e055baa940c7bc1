import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type { Message } from '../channel/messages.js';
import { instanceIn, MESSAGE_EVENT, participantId, rememberInstance } from '../channel/socket-io-protocol.js';
import type { Member } from './admission.js';
import { MessageBudget } from './message-budget.js';
import { participantRoom, sessionRoom, userRoom } from './rooms.js';
import { stamp, type Stamped } from './stamp.js';

interface SocketData {
  /** Set once the client has been let in. */
  screenShare?: Member;
}

/** The namespace and its sockets as the attachment uses them, whatever the host's own events are. */
export type ScreenShareNamespace = Namespace<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;
export type ScreenShareSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;

/** What the attachment of one server process has done since its start. */
export interface ScreenShareCounts {
  /** Connections that were let in. */
  admitted: number;
  /** Connections that weren't. */
  refused: number;
  /** Messages passed on. */
  relayed: number;
  /** Messages that were none, that their sender's role must not send, that named nobody, or that were too many. */
  dropped: number;
}

/** A session description costs as much as one more message for each of these many characters. */
const CHARACTERS_PER_MESSAGE = 4_096;

/** Passes on what a connection sends, for as long as it lasts. */
export function serve(socket: ScreenShareSocket, counts: ScreenShareCounts, onError: (error: unknown) => void): void {
  const member = socket.data.screenShare;
  if (member === undefined) {
    // Nobody comes here unasked. Should it ever happen, they neither hear nor say anything.
    socket.disconnect();
    return;
  }
  const instances = new Instances(socket, member, onError);
  const budget = new MessageBudget();
  socket.on(MESSAGE_EVENT, (value: unknown) => {
    // Socket.IO calls this outside of anybody's reach: what is thrown here ends the process.
    try {
      const stamped = budget.spend(1) ? stamp(value, member) : null;
      const delivery = stamped && deliveryOf(stamped.message, member.sessionId);
      if (stamped === null || delivery === null || !budget.spend(extraCost(stamped.message))) {
        counts.dropped += 1;
        return;
      }
      instances.follow(stamped);
      socket.to(delivery.room).emit(MESSAGE_EVENT, delivery.message);
      counts.relayed += 1;
    } catch (error) {
      counts.dropped += 1;
      onError(error);
    }
  });
}

/** Where a message goes, and as what: to one participant under the name by which it knows itself, or to the session. */
function deliveryOf(message: Message, sessionId: string): { readonly room: string; readonly message: Message } | null {
  if (message.to === undefined) return { room: sessionRoom(sessionId), message };
  const instance = instanceIn(message.to);
  return instance === undefined ? null : { room: participantRoom(sessionId, message.to), message: { ...message, to: instance } };
}

function extraCost(message: Message): number {
  return message.type === 'signal' && 'sdp' in message.data ? Math.floor(message.data.sdp.length / CHARACTERS_PER_MESSAGE) : 0;
}

/** The participants that a connection speaks for, each reachable in a room of its own. */
class Instances {
  readonly #socket: ScreenShareSocket;
  readonly #member: Member;
  readonly #onError: (error: unknown) => void;
  readonly #instances: Set<string>;

  constructor(socket: ScreenShareSocket, member: Member, onError: (error: unknown) => void) {
    this.#socket = socket;
    this.#member = member;
    this.#onError = onError;
    this.#instances = new Set(member.instances);
    const { sessionId, user, instances } = member;
    this.#settle(socket.join([sessionRoom(sessionId), userRoom(sessionId, user), ...instances.map((instance) => this.#room(instance))]));
  }

  /** Takes note of who has just spoken, or has for the last time. */
  follow({ instance, leaves }: Stamped): void {
    if (leaves) {
      this.#instances.delete(instance);
      this.#settle(this.#socket.leave(this.#room(instance)));
      return;
    }
    const isNew = !this.#instances.has(instance);
    const forgotten = rememberInstance(this.#instances, instance);
    if (forgotten !== undefined) this.#settle(this.#socket.leave(this.#room(forgotten)));
    if (isNew) this.#settle(this.#socket.join(this.#room(instance)));
  }

  #room(instance: string): string {
    return participantRoom(this.#member.sessionId, participantId(this.#member.user, instance));
  }

  /** Most adapters answer at once; the promise of one that doesn't must not fail unheard. */
  #settle(done: Promise<void> | void): void {
    Promise.resolve(done).catch(this.#onError);
  }
}
