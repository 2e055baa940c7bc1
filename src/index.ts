/**
 * What integrators import. Nothing here registers an element or touches a page.
 *
 * @module glance-screenshare
 */
export { AgentSession } from './session/agent-session.js';
export type { AgentState } from './session/agent-session.js';
export type { AgentSessionEvents } from './session/agent-session-events.js';
export type { AgentSessionOptions } from './session/agent-session-options.js';
export type { GuardParts } from './session/guard-parts.js';
export type { OcrAssets } from './guard/address-bar/ocr-engine.js';
export type { AuditEntry } from './session/audit-entry.js';
export type { Hold } from './session/outlet.js';
export { VisitorSession } from './session/visitor-session.js';
export type { VisitorSessionEvents, VisitorSessionOptions, VisitorState } from './session/visitor-session.js';
export type { ShareEndReason, ShareInfo } from './session/share-info.js';

export type { Channel } from './channel/channel.js';
export { LocalChannel } from './channel/local-channel.js';

export type { HttpRequestOptions } from './store/http-request.js';
export { HttpSettingsSource } from './store/http-settings-source.js';
export type { HttpSettingsOptions } from './store/http-settings-source.js';
export { HttpSettingsStore } from './store/http-settings-store.js';
export { MemorySettingsStore } from './store/memory-settings-store.js';
export type { MemorySettingsOptions } from './store/memory-settings-store.js';
export { PageSettingsStore } from './store/page-settings-store.js';
export type { PageSettingsOptions } from './store/page-settings-store.js';
export { settingsFrom } from './store/settings-from-store.js';
export type { SettingsSource } from './store/settings-source.js';
export type { HistoryOptions, Publication, PublicationEntry, SettingsEnvironment, SettingsState, SettingsStore, SettingsVersion } from './store/settings-store.js';
export { isSettingsStoreError, SettingsStoreError } from './store/settings-store-error.js';
export type { SettingsStoreErrorCode, SettingsStoreErrorOptions } from './store/settings-store-error.js';

export { LOG_LEVELS } from './session/log.js';
export type { LogEntry, LogEvent, Logger, LogLevel } from './session/log.js';
export type { SessionStats } from './session/session-stats.js';
export type { GuardStats } from './guard/guard-meter.js';
export type { LinkQuality, LinkStats } from './peer/link-stats.js';
export type { IceServers } from './peer/ice-servers.js';
export type { MediaRelay, MediaRelayOptions, RelayPlayback, RelayPublication, RetryLater } from './peer/media-relay.js';
export type { ConnectionSettings, Link, LinkEnd, LinkHandlers, LinkOptions, OpenLink } from './peer/link.js';
export type { PausedBy } from './channel/messages.js';
export type { SignalData } from './peer/signal-data.js';

export { isScreenShareError, ScreenShareError, SCREEN_SHARE_ERROR_CODES } from './policy/screen-share-error.js';
export type { ScreenShareErrorCode } from './policy/screen-share-error.js';
export type { ScreenShareSettings } from './policy/settings.js';
export { SURFACES } from './policy/surface.js';
export type { Surface } from './policy/surface.js';

// The classes themselves come with `glance-screenshare/define/<tag>`, so that the core alone brings no Lit along.
export type { GlanceBookmarkMenu } from './elements/bookmark-menu/bookmark-menu.element.js';
export type { BookmarkOpenDetail, GlanceBookmarkMenuEventMap } from './elements/bookmark-menu/bookmark-menu.events.js';
export type { GlanceScreenshareButton } from './elements/screenshare-button/screenshare-button.element.js';
export type { GlanceScreenshareButtonEventMap, ShareErrorDetail } from './elements/screenshare-button/screenshare-button.events.js';
export type { GlanceScreenshareSettings } from './elements/screenshare-settings/screenshare-settings.element.js';
export type { GlanceScreenshareSettingsEventMap } from './elements/screenshare-settings/screenshare-settings.events.js';
export type { GlanceShareView } from './elements/share-view/share-view.element.js';
export type { GlanceShareViewEventMap } from './elements/share-view/share-view.events.js';
