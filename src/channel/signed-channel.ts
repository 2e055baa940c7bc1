/**
 * A channel whose messages prove that they come from somebody in the session.
 *
 * @module glance-screenshare/signed-channel
 */
import { utf8ToBytes } from '@noble/hashes/utils';
import type { Channel } from './channel.js';
import { MessageSigner, pageOf } from './message-proof.js';
import { parseMessage, type Message } from './messages.js';
import { ReplayWindow, type Untimely } from './replay-window.js';
import { assertSessionId } from './session-id.js';

/**
 * Why a message was not taken.
 *
 * - `unsigned`: it has no proof.
 * - `forged`: its proof isn't of this key and session, or something was changed on the way.
 * - `repeated`: it has come before; a network that doubles does this too.
 * - `stale`: it was made too long ago, or one of the two clocks is wrong.
 * - `reflected`: it is our own, and came back under another name.
 */
export type RefusedMessage = 'unsigned' | 'forged' | 'reflected' | Untimely;

export interface SignedChannelOptions {
  /**
   * The secret that the host gives to the participants of this session and to
   * nobody else: at least 32 bytes, or a text of at least 32 characters, made at
   * random for each session. It must not pass the server that carries the messages.
   */
  readonly key: string | Uint8Array;
  /** Names the cobrowse session: 1 to 128 printable ASCII characters, no blanks. What was signed in one counts in no other. */
  readonly sessionId: string;
  /** How old a message may be, and how far apart two clocks, in ms. Default 300,000. */
  readonly maxAgeMs?: number;
  /** Called with each message that was not taken. Default: nothing. */
  readonly onRefused?: (reason: RefusedMessage) => void;
}

/**
 * Wraps any channel: signs what is sent (HMAC-SHA-256) and hands on only what
 * was signed with the same key, in this session, and hasn't been taken before. A
 * server or bus in between can then lose messages, but not make any up.
 *
 * Everybody in the session has to use it, with the same key.
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
  /** The pages that speak through here. */
  readonly #own = new Set<string>();
  #sent = 0;

  /** @throws TypeError when the key is too short, `maxAgeMs` is no positive number, or `sessionId` is no session id. */
  constructor(channel: Channel, { key, sessionId, maxAgeMs = 300_000, onRefused = () => undefined }: SignedChannelOptions) {
    assertSessionId(sessionId);
    if (!(maxAgeMs > 0)) throw new TypeError('maxAgeMs must be a number of milliseconds above 0.');
    this.#channel = channel;
    this.#signer = new MessageSigner(bytesOf(key), sessionId);
    this.#maxAgeMs = maxAgeMs;
    this.#onRefused = onRefused;
  }

  /** @throws TypeError for what is no message of a session, and whatever the channel throws. */
  send(value: unknown): void {
    const message = parseMessage(value);
    if (!message) throw new TypeError('Only messages of a session can be signed.');
    this.#own.add(pageOf(message.from.id));
    this.#channel.send({ ...message, proof: this.#signer.sign(message, { counter: ++this.#sent, time: Date.now() }) });
  }

  subscribe(...[onMessage, onStatus]: Parameters<Channel['subscribe']>): () => void {
    const taken = new ReplayWindow(this.#maxAgeMs);
    return this.#channel.subscribe((value) => {
      const message = parseMessage(value);
      if (!message) return;
      const refused = this.#refusal(message, taken);
      if (refused) this.#onRefused(refused);
      else onMessage(message);
    }, onStatus);
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

function bytesOf(key: unknown): Uint8Array {
  const bytes = typeof key === 'string' ? utf8ToBytes(key) : key;
  if (bytes instanceof Uint8Array && bytes.length >= 32) return Uint8Array.from(bytes);
  throw new TypeError('The key must have at least 32 bytes or characters, made at random for each session.');
}
