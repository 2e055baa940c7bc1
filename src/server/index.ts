/**
 * The Node part: the Socket.IO attachment and the settings endpoint.
 *
 * @module glance-screenshare/server
 */
export { attachScreenShare, type AttachScreenShareOptions, type ScreenShareRelay } from './attach-screen-share.js';
export type { AuthorizeAnswer, AuthorizeRequest, Identity } from './admission.js';
export { authorizeByToken, issueToken, type IssueOptions, type TokenOptions } from './session-token.js';
export type { ScreenShareCounts } from './connection.js';
export {
  createSettingsEndpoint,
  type SettingsAccess,
  type SettingsEndpoint,
  type SettingsEndpointOptions,
  type SettingsRequest,
  type SettingsRequestExtras,
} from './settings-endpoint.js';
export { fastifySettings, type FastifyLike, type FastifyReplyLike, type FastifyRequestLike } from './adapters/fastify.js';
export { koaSettings, type KoaContextLike } from './adapters/koa.js';
export { createHealthChecks, type HealthChecks, type HealthParts } from './health.js';
export type { NodeRequest, NodeResponse } from './node-request.js';
export type { Log, LogEntry } from './operator-log.js';
export { createShareRecordsEndpoint, type ShareRecordsAccess, type ShareRecordsEndpoint, type ShareRecordsOptions } from './share-records/share-records-endpoint.js';
export type { KeptRecord, KeptShare, KeptUse, ShareRecordsRepository, UseCount } from './share-records/share-records-repository.js';
export type { ArrivedRecord, RecordGap, ShareHistoryEntry } from '../session/receipt/share-history.js';
export { SqliteShareRecords } from './share-records/sqlite-share-records.js';
export { SettingsFolder } from './settings-folder.js';
export { PostgresSettings, type PostgresClient, type PostgresPool, type PostgresSettingsOptions } from './storage/postgres-settings.js';
export { SqliteSettings, type SqliteSettingsOptions } from './storage/sqlite-settings.js';
export type { Retention, SettingsRecord, SettingsRepository, SettingsWrite } from '../store/settings-repository.js';
export type { Publication, PublicationEntry, PublicationSummary, SettingsRights, SettingsState, SettingsVersion } from '../store/settings-store.js';
