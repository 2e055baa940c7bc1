import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import { PROTOCOL_VERSION, type Message } from '../channel/messages.js';
import { instanceIn, MESSAGE_EVENT, participantId, rememberInstance } from '../channel/socket-io-protocol.js';
import type { Member } from './admission.js';
import { MessageBudget } from './message-budget.js';
import { MessagePacer } from './message-pacer.js';
import { participantRoom, sessionRoom, userRoom } from './rooms.js';
import { stamp, type Stamped } from './stamp.js';

interface SocketData {
  /** Set once the client has been admitted. */
  screenShare?: Member;
}

/** The namespace and sockets as the attachment uses them, independent of the host's own events. */
export type ScreenShareNamespace = Namespace<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;
export type ScreenShareSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;

/** What this process's attachment has done since it started. */
export interface ScreenShareCounts {
  /** Admitted connections. */
  admitted: number;
  /** Refused connections. */
  refused: number;
  /** Forwarded messages. */
  relayed: number;
  /** Messages that were invalid, not allowed for the sender's role, without a known receiver, or over the limit. */
  dropped: number;
  /** Messages that a later one from the same sender replaced before they were forwarded. */
  coalesced: number;
}

/** The number of characters in a session description that cost as much as one extra message. */
const CHARACTERS_PER_MESSAGE = 4_096;

/** Forwards the messages of a connection while it lasts. */
export function serve(socket: ScreenShareSocket, counts: ScreenShareCounts, onError: (error: unknown) => void): void {
  const member = socket.data.screenShare;
  if (member === undefined) {
    // Everybody is admitted before this. If this check fails, the connection can't receive or send messages.
    socket.disconnect();
    return;
  }
  // Socket.IO and timers call these directly, so an exception here would end the process.
  const guarded = (step: () => void): void => {
    try {
      step();
    } catch (error) {
      counts.dropped += 1;
      onError(error);
    }
  };
  const instances = new Instances(socket, member, onError);
  const budget = new MessageBudget();
  const pass = (stamped: Stamped): void => {
    const delivery = deliveryOf(stamped.message, member.sessionId);
    if (delivery === null) throw new RangeError('A message without a receiver came through.');
    socket.to(delivery.room).emit(MESSAGE_EVENT, delivery.message);
    counts.relayed += 1;
  };
  const pacer = new MessagePacer({ deliver: (stamped) => guarded(() => pass(stamped)), onDropped: () => (counts.coalesced += 1) });
  socket.once('disconnect', () => pacer.close());
  const receive = (value: unknown): void => {
    const stamped = budget.spend(1) ? stamp(value, member) : null;
    if (stamped === null || deliveryOf(stamped.message, member.sessionId) === null || !budget.spend(extraCost(stamped.message))) {
      counts.dropped += 1;
      return;
    }
    const forgotten = instances.follow(stamped);
    if (forgotten !== undefined) {
      pacer.forget(forgotten);
      pass({ message: farewellOf(member, forgotten), instance: forgotten, leaves: true });
    }
    pacer.take(stamped);
  };
  socket.on(MESSAGE_EVENT, (value: unknown) => guarded(() => receive(value)));
}

/** A `leave` message for a participant whose connection was replaced, so that others close their links to it. */
function farewellOf({ user, role }: Member, instance: string): Message {
  return { v: PROTOCOL_VERSION, type: 'leave', from: { id: participantId(user, instance), role } };
}

/** The destination and final form of a message: one participant, under the id by which it knows itself, or the session. */
function deliveryOf(message: Message, sessionId: string): { readonly room: string; readonly message: Message } | null {
  if (message.to === undefined) return { room: sessionRoom(sessionId), message };
  const instance = instanceIn(message.to);
  return instance === undefined ? null : { room: participantRoom(sessionId, message.to), message: { ...message, to: instance } };
}

function extraCost(message: Message): number {
  return message.type === 'signal' && 'sdp' in message.data ? Math.floor(message.data.sdp.length / CHARACTERS_PER_MESSAGE) : 0;
}

/** The participants that a connection speaks for. Each has a room of its own. */
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

  /**
   * Records the sender of a message, or removes one that leaves.
   * @returns The instance that was evicted, if any.
   */
  follow({ instance, leaves }: Stamped): string | undefined {
    if (leaves) {
      this.#instances.delete(instance);
      this.#settle(this.#socket.leave(this.#room(instance)));
      return undefined;
    }
    const isNew = !this.#instances.has(instance);
    const forgotten = rememberInstance(this.#instances, instance);
    if (forgotten !== undefined) this.#settle(this.#socket.leave(this.#room(forgotten)));
    if (isNew) this.#settle(this.#socket.join(this.#room(instance)));
    return forgotten;
  }

  #room(instance: string): string {
    return participantRoom(this.#member.sessionId, participantId(this.#member.user, instance));
  }

  /** Most adapters answer synchronously. A promise from the others needs its rejection handled. */
  #settle(done: Promise<void> | void): void {
    Promise.resolve(done).catch(this.#onError);
  }
}
