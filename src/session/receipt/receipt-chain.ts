import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { canonicalJson } from '../../policy/canonical-json.js';
import type { AuditEntry, AuditFact } from './audit-entry.js';

/** How much of an address a receipt contains: everything in the address bar, host and path without the query, or only the host. */
export type ReceiptAddresses = 'full' | 'path' | 'host';

/** The first entry of each receipt. */
export interface ReceiptOpening {
  readonly event: 'receipt';
  readonly format: 'glance-screenshare receipt 1';
  /** The host's id of the cobrowse session. */
  readonly session: string;
  /** The share's id: when its source was picked, in milliseconds since 1970. */
  readonly share: number;
  readonly addresses: ReceiptAddresses;
}

/** The last entry of each receipt. */
export interface ReceiptClosing {
  readonly event: 'closed';
  readonly time: number;
  /** How many records come before this one. */
  readonly records: number;
}

/** The content of a record: an {@link AuditEntry} without the fields in the opening, or the opening or closing itself. */
export type ReceiptEntry = ReceiptOpening | ReceiptClosing | (Omit<AuditEntry, 'share' | keyof AuditFact> & AuditFact);

/** One record in the hash chain. */
export interface ReceiptRecord {
  /** Its index, from 0. */
  readonly n: number;
  /** The hash of the previous record; 64 zeros for the first. */
  readonly previous: string;
  readonly entry: ReceiptEntry;
  /** SHA-256 of the other three members as canonical JSON (RFC 8785), in hexadecimal. */
  readonly hash: string;
}

/** The record of one share, as plain JSON. */
export interface ShareReceipt {
  readonly records: readonly ReceiptRecord[];
}

/** The `previous` hash of the first record. */
export const NO_RECORD = '0'.repeat(64);

/** Creates the record that follows the given ones. */
export function nextRecord(records: readonly ReceiptRecord[], entry: ReceiptEntry): ReceiptRecord {
  const body = { n: records.length, previous: records.at(-1)?.hash ?? NO_RECORD, entry };
  return { ...body, hash: hashOf(body) };
}

/** @throws TypeError if the entry isn't valid JSON */
export function hashOf({ n, previous, entry }: { readonly n: unknown; readonly previous: unknown; readonly entry: unknown }): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson({ n, previous, entry }))));
}
