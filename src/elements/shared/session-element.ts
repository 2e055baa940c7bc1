import { property } from 'lit/decorators.js';
import type { Channel } from '../../channel/channel.js';
import type { IceServers } from '../../peer/ice-servers.js';
import type { MediaRelay } from '../../peer/media-relay.js';
import { GlanceElement } from './glance-element.js';

/** An element that takes part in a cobrowse session: the attributes that say how to reach it. */
export class SessionElement<Events extends { [K in keyof Events]: Event }> extends GlanceElement<Events> {
  /** Names the cobrowse session, the same on the agent's and the visitor's page: 1 to 128 printable ASCII characters, no blanks. */
  @property({ attribute: 'session-id' }) sessionId: string | null = null;

  /** URL of the Socket.IO server. Default: none, which reaches only the tabs of this browser. */
  @property() server: string | null = null;

  /** What the server's `authorize` gets to see. May change at any time; each connection takes the newest. */
  @property() token: string | null = null;

  /** The host's own transport, in the place of `server`. */
  @property({ attribute: false }) channel: Channel | null = null;

  /** STUN and TURN servers, or a function that fetches them. Default: none, which connects within one network. */
  @property({ attribute: false }) iceServers: IceServers | null = null;

  /** `relay` sends everything through TURN. Default: straight where that is possible. */
  @property({ attribute: 'ice-transport-policy' }) iceTransportPolicy: RTCIceTransportPolicy | null = null;

  /** The media server for many visitors, such as a `WhipWhepRelay`; an object that stays the same. Default: none. */
  @property({ attribute: false }) mediaRelay: MediaRelay | null = null;

  /** Shows the connection's figures, for those who look after it. Default false. */
  @property({ type: Boolean }) stats = false;
}
