import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { canonicalJson } from '../../../src/policy/canonical-json.js';
import type { AuditEntry } from '../../../src/session/receipt/audit-entry.js';
import { ShareReceiptRecorder, verifyReceipt, type ReceiptRecord, type ShareReceipt, type ShareReceiptOptions } from '../../../src/session/receipt/receipt.js';

/** What an agent's session tells, by hand. */
class Audited extends EventTarget {
  override readonly addEventListener = EventTarget.prototype.addEventListener as never;
  override readonly removeEventListener = EventTarget.prototype.removeEventListener as never;

  tell(...entries: Record<string, unknown>[]): void {
    for (const entry of entries) this.dispatchEvent(new CustomEvent('audit', { detail: { time: 1_000, share: 500, agent: 'Ann', surface: 'window', ...entry } as unknown as AuditEntry }));
  }
}

const page = (shown: string | null, verdict = 'allowed', more: object = {}) => ({ event: 'page', verdict, shown, rule: verdict === 'allowed' ? 'https://shop.example/first/*' : null, proof: 'exact', reason: null, ...more });
const seen = (viewer: string, first: number, last: number | null = null) => ({ event: 'seen', viewer, viewerName: 'Vic', first, last });

/** A share with everything in it that there can be. */
const SHARE = [
  page('shop.example/first/a?q=1', 'allowed', { time: 510 }),
  { event: 'start', time: 600 },
  seen('v1', 650),
  { event: 'pause', by: 'agent', time: 700 },
  { event: 'pause', by: 'page', time: 710 },
  { event: 'resume', time: 720 },
  { event: 'viewer-lost', viewer: 'v1', time: 800 },
  { ...seen('v1', 850), time: 851 },
  seen('v2', 655),
  { event: 'viewer-lost', viewer: 'v2', time: 900 },
  page('shop.example/second', 'blocked', { time: 950 }),
  { event: 'end', reason: 'site-not-allowed', time: 960 },
  { ...seen('v1', 850, 970), time: 971, surface: undefined },
];

function recorded(entries: Record<string, unknown>[], options: Partial<ShareReceiptOptions> = {}): { receipts: ShareReceipt[]; records: ReceiptRecord[]; recorder: ShareReceiptRecorder; session: Audited } {
  const session = new Audited();
  const [receipts, records]: [ShareReceipt[], ReceiptRecord[]] = [[], []];
  const recorder = new ShareReceiptRecorder(session, { sessionId: 's1', onReceipt: (receipt) => receipts.push(receipt), onRecord: (record) => records.push(record), ...options });
  session.tell(...entries);
  return { receipts, records, recorder, session };
}

/** A whole receipt, as it comes back from somebody's storage. */
function whole(options: Partial<ShareReceiptOptions> = {}): ShareReceipt {
  const { recorder, receipts } = recorded(SHARE, options);
  recorder.close();
  return JSON.parse(JSON.stringify(receipts[0])) as ShareReceipt;
}

const problemOf = (receipt: unknown, head?: string) => {
  const verdict = verifyReceipt(receipt, head === undefined ? {} : { head });
  return verdict.ok ? 'none' : verdict.problem;
};

test('a receipt says who shared which surface, each address with verdict and rule, pauses, who saw it, and the end', () => {
  const verdict = verifyReceipt(JSON.stringify(whole()));
  expect(verdict).toMatchObject({
    ok: true,
    summary: {
      session: 's1', share: 500, agent: 'Ann', surface: 'window', began: 600, ended: 960, reason: 'site-not-allowed',
      pages: [
        { time: 510, verdict: 'allowed', shown: 'shop.example/first/a?q=1', rule: 'https://shop.example/first/*', proof: 'exact' },
        { time: 950, verdict: 'blocked', shown: 'shop.example/second', rule: null },
      ],
      pauses: [{ from: 700, to: 710, by: 'agent' }, { from: 710, to: 720, by: 'page' }],
      viewers: [
        { viewer: 'v1', name: 'Vic', first: 650, last: 970, lost: null },
        { viewer: 'v2', name: 'Vic', first: 655, last: null, lost: 900 },
      ],
    },
  });
});

test('the hashes are those that anybody can compute', () => {
  for (const { n, previous, entry, hash } of whole().records) expect(createHash('sha256').update(canonicalJson({ n, previous, entry })).digest('hex')).toBe(hash);
});

test('addresses and rules can be reduced to hosts', () => {
  const { recorder } = recorded([page('shop.example:8443/first/a?q=1#x'), page('https://ann:secret@shop.example/first/', 'allowed', { rule: 'https://*.shop.example/one/page?id=7' }), page(null, 'unclear')], { addresses: 'host' });
  const text = JSON.stringify(recorder.export());
  const verdict = verifyReceipt(text);
  expect(verdict.ok && verdict.summary.pages.map(({ shown, rule }) => [shown, rule])).toEqual([['shop.example:8443', 'shop.example'], ['shop.example', '*.shop.example'], [null, null]]);
  for (const secret of ['first', 'q=1', 'ann', 'secret', 'id=7']) expect(text).not.toContain(secret);
});

test('whatever is changed in any record, it shows', () => {
  const receipt = whole();
  for (const [n, record] of receipt.records.entries()) {
    for (const [key, value] of Object.entries(record.entry)) {
      const forged = structuredClone(receipt) as unknown as { records: { entry: Record<string, unknown> }[] };
      forged.records[n]!.entry[key] = typeof value === 'number' ? value + 1 : `${String(value)}x`;
      expect(verifyReceipt(forged)).toMatchObject({ ok: false, problem: 'changed', record: n });
      Reflect.deleteProperty(forged.records[n]!.entry, key);
      expect(problemOf(forged), `${n} without ${key}`).toBe('changed');
    }
    for (const key of ['n', 'previous', 'hash'] as const) {
      const forged = structuredClone(receipt) as unknown as { records: Record<string, unknown>[] };
      forged.records[n]![key] = key === 'n' ? n + 1 : 'f'.repeat(64);
      expect(problemOf(forged), `${n}: ${key}`).toBe('changed');
    }
  }
});

test('whatever is dropped, put in, doubled or moved, it shows', () => {
  const { records } = whole();
  for (let n = 0; n < records.length; n += 1) {
    expect(problemOf({ records: records.toSpliced(n, 1) }), `without ${n}`).not.toBe('none');
    expect(problemOf({ records: records.toSpliced(n, 0, records[n]!) }), `${n} doubled`).toBe('broken');
    expect(problemOf({ records: records.slice(0, n) }), `cut at ${n}`).not.toBe('none');
    for (let other = 0; other < n; other += 1) {
      const moved = records.with(n, records[other]!).with(other, records[n]!);
      expect(problemOf({ records: moved }), `${other} and ${n} swapped`).toBe('broken');
    }
  }
});

test('an end that is cut off is missed, and with the hash that was kept also when all is written anew', () => {
  const { records, recorder } = recorded(SHARE);
  const kept = records.at(-1)!.hash;
  const original = recorder.export()!;
  expect(problemOf({ records: original.records.slice(0, -1) })).toBe('incomplete');
  const anew = recorded(SHARE.filter(({ event }) => event !== 'page')).recorder.export()!;
  expect(problemOf(anew)).toBe('none');
  expect(problemOf(anew, kept)).toBe('other-head');
  expect(problemOf(original, kept)).toBe('none');
});

test('records that hold together but are of no share do not pass', () => {
  for (const entries of [
    [{ event: 'start' }, { event: 'start' }],
    [{ event: 'page' }],
    [{ event: 'start', by: 7 }, { event: 'end', reason: 'stopped' }, { event: 'end', reason: 'stopped' }],
    [page('x'), { event: 'end', reason: 'stopped' }],
  ]) {
    const { recorder } = recorded(entries);
    expect(['impossible', 'not-a-receipt']).toContain(problemOf(recorder.export()));
  }
});

test('junk is no receipt and throws nothing', () => {
  fc.assert(fc.property(fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }), (value) => { assert.equal(verifyReceipt(value).ok, false); }), { numRuns: 5_000 });
  const { records } = whole();
  fc.assert(
    fc.property(fc.nat(records.length - 1), fc.anything(), (n, value) => {
      assert.equal(verifyReceipt({ records: (records as unknown[]).with(n, value) }).ok, false);
      assert.equal(verifyReceipt({ records: (records as unknown[]).with(n, { ...records[n], entry: value }) }).ok, false);
    }),
    { numRuns: 2_000 },
  );
});

test('each share has a receipt of its own, and a visitor’s late word goes to the one that it is of', () => {
  const { session, receipts, recorder } = recorded([{ event: 'start' }, seen('v1', 650), { event: 'end', reason: 'stopped' }]);
  session.tell({ event: 'start', share: 2_000 }, seen('v1', 650, 990), { event: 'end', reason: 'stopped', share: 2_000 });
  recorder.close();
  const summaries = receipts.map((receipt) => verifyReceipt(receipt)).map((verdict) => (verdict.ok ? verdict.summary : null));
  expect(summaries).toMatchObject([{ share: 500, viewers: [{ last: 990 }] }, { share: 2_000, viewers: [] }]);
});

test('no word of a visitor begins a record, and none swells one without end', () => {
  const { session, recorder } = recorded([{ ...seen('v1', 1), share: 4_711 }, { event: 'viewer-lost', viewer: 'v1', share: 4_711 }]);
  expect(recorder.export()).toBeNull();
  session.tell({ event: 'start' }, ...Array.from({ length: 10_500 }, (_, n) => seen(`v${n}`, n)));
  expect(recorder.export()!.records).toHaveLength(10_000 + 3);
});

test('a receipt comes by itself once the last words are in, and one that runs can be had at any time', async () => {
  let arrive: (receipt: ShareReceipt) => void = () => undefined;
  const arrived = new Promise<ShareReceipt>((resolve) => (arrive = resolve));
  const { session, recorder } = recorded([{ event: 'start' }], { settleMs: 20, onReceipt: arrive });
  expect(verifyReceipt(recorder.export())).toMatchObject({ ok: true, summary: { began: 1_000, ended: null } });
  session.tell({ event: 'end', reason: 'stopped' }, seen('v1', 650, 990));
  expect(verifyReceipt(await arrived)).toMatchObject({ ok: true, summary: { reason: 'stopped', viewers: [{ last: 990 }] } });
  expect(verifyReceipt(recorder.export())).toMatchObject({ ok: true, summary: { reason: 'stopped' } });
});

test('canonical JSON has one form for one value', () => {
  const reversed = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(reversed) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).reverse().map(([key, inner]) => [key, reversed(inner)])) : value;
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      assert.equal(canonicalJson(reversed(value)), text);
      assert.equal(canonicalJson(JSON.parse(text)), text);
    }),
    { numRuns: 3_000 },
  );
  expect(canonicalJson({ b: [1, -0, 1e21], a: undefined, é: '€"\n', A: null })).toBe('{"A":null,"b":[1,0,1e+21],"é":"€\\"\\n"}');
  for (const value of [NaN, Infinity, 1n, () => 1, Symbol('x'), undefined]) expect(() => canonicalJson({ a: [value] })).toThrow(TypeError);
});
