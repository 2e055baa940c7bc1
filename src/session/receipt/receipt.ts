/**
 * Records each share in a receipt and verifies receipts.
 *
 * @module glance-screenshare/receipt
 */
export type { ReceiptAddresses, ReceiptClosing, ReceiptEntry, ReceiptOpening, ReceiptRecord, ShareReceipt } from './receipt-chain.js';
export { ShareReceiptRecorder, type ShareReceiptOptions } from './receipt-recorder.js';
export { ReceiptSender, type ReceiptSenderOptions } from './receipt-sender.js';
export type { ReceiptSummary, ReceiptViewer, SeenPage } from './receipt-summary.js';
export { verifyReceipt, type ReceiptProblem, type ReceiptVerdict, type VerifyReceiptOptions } from './verify-receipt.js';
