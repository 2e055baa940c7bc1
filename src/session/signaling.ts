import type { Channel } from '../channel/channel.js';
import { parseMessage, PROTOCOL_VERSION, type Message, type Outgoing, type Participant } from '../channel/messages.js';

export interface SignalingHandlers {
  /** A valid message of somebody else, for everybody or for us. */
  readonly onMessage: (message: Message) => void;
  /** The channel has become able to send, for the first time or again. */
  readonly onConnected: () => void;
  /** The channel is no longer able to send, or not yet. */
  readonly onDisconnected: () => void;
  /** The channel could not send; it will be tried again with what comes next. */
  readonly onTrouble: (cause: unknown) => void;
}

/** A session's end of its channel: adds the sender, checks what comes in, outlives a channel that throws. */
export class Signaling {
  readonly self: Participant;
  readonly #channel: Channel;
  readonly #handlers: SignalingHandlers;
  #reachable = true;
  #unsubscribe: (() => void) | null = null;

  constructor(channel: Channel, self: Participant, handlers: SignalingHandlers) {
    this.#channel = channel;
    this.self = self;
    this.#handlers = handlers;
  }

  /** Starts receiving, and says hello so that the others tell how things stand. */
  open(): void {
    try {
      this.#unsubscribe = this.#channel.subscribe(
        (value) => this.#receive(value),
        (connected, error) => {
          this.#reachable = connected;
          if (connected) return this.#greet();
          this.#handlers.onDisconnected();
          if (error) this.#handlers.onTrouble(error);
        },
      );
    } catch (cause) {
      this.#handlers.onTrouble(cause);
    }
    // A channel that tells no status is connected from the start; another may keep the greeting until it is.
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

  /** Nothing is heard of those who should be: the channel may be dead without knowing it. */
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
    try {
      this.#unsubscribe?.();
      this.#channel.close?.();
    } catch (cause) {
      this.#handlers.onTrouble(cause);
    }
    this.#unsubscribe = null;
  }

  #greet(): void {
    this.send({ type: 'hello' });
    this.#handlers.onConnected();
  }

  #receive(value: unknown): void {
    const message = parseMessage(value);
    if (!message || message.from.id === this.self.id) return;
    if (message.to !== undefined && message.to !== this.self.id) return;
    this.#handlers.onMessage(message);
  }
}

/** A participant's id: random, and made without `randomUUID`, which pages without https lack. */
export function newParticipantId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
