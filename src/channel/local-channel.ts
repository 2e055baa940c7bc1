import { bindToItself } from '../built-ins/bind-to-itself.js';
import type { Channel } from './channel.js';
import { assertSessionId } from './session-id.js';

/**
 * A channel between the tabs of one browser, without a server: for a first try, a demo, or an agent's
 * and a visitor's page on one origin.
 *
 * Every page of this origin can impersonate anybody in the session. It can't reach another machine; use
 * `SocketIoChannel` for that. Without `BroadcastChannel`, as in Jest's jsdom, messages go nowhere.
 *
 * @example
 * ```ts
 * const agent = new AgentSession({ channel: new LocalChannel('1234'), settings });
 * ```
 * @see
 * https://html.spec.whatwg.org/multipage/web-messaging.html#broadcasting-to-other-browsing-contexts
 */
export class LocalChannel implements Channel {
  readonly #bus: BroadcastChannel | null;

  /**
   * @param sessionId Names the cobrowse session: 1 to 128 printable ASCII characters, no spaces.
   * @throws TypeError if `sessionId` isn't valid.
   */
  constructor(sessionId: string) {
    assertSessionId(sessionId);
    this.#bus = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`glance-screenshare ${sessionId}`);
    bindToItself(this);
  }

  /** @throws DOMException `DataCloneError` if the message isn't a plain value, `InvalidStateError` after {@link close}. */
  send(message: unknown): void {
    this.#bus?.postMessage(message);
  }

  subscribe(onMessage: (message: unknown) => void): () => void {
    const listener = ({ data }: MessageEvent<unknown>) => onMessage(data);
    this.#bus?.addEventListener('message', listener);
    return () => this.#bus?.removeEventListener('message', listener);
  }

  close(): void {
    this.#bus?.close();
  }
}
