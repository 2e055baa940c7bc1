import { hashOf, NO_RECORD } from './receipt-chain.js';
import { readEntry, readRecord, recordsIn, type CheckedEntry } from './receipt-schema.js';
import { summaryOf, type ReceiptSummary } from './receipt-summary.js';

/**
 * What is wrong with a receipt.
 *
 * - `not-a-receipt`: it has another form.
 * - `changed`: a record is not what it was when it was made.
 * - `broken`: a record is missing, was added, or stands in another place.
 * - `incomplete`: the end has been cut off.
 * - `impossible`: the records hold together, but no share goes like that.
 * - `other-head`: it ends in another hash than the one that was kept.
 */
export type ReceiptProblem = 'not-a-receipt' | 'changed' | 'broken' | 'incomplete' | 'impossible' | 'other-head';

export type ReceiptVerdict =
  | { readonly ok: true; readonly summary: ReceiptSummary; /** The hash of the last record. */ readonly head: string }
  | { readonly ok: false; readonly problem: ReceiptProblem; /** The first record that is wrong, from 0; null where it is none. */ readonly record: number | null; readonly message: string };

export interface VerifyReceiptOptions {
  /** The hash of a record that was kept elsewhere while the share ran: it has to be in the receipt, as what it was. */
  readonly head?: string;
}

/**
 * Says whether a receipt is whole and unchanged, and what it says. Runs in Node
 * and in browsers; never throws.
 *
 * Hashes alone don't show who made a receipt: one who rewrites all of it can
 * compute them anew. `head` shows that.
 *
 * @param receipt The receipt, as a value or as its JSON text.
 */
export function verifyReceipt(receipt: unknown, { head }: VerifyReceiptOptions = {}): ReceiptVerdict {
  const records = recordsIn(typeof receipt === 'string' ? parsed(receipt) : receipt);
  if (!records || records.length === 0) return refused('not-a-receipt', null, 'This is no receipt of a share.');
  const entries: CheckedEntry[] = [];
  const hashes: string[] = [];
  for (const [n, value] of records.entries()) {
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
    // A value that JSON can't say, put in by a program.
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
