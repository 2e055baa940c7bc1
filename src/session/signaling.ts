import { ChannelReach } from './channel-reach.js';
import type { Channel } from '../channel/channel.js';
import { parseMessage, PROTOCOL_VERSION, type Message, type Outgoing, type Participant } from '../channel/messages.js';

export interface SignalingHandlers {
  /** A valid message from somebody else, to everybody or to us. */
  readonly onMessage: (message: Message) => void;
  /** The channel can send, for the first time or again. */
  readonly onConnected: () => void;
  /** The channel can't send any more, or not yet. */
  readonly onDisconnected: () => void;
  /** {@link Signaling.reach} has changed. */
  readonly onReach: () => void;
  /** The channel failed to send. It's used again for the next message. */
  readonly onTrouble: (cause: unknown) => void;
}

/** A session's end of its channel. Adds the sender, validates incoming messages, and survives a channel that throws. */
export class Signaling {
  #self: Participant;
  readonly reach: ChannelReach;
  readonly #channel: Channel;
  readonly #handlers: SignalingHandlers;
  #reachable = true;
  #unreadableReported = false;
  #unsubscribe: (() => void) | null = null;

  constructor(channel: Channel, self: Participant, handlers: SignalingHandlers) {
    this.#channel = channel;
    this.#self = self;
    this.#handlers = handlers;
    this.reach = new ChannelReach(handlers.onReach);
  }

  get self(): Participant {
    return this.#self;
  }

  /** Sets the name that messages carry from now on. */
  rename(name: string | undefined): void {
    const { id, role } = this.#self;
    this.#self = { id, role, ...(name !== undefined && { name }) };
  }

  /** Starts receiving, and says hello so that the others report their state. */
  open(): void {
    try {
      this.#unsubscribe = this.#channel.subscribe(
        (value) => this.#receive(value),
        (connected, error) => {
          this.#reachable = connected;
          if (connected) {
            this.reach.connected();
            return this.#greet();
          }
          this.reach.disconnected(error);
          this.#handlers.onDisconnected();
          if (error) this.#handlers.onTrouble(error);
        },
        (error) => {
          this.reach.troubled(error);
          this.#handlers.onTrouble(error);
        },
      );
    } catch (cause) {
      this.#handlers.onTrouble(cause);
    }
    // A channel without a status counts as connected. One with a status may queue the greeting until it connects.
    if (this.#reachable) this.#greet();
    else this.send({ type: 'hello' });
  }

  send(message: Outgoing): void {
    try {
      this.#channel.send({ ...message, v: PROTOCOL_VERSION, from: this.self });
    } catch (cause) {
      this.#handlers.onTrouble(cause);
    }
  }

  /** Expected messages don't arrive, so the channel may be dead without noticing. */
  reconnect(): void {
    try {
      this.#channel.reconnect?.();
    } catch (cause) {
      this.#handlers.onTrouble(cause);
    }
  }

  /** Says goodbye and closes the channel. */
  close(): void {
    this.send({ type: 'leave' });
    this.reach.close();
    try {
      this.#unsubscribe?.();
      this.#channel.close?.();
    } catch (cause) {
      this.#handlers.onTrouble(cause);
    }
    this.#unsubscribe = null;
  }

  /** Reports a message that claims to use this protocol but can't be read: it's from another version, or a page has replaced the built-ins that read it. */
  #reportUnreadable(value: unknown): void {
    if (this.#unreadableReported || typeof value !== 'object' || value === null || !('v' in value) || !('from' in value)) return;
    this.#unreadableReported = true;
    this.#handlers.onTrouble(new TypeError('A message of this session could not be read.'));
  }

  #greet(): void {
    this.send({ type: 'hello' });
    this.#handlers.onConnected();
  }

  #receive(value: unknown): void {
    const message = parseMessage(value);
    if (!message) return this.#reportUnreadable(value);
    if (message.from.id === this.self.id) return;
    this.reach.messageReceived();
    if (message.to !== undefined && message.to !== this.self.id) return;
    this.#handlers.onMessage(message);
  }
}

/** A random participant id. Made without `randomUUID`, which isn't available on pages without HTTPS. */
export function newParticipantId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
