/**
 * What runs in Node: the attachment to Socket.IO, and the settings endpoint.
 *
 * @module glance-screenshare/server
 */
export { attachScreenShare, type AttachScreenShareOptions, type ScreenShareRelay } from './attach-screen-share.js';
export type { AuthorizeRequest, Identity } from './admission.js';
export { authorizeByToken, issueToken, type IssueOptions, type TokenOptions } from './session-token.js';
export type { ScreenShareCounts } from './connection.js';
export {
  createSettingsEndpoint,
  type SettingsAccess,
  type SettingsEndpoint,
  type SettingsEndpointOptions,
  type SettingsRequest,
} from './settings-endpoint.js';
export { SettingsFolder } from './settings-folder.js';
export type { SettingsRecord, SettingsRepository, SettingsWrite } from '../store/settings-repository.js';
export type { Publication, PublicationEntry, SettingsState, SettingsVersion } from '../store/settings-store.js';
