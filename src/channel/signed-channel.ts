/**
 * A channel whose messages prove that they come from a participant in the session.
 *
 * @module glance-screenshare/signed-channel
 */
import { bindToItself } from '../built-ins/bind-to-itself.js';
import { ScreenShareError } from '../policy/screen-share-error.js';
import { utf8ToBytes } from '@noble/hashes/utils';
import type { Channel } from './channel.js';
import { MessageSigner, pageOf } from './message-proof.js';
import { parseMessage, type Message } from './messages.js';
import { ReplayWindow, type Untimely } from './replay-window.js';
import { assertSessionId } from './session-id.js';

/**
 * Why a message wasn't accepted.
 *
 * - `unsigned`: it has no proof.
 * - `forged`: its proof doesn't match this key and session, or the message was changed on the way.
 * - `repeated`: it was already received. A network that duplicates messages also causes this.
 * - `stale`: it's too old, or one of the two clocks is wrong.
 * - `reflected`: it's our own message, returned under another name.
 */
export type RefusedMessage = 'unsigned' | 'forged' | 'reflected' | Untimely;

export interface SignedChannelOptions {
  /**
   * The secret that the host gives only to the participants of this session: at least 32 bytes, or a
   * text of at least 32 characters, generated at random for each session. It must not pass through the
   * server that carries the messages.
   */
  readonly key: string | Uint8Array;
  /** Names the cobrowse session: 1 to 128 printable ASCII characters, no spaces. A signature is only valid in its own session. */
  readonly sessionId: string;
  /** How old a message may be, and how far the two clocks may differ, in ms. Default 300,000. */
  readonly maxAgeMs?: number;
  /** Called with each message that wasn't accepted. Default: does nothing. */
  readonly onRefused?: (reason: RefusedMessage) => void;
}

/**
 * Wraps any channel. It signs outgoing messages (HMAC-SHA-256) and passes on only messages that were
 * signed with the same key, in this session, and haven't been received before. A server or bus in
 * between can then lose messages, but not forge any.
 *
 * All participants of the session have to use it with the same key.
 *
 * @example
 * ```ts
 * const channel = new SignedChannel(new SocketIoChannel({ server, sessionId, token }), { key, sessionId });
 * const visitor = new VisitorSession({ channel });
 * ```
 */
export class SignedChannel implements Channel {
  readonly #channel: Channel;
  readonly #signer: MessageSigner;
  readonly #maxAgeMs: number;
  readonly #onRefused: (reason: RefusedMessage) => void;
  /** The pages that send through this channel. */
  readonly #own = new Set<string>();
  #sent = 0;

  /** @throws TypeError if the key is too short, `maxAgeMs` isn't a positive number, or `sessionId` isn't valid. */
  constructor(channel: Channel, { key, sessionId, maxAgeMs = 300_000, onRefused = () => undefined }: SignedChannelOptions) {
    assertSessionId(sessionId);
    if (!(maxAgeMs > 0)) throw new TypeError('maxAgeMs must be a number of milliseconds above 0.');
    this.#channel = channel;
    this.#signer = new MessageSigner(bytesOf(key), sessionId);
    this.#maxAgeMs = maxAgeMs;
    this.#onRefused = onRefused;
    bindToItself(this);
  }

  /** @throws TypeError for anything but a session's message, and whatever the channel throws. */
  send(value: unknown): void {
    const message = parseMessage(value);
    if (!message) throw new TypeError('Only messages of a session can be signed.');
    this.#own.add(pageOf(message.from.id));
    this.#channel.send({ ...message, proof: this.#signer.sign(message, { counter: ++this.#sent, time: Date.now() }) });
  }

  subscribe(...[onMessage, onStatus, onTrouble]: Parameters<Channel['subscribe']>): () => void {
    const taken = new ReplayWindow(this.#maxAgeMs);
    return this.#channel.subscribe((value) => {
      const message = parseMessage(value);
      if (!message) return;
      const refused = this.#refusal(message, taken);
      if (!refused) return onMessage(message);
      this.#onRefused(refused);
      const error = troubleOf(refused);
      if (error) onTrouble?.(error);
    }, onStatus, onTrouble);
  }

  reconnect(): void {
    this.#channel.reconnect?.();
  }

  close(): void {
    this.#channel.close?.();
  }

  #refusal(message: Message, taken: ReplayWindow): RefusedMessage | null {
    if (message.proof === undefined) return 'unsigned';
    const terms = this.#signer.check(message);
    if (!terms) return 'forged';
    const sender = pageOf(message.from.id);
    if (this.#own.has(sender)) return 'reflected';
    return taken.take({ sender, ...terms }, Date.now());
  }
}

/** What people on both sides can do about it. Null if the message was only an echo. */
function troubleOf(refused: RefusedMessage): ScreenShareError | null {
  switch (refused) {
    case 'unsigned':
    case 'forged':
      return new ScreenShareError('connection-lost', { message: 'The other side of this session uses another key.', remedy: 'Reload both pages.' });
    case 'stale':
      return new ScreenShareError('connection-lost', { message: 'The clock of this computer and that of the other side differ too much.', remedy: 'Set both clocks, then reload both pages.' });
    case 'reflected':
    case 'repeated':
      return null;
  }
}

function bytesOf(key: unknown): Uint8Array {
  const bytes = typeof key === 'string' ? utf8ToBytes(key) : key;
  if (bytes instanceof Uint8Array && bytes.length >= 32) return Uint8Array.from(bytes);
  throw new TypeError('The key must have at least 32 bytes or characters, made at random for each session.');
}
