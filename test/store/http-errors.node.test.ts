import { expect, test } from '@playwright/test';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isScreenShareError } from '../../src/policy/screen-share-error.js';
import { HttpSettingsSource } from '../../src/store/http-settings-source.js';
import { HttpSettingsStore } from '../../src/store/http-settings-store.js';
import { failureOf, settings } from './store-contract.js';

let http: Server;
let base: string;
let answer: (response: ServerResponse) => void;
let sent: Record<string, unknown>[];

test.beforeEach(async () => {
  sent = [];
  http = createServer((request, response) => {
    sent.push(request.headers);
    request.resume();
    answer(response);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(http.address() as AddressInfo).port}/screenshare`;
});
test.afterEach(async () => {
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
});

const reply = (status: number, body = '', type = 'application/json') => (response: ServerResponse): void => {
  response.writeHead(status, { 'content-type': type }).end(body);
};

const CASES: readonly [name: string, answer: (response: ServerResponse) => void, code: string, writeMayHaveHappened: boolean][] = [
  ['401', reply(401), 'not-signed-in', false],
  ['403', reply(403), 'forbidden', false],
  ['404', reply(404, '<h1>Not found</h1>', 'text/html'), 'not-found', false],
  ['413', reply(413), 'too-large', false],
  ['422 without problems', reply(422), 'invalid', false],
  ['422 with nonsense for problems', reply(422, '{"problems":[1,null,{"path":7}]}'), 'invalid', false],
  ['500', reply(500, 'Oops'), 'server-error', true],
  ['502 of a proxy', reply(502, '<h1>Bad gateway</h1>', 'text/html'), 'server-error', true],
  ['a login page', reply(200, '<!doctype html><form>', 'text/html'), 'unexpected-answer', true],
  ['nothing', reply(200, ''), 'unexpected-answer', true],
  ['half of it', reply(200, '{"staging":'), 'unexpected-answer', true],
  ['another JSON', reply(200, '{"hello":"world"}'), 'unexpected-answer', true],
  ['418', reply(418), 'unexpected-answer', false],
  ['a connection that breaks', (response) => response.destroy(), 'unreachable', true],
  ['an answer that breaks off', (response) => void response.writeHead(200, { 'content-length': '1000' }).write('{', () => response.destroy()), 'unreachable', true],
  ['nothing in time', () => undefined, 'timeout', true],
];

for (const [name, given, code, mayHaveHappened] of CASES) {
  test(`a server that answers with ${name} gives ${code}, in words, and says whether a save may have happened`, async () => {
    answer = given;
    const store = new HttpSettingsStore(base, { timeoutMs: 300 });
    const reading = await failureOf(store.read());
    expect(reading).toMatchObject({ code, mayHaveHappened: false });
    const saving = await failureOf(store.save(settings(1), 'x'));
    expect(saving).toMatchObject({ code, mayHaveHappened });
    for (const { message, remedy } of [reading, saving]) for (const sentence of [message, remedy]) expect(sentence).toMatch(/^[A-Z].{10,}\.$/);
  });
}

test('without a server there is a clear error', async () => {
  const store = new HttpSettingsStore('http://127.0.0.1:9/screenshare');
  expect(await failureOf(store.read())).toMatchObject({ code: 'unreachable' });
});

test('a 412 that doesn’t say what is there is asked after', async () => {
  const state = { staging: { version: 'theirs', settings: settings(2), at: new Date(0).toISOString(), by: 'Bob' }, production: null };
  const replies = [reply(412), reply(200, JSON.stringify(state))];
  answer = (response) => replies.shift()!(response);
  expect(await failureOf(new HttpSettingsStore(base).save(settings(1), 'x'))).toMatchObject({ code: 'conflict', state });
});

test('problems arrive with their places, a server’s own message as the error’s', async () => {
  const problem = { code: 'no-surface', path: 'surfaces', message: 'Choose at least one.' };
  answer = reply(422, JSON.stringify({ detail: 'Not like this.', problems: [problem] }), 'application/problem+json');
  expect(await failureOf(new HttpSettingsStore(base).save(settings(1), 'x'))).toMatchObject({ code: 'invalid', message: 'Not like this.', problems: [problem] });
});

test('headers may come from a function, which is asked anew each time', async () => {
  let count = 0;
  const store = new HttpSettingsStore(base, { headers: () => Promise.resolve({ authorization: `token ${(count += 1)}` }) });
  answer = reply(200, '{"staging":null,"production":null}');
  await store.read();
  await store.read();
  expect(sent.map(({ authorization }) => authorization)).toEqual(['token 1', 'token 2']);
});

test('an agent’s settings that can’t be had are settings-unavailable, with the reason as its cause', async () => {
  answer = reply(404);
  const error: unknown = await new HttpSettingsSource(`${base}/production`).load().catch((thrown: unknown) => thrown);
  expect(isScreenShareError(error, 'settings-unavailable') && error.cause).toMatchObject({ code: 'not-found' });
});

test('a file without ETag is read as well', async () => {
  answer = reply(200, JSON.stringify(settings(1)), 'text/plain');
  expect(await new HttpSettingsSource(`${base}/settings.json`).load()).toEqual(settings(1));
});

test('headers() that never settles is a request that timed out, and what is there says so', async () => {
  const never = (): Promise<Record<string, string>> => new Promise(() => undefined);
  const store = new HttpSettingsStore(base, { headers: never, timeoutMs: 50 });
  expect(await failureOf(store.read())).toMatchObject({ code: 'timeout' });
  expect(sent).toEqual([]);
});

test('what came in the place of settings is told to the developer: status, content type, the first characters', async () => {
  answer = reply(200, '<!doctype html>\n<title>Sign in</title>', 'text/html');
  const { cause } = (await failureOf(new HttpSettingsStore(base).read())) as Error & { cause: Error };
  expect(cause.message).toBe(`${base}/state answered 200 OK, text/html: <!doctype html> <title>Sign in</title>`);
});
