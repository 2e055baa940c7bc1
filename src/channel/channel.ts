import type { ScreenShareError } from '../policy/screen-share-error.js';

/**
 * The transport of a session's signalling messages. Three ship
 * (`BroadcastChannel`, Socket.IO, the host's own bus wrapped in these few
 * lines):
 *
 * ```ts
 * const channel: Channel = {
 *   send: (message) => bus.emit('screen-share', message),
 *   subscribe: (onMessage) => bus.on('screen-share', onMessage), // returns how to stop
 * };
 * ```
 *
 * A channel may lose, duplicate, delay and reorder messages, and may echo what
 * was sent; sessions cope. It must reach everybody in this cobrowse session and
 * nobody else, and should let each participant speak only for itself.
 */
export interface Channel {
  /**
   * Sends one message, a plain JSON value, to the others in the session.
   * May throw; the session then carries on and repeats what still matters.
   */
  send(message: unknown): void;

  /**
   * Starts receiving.
   *
   * @param onMessage Called with each message, unchecked.
   * @param onStatus Called with `true` whenever the channel has (again) become
   *   able to send, with `false` when it no longer is, or isn't yet; then also
   *   with the error, where more than a bad network is to blame, such as a
   *   server that refuses the token. Optional: a channel that never calls it
   *   counts as connected.
   * @returns A function that stops receiving.
   */
  subscribe(onMessage: (message: unknown) => void, onStatus?: (connected: boolean, error?: ScreenShareError) => void): () => void;

  /**
   * Takes the connection for dead and makes another: called when what should
   * arrive doesn't, such as after a change of network. Optional.
   */
  reconnect?(): void;

  /** Gives back what the channel holds, such as a socket. Called by the session that owns the channel. */
  close?(): void;
}
