import { property } from 'lit/decorators.js';
import type { Channel } from '../../channel/channel.js';
import type { IceServers } from '../../peer/ice-servers.js';
import type { MediaRelay } from '../../peer/media-relay.js';
import { GlanceElement } from './glance-element.js';

/** The part that both kinds of session share. */
interface Warning {
  addEventListener(type: 'warning', listener: (event: CustomEvent<{ readonly message: string; readonly cause: unknown }>) => void, options: AddEventListenerOptions): void;
}

/** An element that takes part in a cobrowse session, with the attributes for its connection. */
export class SessionElement<Events extends { [K in keyof Events]: Event }> extends GlanceElement<Events> {
  /** The cobrowse session's id, the same on the agent's and the visitor's page: 1 to 128 printable ASCII characters, without spaces. */
  @property({ attribute: 'session-id' }) sessionId: string | null = null;

  /** URL of the Socket.IO server. Default: none, which connects only tabs of this browser. */
  @property() server: string | null = null;

  /** The token passed to the server's `authorize`. It can change at any time; each new connection uses the current one. */
  @property() token: string | null = null;

  /** The host's own transport, used instead of `server`. */
  @property({ attribute: false }) channel: Channel | null = null;

  /** STUN and TURN servers, or a function that fetches them. Default: none, which works only within one network. */
  @property({ attribute: false }) iceServers: IceServers | null = null;

  /** With `relay`, all media goes through TURN. Default: directly if possible. */
  @property({ attribute: 'ice-transport-policy' }) iceTransportPolicy: RTCIceTransportPolicy | null = null;

  /** The media server for many visitors, such as a `WhipWhepRelay`. Pass the same object every time. Default: none. */
  @property({ attribute: false }) mediaRelay: MediaRelay | null = null;

  /** Shows the connection's figures, for diagnostics. Default false. */
  @property({ type: Boolean }) stats = false;

  /** Passes the session's warnings on to the developer. */
  protected complainOf(session: Warning, signal: AbortSignal): void {
    session.addEventListener(
      'warning',
      ({ detail: { message, cause } }) => {
        this.complain({ code: message.startsWith('A link') ? 'link-trouble' : 'channel-trouble', message, cause });
        this.complainOfBuiltIns();
      },
      { signal },
    );
  }
}
