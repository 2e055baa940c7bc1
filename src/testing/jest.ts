/**
 * Everything in one CommonJS file, for Jest, which doesn't load ES modules:
 * `moduleNameMapper: { '^glance-screenshare(/.*)?$': 'glance-screenshare/jest' }`.
 *
 * @module glance-screenshare/jest
 */
import '../define.js';

export * from '../index.js';
export * from '../languages.js';
export { GlanceBookmarkMenu } from '../elements/bookmark-menu/bookmark-menu.element.js';
export { GlanceScreenshareButton } from '../elements/screenshare-button/screenshare-button.element.js';
export { GlanceScreenshareSettings } from '../elements/screenshare-settings/screenshare-settings.element.js';
export { GlanceShareHistory } from '../elements/share-history/share-history.element.js';
export { GlanceShareView } from '../elements/share-view/share-view.element.js';
export { SocketIoChannel } from '../channel/socket-io-channel.js';
export { SignedChannel } from '../channel/signed-channel.js';
export { WhipWhepRelay } from '../peer/whip-whep-relay.js';
export { ShareReceiptRecorder, verifyReceipt } from '../session/receipt/receipt.js';
export * from '../policy/index.js';
export * from './index.js';
