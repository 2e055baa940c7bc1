/**
 * The package's main entry. Importing it doesn't register an element or touch a
 * page.
 *
 * @module glance-screenshare
 */
export { AgentSession } from './session/agent/agent-session.js';
export type { AgentState, SwitchState } from './session/agent/share-machine.js';
export type { AgentSessionEvents } from './session/agent/agent-session-events.js';
export type { AgentSessionOptions } from './session/agent/agent-session-options.js';
export type { GuardParts } from './session/agent/guard-parts.js';
export type { OcrAssets } from './address-bar/read/ocr/ocr-engine.js';
export type { AuditEntry, AuditFact } from './session/receipt/audit-entry.js';
export type { FocusAfterPick } from './capture/pick-source.js';
export type { TabControl } from './capture/tab-control.js';
export type { Hold } from './session/agent/outlet.js';
export type { Viewer } from './session/agent/viewer.js';
export { regionOf } from './session/pointing.js';
export type { PictureRegion, Point, PointDetail } from './session/pointing.js';
export type { HoldReason } from './guard/decide/judgement.js';
export type { TypedEventTarget } from './session/typed-event-target.js';
export { VisitorSession } from './session/visitor/visitor-session.js';
export type { VisitorSessionEvents, VisitorSessionOptions, VisitorState } from './session/visitor/visitor-session.js';
export type { ChannelState } from './session/channel-reach.js';
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
export { MAX_COMMENT_LENGTH } from './store/settings-store.js';
export type { HistoryOptions, Publication, PublicationEntry, PublicationSummary, PublishOptions, SettingsEnvironment, SettingsRights, SettingsState, SettingsStore, SettingsVersion } from './store/settings-store.js';
export { isSettingsStoreError, SettingsStoreError } from './store/settings-store-error.js';
export type { SettingsStoreErrorCode, SettingsStoreErrorOptions } from './store/settings-store-error.js';

export type { RuleUsageReport, UseCount } from './store/rule-usage.js';
export type { LoadWindowReader, ReadAddress, WindowReaderModule } from './elements/screenshare-settings/window-check.js';

export { LOG_LEVELS } from './session/log.js';
export type { LogEntry, LogEvent, Logger, LogLevel } from './session/log.js';
export type { SessionStats } from './session/session-stats.js';
export type { GuardStats } from './guard/decide/guard-meter.js';
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

// Only types: the classes are in `glance-screenshare/define/<tag>`, so that the core alone doesn't include Lit.
export type { Complaint, ComplaintCode } from './elements/shared/developer-console.js';
export type { GlanceBookmarkMenu } from './elements/bookmark-menu/bookmark-menu.element.js';
export type { BookmarkOpenDetail, GlanceBookmarkMenuEventMap } from './elements/bookmark-menu/bookmark-menu.events.js';
export type { GlanceScreenshareButton } from './elements/screenshare-button/screenshare-button.element.js';
export type { GlanceScreenshareButtonEventMap, ShareErrorDetail } from './elements/screenshare-button/screenshare-button.events.js';
export type { GlanceScreenshareSettings } from './elements/screenshare-settings/screenshare-settings.element.js';
export type { GlanceScreenshareSettingsEventMap } from './elements/screenshare-settings/screenshare-settings.events.js';
export type { GlanceShareHistory } from './elements/share-history/share-history.element.js';
export type { GlanceShareHistoryEventMap } from './elements/share-history/share-history.events.js';
export type { ShareHistorySource } from './session/receipt/share-history-source.js';
export type { GlanceSharePanel } from './elements/share-panel/share-panel.element.js';
export type { GlanceSharePanelEventMap, SharePanelState } from './elements/share-panel/share-panel.events.js';
export type { GlanceShareView } from './elements/share-view/share-view.element.js';
export type { GlanceShareViewEventMap } from './elements/share-view/share-view.events.js';
