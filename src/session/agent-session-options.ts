import type { Channel } from '../channel/channel.js';
import type { IceServers } from '../peer/ice-servers.js';
import type { OpenLink } from '../peer/link.js';
import type { MediaRelay } from '../peer/media-relay.js';
import type { ScreenShareSettings } from '../policy/settings.js';
import type { SettingsSource } from '../store/settings-source.js';
import type { GuardParts } from './guard-parts.js';
import type { Logger } from './log.js';

export interface AgentSessionOptions {
  /** Carries the signalling messages of this cobrowse session. */
  readonly channel: Channel;
  /** What the administrator allows: the settings themselves, or where they come from. */
  readonly settings: ScreenShareSettings | SettingsSource;
  /** STUN and TURN servers, or a function that fetches them. Default: none. */
  readonly iceServers?: IceServers;
  /** `relay` sends everything through TURN. Default `all`. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
  /** The agent's name, which visitors and other agents see; at most 200 characters. */
  readonly name?: string;
  /** Frames a second asked of the capture, 1 to 60. Default 15: text stays sharp and the computer cool. */
  readonly frameRate?: number;
  /** Where the guard's own files are served, which only Allowed Sites need. */
  readonly guard?: GuardParts;
  /** Milliseconds for which no visitor and no channel may be reachable before the share ends with `connection-lost`. Default 30,000. */
  readonly connectionLostMs?: number;
  /** Where the session's log goes. Default: nowhere. */
  readonly logger?: Logger;
  /** Makes the connections. Default: `simple-peer`. */
  readonly openLink?: OpenLink;
  /**
   * A media server for shares with many visitors, such as a `WhipWhepRelay`.
   * Default: none, and each visitor has a link of its own, however many come.
   */
  readonly mediaRelay?: MediaRelay;
  /**
   * How many visitors get the picture straight from the agent; once there are
   * more, all get it from `mediaRelay` until the share ends. 0 or more, default 8.
   */
  readonly relayFrom?: number;
}
