import { indexed } from '../../policy/indexed.js';
import { hashOf, NO_RECORD } from './receipt-chain.js';
import { readEntry, readRecord, recordsIn, type CheckedEntry } from './receipt-schema.js';
import { summaryOf, type ReceiptSummary } from './receipt-summary.js';

/**
 * What is wrong with a receipt.
 *
 * - `not-a-receipt`: it has a different format.
 * - `changed`: a record was modified after it was made.
 * - `broken`: a record is missing, added or out of order.
 * - `incomplete`: the end has been cut off.
 * - `impossible`: the records fit together, but no real share produces them.
 * - `other-head`: it doesn't contain the hash that was kept.
 */
export type ReceiptProblem = 'not-a-receipt' | 'changed' | 'broken' | 'incomplete' | 'impossible' | 'other-head';

export type ReceiptVerdict =
  | { readonly ok: true; readonly summary: ReceiptSummary; /** The hash of the last record. */ readonly head: string }
  | { readonly ok: false; readonly problem: ReceiptProblem; /** The index of the first wrong record, from 0; null if no record is to blame. */ readonly record: number | null; readonly message: string };

export interface VerifyReceiptOptions {
  /** The hash of a record that was kept elsewhere during the share. The receipt must contain it unchanged. */
  readonly head?: string;
}

/**
 * Verifies that a receipt is complete and unchanged, and summarizes it. Runs in
 * Node and in browsers. Never throws.
 *
 * Hashes alone don't prove who made a receipt: somebody who rewrites all of it can
 * recompute them. `head` reveals that.
 *
 * @param receipt The receipt, as a value or as JSON text.
 */
export function verifyReceipt(receipt: unknown, { head }: VerifyReceiptOptions = {}): ReceiptVerdict {
  const records = recordsIn(typeof receipt === 'string' ? parsed(receipt) : receipt);
  if (!records || records.length === 0) return refused('not-a-receipt', null, 'This is no receipt of a share.');
  const entries: CheckedEntry[] = [];
  const hashes: string[] = [];
  for (const [n, value] of indexed(records)) {
    const record = readRecord(value);
    if (!record) return refused('not-a-receipt', n, 'This record has another form than those of receipts.');
    if (!isWhole(record)) return refused('changed', n, 'This record is not what it was when it was made.');
    if (record.n !== n || record.previous !== (hashes.at(-1) ?? NO_RECORD)) return refused('broken', n, 'Something is missing before this record, was added, or stands in another place.');
    const entry = readEntry(record.entry);
    if (!entry) return refused('not-a-receipt', n, 'This record says nothing that receipts say.');
    entries.push(entry);
    hashes.push(record.hash);
  }
  const problem = orderProblem(entries);
  if (problem) return problem;
  if (head !== undefined && !hashes.includes(head)) return refused('other-head', null, 'The hash that was kept is of no record here: the receipt was written anew.');
  return { ok: true, summary: summaryOf(entries), head: hashes.at(-1) ?? NO_RECORD };
}

function isWhole(record: NonNullable<ReturnType<typeof readRecord>>): boolean {
  try {
    return hashOf(record) === record.hash;
  } catch {
    // A caller has passed a value that JSON can't express.
    return false;
  }
}

function orderProblem(entries: readonly CheckedEntry[]): ReceiptVerdict | null {
  const last = entries.at(-1);
  if (last?.event !== 'closed' || last.records !== entries.length - 1) return refused('incomplete', entries.length - 1, 'The end of this receipt is missing.');
  const events = entries.map(({ event }) => event);
  const only = (event: CheckedEntry['event'], place: number): boolean => events.indexOf(event) === place && events.lastIndexOf(event) === place;
  const once = (event: CheckedEntry['event']): boolean => events.indexOf(event) === events.lastIndexOf(event);
  const [start, end] = [events.indexOf('start'), events.indexOf('end')];
  const possible = only('receipt', 0) && only('closed', events.length - 1) && once('start') && once('end') && (end < 0 || (start > 0 && start < end));
  return possible ? null : refused('impossible', null, 'No share begins and ends like this.');
}

function refused(problem: ReceiptProblem, record: number | null, message: string): ReceiptVerdict {
  return { ok: false, problem, record, message };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
