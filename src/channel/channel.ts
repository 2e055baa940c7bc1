import type { ScreenShareError } from '../policy/screen-share-error.js';

/**
 * The transport for a session's signalling messages. The package includes two (`BroadcastChannel` and
 * Socket.IO), and the host's own bus takes a few lines:
 *
 * ```ts
 * const channel: Channel = {
 *   send: (message) => bus.emit('screen-share', message),
 *   subscribe: (onMessage) => bus.on('screen-share', onMessage), // returns a function that stops it
 * };
 * ```
 *
 * A channel may lose, duplicate, delay and reorder messages, and may echo what was sent; sessions
 * handle that. It must reach everybody in this cobrowse session and no one else, and should prevent
 * participants from impersonating each other.
 */
export interface Channel {
  /** Sends one message, a plain JSON value, to the others in the session. May throw; the session then continues and repeats what still matters. */
  send(message: unknown): void;

  /**
   * Starts receiving.
   *
   * @param onMessage Called with each message, unchecked.
   * @param onStatus Called with `true` whenever the channel can send (again), and with `false` when it
   * can't any more or can't yet. The error is passed if more than the network is to blame, such as a
   * server that rejects the token. Optional: a channel that never calls it counts as connected.
   * @param onTrouble Called when messages arrive that can't be used, such as messages signed with
   * another key. Optional.
   * @returns A function that stops receiving.
   */
  subscribe(
    onMessage: (message: unknown) => void,
    onStatus?: (connected: boolean, error?: ScreenShareError) => void,
    onTrouble?: (error: ScreenShareError) => void,
  ): () => void;

  /**
   * Treats the connection as dead and opens another one. Called when expected messages don't arrive,
   * for example after a network change. Optional.
   */
  reconnect?(): void;

  /** Releases the channel's resources, such as a socket. Called by the session that owns the channel. */
  close?(): void;
}
