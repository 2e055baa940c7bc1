import { LocalChannel } from '../../channel/local-channel.js';
import type { Channel } from '../../channel/channel.js';
import { SocketIoChannel } from '../../channel/socket-io-channel.js';
import { resolveIceServers, type IceServers } from '../../peer/ice-servers.js';
import type { MediaRelay } from '../../peer/media-relay.js';
import type { GuardParts } from '../../session/guard-parts.js';
import { AgentSession } from '../../session/agent-session.js';
import { VisitorSession } from '../../session/visitor-session.js';
import type { SettingsSource } from '../../store/settings-source.js';

/** How an element reaches its cobrowse session, as its attributes and properties say. */
export interface ConnectionProperties {
  readonly sessionId: string | null;
  readonly server: string | null;
  readonly token: string | null;
  readonly channel: Channel | null;
  readonly iceServers: IceServers | null;
  readonly iceTransportPolicy: RTCIceTransportPolicy | null;
  readonly mediaRelay: MediaRelay | null;
}

/**
 * What makes another session necessary when it changes. A token and ICE servers
 * don't: they are asked for anew with each connection.
 */
export function connectionParts({ sessionId, server, channel, iceTransportPolicy, mediaRelay }: ConnectionProperties): readonly unknown[] {
  return [sessionId, server, channel, iceTransportPolicy, mediaRelay];
}

/** What an agent's session is made of besides its connection. */
export interface AgentParts {
  readonly settings: SettingsSource;
  readonly name: string | null;
  readonly guard: GuardParts;
}

/** @throws TypeError that says which attribute to set, and to what. */
export function agentSessionFrom(element: ConnectionProperties, { settings, name, guard }: AgentParts): AgentSession {
  return new AgentSession({ ...connectionOf(element), settings, guard, ...(name && { name }) });
}

/** @throws TypeError that says which attribute to set, and to what. */
export function visitorSessionFrom(element: ConnectionProperties, name: string | null): VisitorSession {
  return new VisitorSession({ ...connectionOf(element), ...(name && { name }) });
}

function connectionOf(element: ConnectionProperties): { channel: Channel; iceServers: IceServers; iceTransportPolicy: RTCIceTransportPolicy; mediaRelay?: MediaRelay } {
  return {
    channel: channelOf(element),
    iceServers: () => resolveIceServers(element.iceServers ?? []),
    iceTransportPolicy: element.iceTransportPolicy ?? 'all',
    ...(element.mediaRelay && { mediaRelay: element.mediaRelay }),
  };
}

function channelOf(element: ConnectionProperties): Channel {
  const { channel, sessionId, server } = element;
  if (channel) return channel;
  if (!sessionId) {
    throw new TypeError('The attribute session-id is missing. Set it to the id of your cobrowse session, the same on the agent’s and the visitor’s page.');
  }
  if (!server) return new LocalChannel(sessionId);
  return new SocketIoChannel({ server, sessionId, token: () => element.token ?? '' });
}
