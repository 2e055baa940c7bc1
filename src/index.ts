/** What integrators import. Nothing here registers an element or touches a page. */
export { AgentSession } from './session/agent-session.js';
export type { AgentState } from './session/agent-session.js';
export type { AgentSessionEvents } from './session/agent-session-events.js';
export type { AgentSessionOptions } from './session/agent-session-options.js';
export type { AuditEntry } from './session/audit-entry.js';
export type { Hold } from './session/outlet.js';
export { VisitorSession } from './session/visitor-session.js';
export type { VisitorSessionEvents, VisitorSessionOptions, VisitorState } from './session/visitor-session.js';
export type { ShareEndReason, ShareInfo } from './session/share-info.js';

export type { Channel } from './channel/channel.js';
export { LocalChannel } from './channel/local-channel.js';

export { HttpSettingsSource } from './store/http-settings-source.js';
export type { HttpSettingsOptions } from './store/http-settings-source.js';
export type { SettingsSource } from './store/settings-source.js';

export type { IceServers } from './peer/ice-servers.js';
export type { ConnectionSettings, Link, LinkEnd, LinkHandlers, LinkOptions, OpenLink } from './peer/link.js';
export type { SignalData } from './peer/signal-data.js';

export { isScreenShareError, ScreenShareError, SCREEN_SHARE_ERROR_CODES } from './policy/screen-share-error.js';
export type { ScreenShareErrorCode } from './policy/screen-share-error.js';
export type { ScreenShareSettings } from './policy/settings.js';
export { SURFACES } from './policy/surface.js';
export type { Surface } from './policy/surface.js';
