import type { Channel } from '../../channel/channel.js';
import type { IceServers } from '../../peer/ice-servers.js';
import type { OpenLink } from '../../peer/link.js';
import type { MediaRelay } from '../../peer/media-relay.js';
import type { ScreenShareSettings } from '../../policy/settings.js';
import type { SettingsSource } from '../../store/settings-source.js';
import type { GuardParts } from './guard-parts.js';
import type { Logger } from '../log.js';
import type { Clocks } from './sleep-watch.js';

export interface AgentSessionOptions {
  /** Carries the signalling messages of this cobrowse session. */
  readonly channel: Channel;
  /** The settings, or the source that loads them. They say what the administrator allows. */
  readonly settings: ScreenShareSettings | SettingsSource;
  /** STUN and TURN servers, or a function that fetches them. Default: none. */
  readonly iceServers?: IceServers;
  /** With `relay`, all media goes through TURN. Default `all`. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
  /** The agent's name, which visitors and other agents see; at most 200 characters. */
  readonly name?: string;
  /** Frames per second to request from the capture, 1 to 60. Default 15, which keeps text sharp and the computer cool. */
  readonly frameRate?: number;
  /** Where the guard's separate files are served. Only needed with Allowed Sites. */
  readonly guard?: GuardParts;
  /** How many milliseconds both the visitors and the channel can be unreachable before the share ends with `connection-lost`. Default 30,000. */
  readonly connectionLostMs?: number;
  /** Whether the agent and the visitors can point at places in the picture. Default true. */
  readonly pointing?: boolean;
  /** Receives the session's log. Default: nothing is logged. */
  readonly logger?: Logger;
  /** How the session notices that this page was suspended. For tests. Default: the page's clocks. */
  readonly clocks?: Clocks;
  /** Creates the WebRTC links. Default: `simple-peer`. */
  readonly openLink?: OpenLink;
  /**
   * A media server for shares with many visitors, such as a `WhipWhepRelay`.
   * Default: none, so every visitor gets a direct link, no matter how many there are.
   */
  readonly mediaRelay?: MediaRelay;
  /**
   * How many visitors can get the picture directly from the agent. When one more
   * joins, all of them get it from `mediaRelay` until the share ends. 0 or more,
   * default 8.
   */
  readonly maxDirectViewers?: number;
}
