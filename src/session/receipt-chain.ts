import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { canonicalJson } from '../policy/canonical-json.js';
import type { AuditEntry, AuditFact } from './audit-entry.js';

/** How much of an address a receipt tells: all that the bar showed, or the host alone. */
export type ReceiptAddresses = 'full' | 'host';

/** The first entry of each receipt. */
export interface ReceiptOpening {
  readonly event: 'receipt';
  readonly format: 'glance-screenshare receipt 1';
  /** The cobrowse session, as the host names it. */
  readonly session: string;
  /** Which share: when it was picked, in milliseconds since 1970. */
  readonly share: number;
  readonly addresses: ReceiptAddresses;
}

/** The last entry of each receipt. */
export interface ReceiptClosing {
  readonly event: 'closed';
  readonly time: number;
  /** How many records stand before this one. */
  readonly records: number;
}

/** What one record says: an {@link AuditEntry} without what the opening says already, or the opening or the closing. */
export type ReceiptEntry = ReceiptOpening | ReceiptClosing | (Omit<AuditEntry, 'share' | keyof AuditFact> & AuditFact);

/** One link of the chain. */
export interface ReceiptRecord {
  /** Its place, from 0. */
  readonly n: number;
  /** The hash of the record before; 64 zeros for the first. */
  readonly previous: string;
  readonly entry: ReceiptEntry;
  /** SHA-256 of the other three members as canonical JSON (RFC 8785), in hexadecimal digits. */
  readonly hash: string;
}

/** What happened in one share. Plain JSON. */
export interface ShareReceipt {
  readonly records: readonly ReceiptRecord[];
}

/** What stands for the hash before the first record. */
export const NO_RECORD = '0'.repeat(64);

/** The next record after those. */
export function nextRecord(records: readonly ReceiptRecord[], entry: ReceiptEntry): ReceiptRecord {
  const body = { n: records.length, previous: records.at(-1)?.hash ?? NO_RECORD, entry };
  return { ...body, hash: hashOf(body) };
}

/** @throws TypeError for what is no JSON */
export function hashOf({ n, previous, entry }: { readonly n: unknown; readonly previous: unknown; readonly entry: unknown }): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson({ n, previous, entry }))));
}
