import { LocalChannel } from '../../channel/local-channel.js';
import type { Channel } from '../../channel/channel.js';
import { SocketIoChannel } from '../../channel/socket-io-channel.js';
import { resolveIceServers, type IceServers } from '../../peer/ice-servers.js';
import type { MediaRelay } from '../../peer/media-relay.js';
import type { GuardParts } from '../../session/agent/guard-parts.js';
import { AgentSession } from '../../session/agent/agent-session.js';
import { VisitorSession } from '../../session/visitor/visitor-session.js';
import { LONGEST_NAME } from '../../session/check-options.js';
import type { SettingsSource } from '../../store/settings-source.js';

/** How an element connects to its cobrowse session, from its attributes and properties. */
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
 * The values that require a new session when they change. The token and ICE servers
 * aren't among them, because they're requested again for each connection.
 */
export function connectionParts({ sessionId, server, channel, iceTransportPolicy, mediaRelay }: ConnectionProperties): readonly unknown[] {
  return [sessionId, server, channel, iceTransportPolicy, mediaRelay];
}

/** The parts of an agent's session besides its connection. */
export interface AgentParts {
  readonly settings: SettingsSource;
  readonly name: string | null;
  readonly guard: GuardParts;
}

/** @throws TypeError that says which attribute to set, and to what. */
export function agentSessionFrom(element: ConnectionProperties, { settings, name, guard }: AgentParts): AgentSession {
  return new AgentSession({ ...connectionOf(element), settings, guard, ...namedAs(name) });
}

/** @throws TypeError that says which attribute to set, and to what. */
export function visitorSessionFrom(element: ConnectionProperties, name: string | null): VisitorSession {
  return new VisitorSession({ ...connectionOf(element), ...namedAs(name) });
}

/** The name in an attribute; undefined if it's empty. */
export function nameFrom(attribute: string | null): string | undefined {
  return attribute ? attribute.slice(0, LONGEST_NAME) : undefined;
}

function namedAs(attribute: string | null): { name?: string } {
  const name = nameFrom(attribute);
  return name === undefined ? {} : { name };
}

function connectionOf(element: ConnectionProperties): { channel: Channel; iceServers: IceServers; iceTransportPolicy: RTCIceTransportPolicy; mediaRelay?: MediaRelay } {
  return {
    channel: channelOf(element),
    iceServers: () => resolveIceServers(element.iceServers ?? []),
    iceTransportPolicy: element.iceTransportPolicy ?? 'all',
    ...(element.mediaRelay && { mediaRelay: element.mediaRelay }),
  };
}

/** What templates write for a missing value. With such an id, pages of unrelated sessions would connect to each other. */
const NO_ID = /^(?:\[object .*\]|undefined|null|NaN)$/;

function channelOf(element: ConnectionProperties): Channel {
  const { channel, sessionId, server } = element;
  if (channel) return channel;
  if (!sessionId) {
    throw new TypeError('The attribute session-id is missing. Set it to the id of your cobrowse session, the same on the agent’s and the visitor’s page.');
  }
  if (NO_ID.test(sessionId)) throw new TypeError(`The attribute session-id is ${JSON.stringify(sessionId)}: the value was not there yet, or was an object. Set it to the id of your cobrowse session.`);
  if (!server) return new LocalChannel(sessionId);
  return new SocketIoChannel({ server, sessionId, token: () => element.token ?? '' });
}
