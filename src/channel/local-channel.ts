import type { Channel } from './channel.js';
import { assertSessionId } from './session-id.js';

/**
 * A channel between the tabs of one browser, without a server: for a first try,
 * a demo, and an agent's and a visitor's page of one origin.
 *
 * Every page of this origin can speak as anybody in the session. Between people
 * on two machines it carries nothing; see `SocketIoChannel` for that.
 *
 * @example
 * ```ts
 * const agent = new AgentSession({ channel: new LocalChannel('1234'), settings });
 * ```
 * @see https://html.spec.whatwg.org/multipage/web-messaging.html#broadcasting-to-other-browsing-contexts
 */
export class LocalChannel implements Channel {
  readonly #bus: BroadcastChannel;

  /**
   * @param sessionId Names the cobrowse session: 1 to 128 printable ASCII characters, no blanks.
   * @throws TypeError when `sessionId` isn't one.
   */
  constructor(sessionId: string) {
    assertSessionId(sessionId);
    this.#bus = new BroadcastChannel(`glance-screenshare ${sessionId}`);
  }

  /** @throws DOMException `DataCloneError` when the message is no plain value, `InvalidStateError` after {@link close}. */
  send(message: unknown): void {
    this.#bus.postMessage(message);
  }

  subscribe(onMessage: (message: unknown) => void): () => void {
    const listener = ({ data }: MessageEvent<unknown>) => onMessage(data);
    this.#bus.addEventListener('message', listener);
    return () => this.#bus.removeEventListener('message', listener);
  }

  close(): void {
    this.#bus.close();
  }
}
