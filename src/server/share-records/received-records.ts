import { hashOf, type ReceiptRecord } from '../../session/receipt/receipt-chain.js';
import { readEntry, readRecord } from '../../session/receipt/receipt-schema.js';
import { Refusal } from '../settings-answers.js';
import type { KeptRecord, KeptShare, KeptUse } from './share-records-repository.js';

/** An agent's page never sends more than this in one request. */
const MAX_RECORDS = 500;

/** Longer shares are cut off, so that a client can't fill the database. */
const MAX_PLACE = 50_000;

/**
 * Validates what an agent's page has sent: each record is complete, its hash is
 * correct, and no address has a query.
 *
 * @throws Refusal 422
 */
export function receivedRecords(value: unknown, share: KeptShare, now: number): { readonly records: KeptRecord[]; readonly uses: KeptUse[] } {
  const sent = typeof value === 'object' && value !== null && 'records' in value ? value.records : null;
  if (!Array.isArray(sent) || sent.length === 0 || sent.length > MAX_RECORDS) throw new Refusal(422, `Send {"records": […]}, 1 to ${MAX_RECORDS} of them.`);
  const read = sent.map((one) => checked(one, share));
  return {
    records: read.map(({ record }) => ({ ...share, n: record.n, hash: record.hash, arrived: now, json: JSON.stringify(record) })),
    uses: read.flatMap(({ entry }) => useIn(entry, share, now)),
  };
}

function checked(value: unknown, { session, share }: KeptShare): { readonly record: ReceiptRecord; readonly entry: NonNullable<ReturnType<typeof readEntry>> } {
  const record = readRecord(value);
  const entry = record && readEntry(record.entry);
  if (!record || !entry || record.n > MAX_PLACE) throw new Refusal(422, 'This is no record of a share.');
  if (hashOf(record) !== record.hash) throw new Refusal(422, 'A record isn’t what it was when it was made.');
  if (entry.event === 'receipt' && (entry.session !== session || entry.share !== share)) throw new Refusal(422, 'The records are of another share than the address says.');
  if (entry.event === 'page' && /[?#]/.test(entry.shown ?? '')) throw new Refusal(422, 'Addresses are sent without queries here: give the recorder addresses: "path" or "host".');
  return { record: { n: record.n, previous: record.previous, hash: record.hash, entry: record.entry as unknown as ReceiptRecord['entry'] }, entry };
}

function useIn(entry: NonNullable<ReturnType<typeof readEntry>>, share: KeptShare, at: number): KeptUse[] {
  if (entry.event !== 'page') return [];
  if (entry.verdict === 'allowed' && entry.rule !== null) return [{ ...share, kind: 'rule', what: entry.rule.slice(0, 2048), at }];
  if (entry.verdict === 'blocked' && entry.shown !== null) return [{ ...share, kind: 'refused', what: entry.shown.slice(0, 2048), at }];
  return [];
}
