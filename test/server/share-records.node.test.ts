import { expect, test } from '@playwright/test';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createShareRecordsEndpoint, SqliteShareRecords, type ShareHistoryEntry, type ShareRecordsAccess, type ShareRecordsEndpoint } from '../../src/server/index.js';
import { nextRecord, type ReceiptEntry, type ReceiptRecord } from '../../src/session/receipt/receipt-chain.js';
import { ReceiptSender } from '../../src/session/receipt/receipt-sender.js';
import { verifyReceipt } from '../../src/session/receipt/verify-receipt.js';

const PEOPLE: Readonly<Record<string, ShareRecordsAccess>> = {
  agent: { role: 'agent', sessions: ['s1'] },
  supervisor: { role: 'supervisor' },
  administrator: { role: 'administrator' },
};
const SHARE = 1_800_000_000_000;
const RULE = 'https://www.example.com/first/*';

let endpoint: ShareRecordsEndpoint;
test.beforeEach(() => {
  endpoint = createShareRecordsEndpoint({ repository: new SqliteShareRecords(':memory:'), keepDays: 30, authorize: ({ headers }) => PEOPLE[headers.get('authorization') ?? ''] ?? null });
});
test.afterEach(() => endpoint.close());

const page = (verdict: 'allowed' | 'blocked', shown: string): ReceiptEntry => ({
  event: 'page', time: SHARE + 5, agent: 'Ann', surface: 'window', verdict, shown, rule: verdict === 'allowed' ? RULE : null, proof: 'exact', page: null, reason: null,
});
const about = { agent: 'Ann', surface: 'window' } as const;

function receipt(pages: readonly ReceiptEntry[] = [page('allowed', 'www.example.com/first/a'), page('blocked', 'other.example.com/x')]): ReceiptRecord[] {
  const entries: ReceiptEntry[] = [
    { event: 'receipt', format: 'glance-screenshare receipt 1', session: 's1', share: SHARE, addresses: 'path' },
    { event: 'start', time: SHARE, ...about },
    ...pages,
    { event: 'end', time: SHARE + 9, reason: 'site-not-allowed', ...about },
  ];
  return entries.reduce<ReceiptRecord[]>((records, entry) => [...records, nextRecord(records, entry)], []);
}

function ask(who: string, path: string, records?: readonly unknown[]): Promise<Response> {
  return endpoint.fetch(
    new Request(`https://h.example/screenshare-records${path}`, {
      method: records ? 'POST' : 'GET',
      headers: { authorization: who, ...(records && { 'content-type': 'application/json' }) },
      ...(records && { body: JSON.stringify({ records }) }),
    }),
  );
}
const send = async (records: readonly unknown[], path = `/shares/s1/${SHARE}`): Promise<number> => (await ask('agent', path, records)).status;
const list = async (): Promise<ShareHistoryEntry[]> => (await (await ask('supervisor', '/shares')).json()) as ShareHistoryEntry[];

test('records that arrive one by one become a share that a supervisor reads, and a receipt that verifies', async () => {
  const records = receipt();
  for (const record of records) expect(await send([record])).toBe(200);
  const [entry] = await list();
  expect(entry).toMatchObject({ gaps: [], broken: null, closed: true, summary: { session: 's1', share: SHARE, agent: 'Ann', reason: 'site-not-allowed', pages: [{ verdict: 'allowed' }, { verdict: 'blocked' }] } });
  const exported = (await (await ask('supervisor', `/shares/s1/${SHARE}`)).json()) as { records: ReceiptRecord[] };
  const whole = [...exported.records, nextRecord(exported.records, { event: 'closed', time: SHARE + 10, records: exported.records.length })];
  expect(verifyReceipt({ records: whole })).toMatchObject({ ok: true });
});

test('what never arrived is a gap, what arrives late or twice is in its place once', async () => {
  const records = receipt();
  await send([records[0]!, records[1]!]);
  await send(records.slice(3));
  expect((await list())[0]).toMatchObject({ gaps: [{ from: 2, to: 2 }], broken: null });
  await send([records[2]!, records[0]!]);
  expect((await list())[0]).toMatchObject({ gaps: [], broken: null });
});

test('a record that was changed, or put in the place of another, is refused or seen', async () => {
  const records = receipt();
  expect(await send([{ ...records[1]!, entry: { ...records[1]!.entry, time: 5 } }])).toBe(422);
  await send(records);
  // Another chain for the same share: what was there first stays.
  expect(await send(receipt([page('allowed', 'www.example.com/first/b')]))).toBe(200);
  expect((await list())[0]).toMatchObject({ broken: null, summary: { pages: [{ shown: 'www.example.com/first/a' }, {}] } });
  const forged = receipt([page('allowed', 'www.example.com/first/b'), page('allowed', 'c.example.com/'), page('allowed', 'd.example.com/')]);
  await send([forged[5]!]);
  expect((await list())[0]).toMatchObject({ broken: 5 });
});

for (const [what, records] of [
  ['no list', []],
  ['something else', [{ hello: 1 }]],
  ['an address with a query', receipt([page('allowed', 'www.example.com/first/a?name=Ann')])],
  ['more than 500', Array.from({ length: 501 }, () => receipt()[0])],
] as const) {
  test(`${what} is refused, and nothing of it is kept`, async () => {
    expect(await send(records)).toBe(422);
    expect(await list()).toEqual([]);
  });
}

test('an agent sends for their own sessions and reads nothing; supervisors and administrators read what is theirs', async () => {
  const records = receipt();
  expect(await send(records, `/shares/s2/${SHARE}`)).toBe(403);
  expect(await send(records, `/shares/s1/${SHARE + 1}`)).toBe(422);
  await send(records);
  const statuses = async (path: string): Promise<number[]> => Promise.all(['', 'agent', 'supervisor', 'administrator'].map(async (who) => (await ask(who, path)).status));
  expect(await statuses('/shares')).toEqual([401, 403, 200, 403]);
  expect(await statuses(`/shares/s1/${SHARE}`)).toEqual([401, 403, 200, 403]);
  expect(await statuses('/usage')).toEqual([401, 403, 403, 200]);
  expect((await ask('supervisor', `/shares/s1/${SHARE}`, records)).status).toBe(403);
});

test('usage counts each share once for a rule, and names the pages that were refused', async () => {
  await send(receipt([page('allowed', 'www.example.com/first/a'), page('allowed', 'www.example.com/first/b'), page('blocked', 'other.example.com/x')]));
  const usage = (await (await ask('administrator', '/usage')).json()) as Record<string, unknown>;
  expect(usage).toMatchObject({ rules: [{ what: RULE, shares: 1 }], refused: [{ what: 'other.example.com/x', shares: 1 }] });
});

test('records are forgotten after the stated time, and how long has to be stated', async () => {
  const repository = new SqliteShareRecords(':memory:');
  const now = Date.now();
  const kept = { session: 's1', share: SHARE, hash: 'h', json: '{}' };
  await repository.add([{ ...kept, n: 0, arrived: now - 1 }, { ...kept, n: 1, arrived: now + 60_000 }], [{ kind: 'rule', what: RULE, session: 's1', share: SHARE, at: now - 1 }]);
  await repository.forget(now);
  expect((await repository.records(kept)).map(({ n }) => n)).toEqual([1]);
  expect(await repository.uses('rule', 0, 10)).toEqual([]);
  await repository.close();
  for (const keepDays of [0, 4_000, undefined]) {
    expect(() => createShareRecordsEndpoint({ repository: ':memory:', keepDays: keepDays as never, authorize: () => null })).toThrow(TypeError);
  }
});

test('a sender brings records over in their order, although the server is away at first', async () => {
  const server = createServer((request, response) => {
    if (refuse > 0) {
      refuse -= 1;
      response.writeHead(503).end();
    } else endpoint.node(request, response);
  });
  let refuse = 1;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const errors: unknown[] = [];
  const sender = new ReceiptSender(`http://127.0.0.1:${(server.address() as AddressInfo).port}/screenshare-records`, { sessionId: 's1', headers: { authorization: 'agent' }, onError: (error) => errors.push(error) });
  for (const record of receipt()) sender.send(record);
  await expect.poll(async () => (await list())[0]?.closed, { timeout: 20_000 }).toBe(true);
  expect([(await list())[0]!.gaps, errors.length]).toEqual([[], 1]);
  sender.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
