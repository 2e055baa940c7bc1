/**
 * One record of each share, and what checks it.
 *
 * @module glance-screenshare/receipt
 */
export type { ReceiptAddresses, ReceiptClosing, ReceiptEntry, ReceiptOpening, ReceiptRecord, ShareReceipt } from './receipt-chain.js';
export { ShareReceiptRecorder, type ShareReceiptOptions } from './receipt-recorder.js';
export type { ReceiptSummary, ReceiptViewer, SeenPage } from './receipt-summary.js';
export { verifyReceipt, type ReceiptProblem, type ReceiptVerdict, type VerifyReceiptOptions } from './verify-receipt.js';
