export { attachScreenShare, type AttachScreenShareOptions, type ScreenShareRelay } from './attach-screen-share.js';
export type { AuthorizeRequest, Identity } from './admission.js';
export type { ScreenShareCounts } from './connection.js';
