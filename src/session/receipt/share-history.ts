import { NO_RECORD } from './receipt-chain.js';
import { readEntry, type CheckedEntry } from './receipt-schema.js';
import { summaryOf, type ReceiptSummary } from './receipt-summary.js';

/** A record as stored on a server. */
export interface ArrivedRecord {
  /** Its index in the receipt, from 0. */
  readonly n: number;
  readonly hash: string;
  /** When it arrived, in milliseconds since 1970 on the server's clock. */
  readonly arrived: number;
  /** The record as JSON. */
  readonly json: string;
}

/** A range of missing records in a receipt; both ends are included. */
export interface RecordGap {
  readonly from: number;
  readonly to: number;
}

/** What is known about one share. */
export interface ShareHistoryEntry {
  readonly summary: ReceiptSummary;
  /** Where records are missing. Empty if the receipt is complete so far. */
  readonly gaps: readonly RecordGap[];
  /** The first index at which records don't fit together although no record is missing; null if they all fit. */
  readonly broken: number | null;
  /** Whether the end of the share was reported. */
  readonly closed: boolean;
  /** When the newest record arrived, in milliseconds since 1970 on the server's clock. */
  readonly heard: number;
}

/** Summarizes the records of a share that have arrived, and lists the missing ones. */
export function historyEntryOf(session: string, share: number, kept: readonly ArrivedRecord[]): ShareHistoryEntry {
  const gaps: RecordGap[] = [];
  const entries: CheckedEntry[] = [];
  let broken: number | null = null;
  let next = 0;
  let last = NO_RECORD;
  for (const { n, hash, json } of kept) {
    const { previous, entry } = JSON.parse(json) as { previous: string; entry: unknown };
    if (n > next) gaps.push({ from: next, to: n - 1 });
    else if (previous !== last) broken ??= n;
    next = n + 1;
    last = hash;
    const read = readEntry(entry);
    if (read) entries.push(read);
  }
  const summary = { ...summaryOf(entries), session, share };
  return { summary, gaps, broken, closed: summary.ended !== null, heard: Math.max(0, ...kept.map(({ arrived }) => arrived)) };
}
