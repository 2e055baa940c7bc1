import { expect, test } from '@playwright/test';
import type { Socket } from 'socket.io-client';
import type { AuthorizeRequest } from '../../src/server/index.js';
import { readToken, SignallingServer, tokenFor } from './signalling-server.js';

let server: SignallingServer | undefined;

async function start(...options: ConstructorParameters<typeof SignallingServer>): Promise<SignallingServer> {
  server = await new SignallingServer(...options).start();
  return server;
}

test.afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** `connected`, or the code with which the server refused. */
function outcome(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => {
    socket.once('connect', () => resolve('connected'));
    socket.once('connect_error', (error: Error & { data?: { code?: unknown } }) => resolve(error.data?.code ?? error.message));
  });
}

for (const [what, auth] of [
  ['no session id', { token: 't' }],
  ['an empty session id', { sessionId: '' }],
  ['a session id with a blank', { sessionId: 's1 x' }],
  ['a session id that is a list', { sessionId: ['s1'] }],
  ['a session id of 129 characters', { sessionId: 'x'.repeat(129) }],
  ['a token that is no text', { sessionId: 's1', token: { user: 'ada' } }],
  ['a token with a line break', { sessionId: 's1', token: 'a\nb' }],
  ['a token of 8,193 characters', { sessionId: 's1', token: 'x'.repeat(8_193) }],
  ['five instances', { sessionId: 's1', instances: ['1', '2', '3', '4', '5'] }],
  ['an instance of somebody else', { sessionId: 's1', instances: ['v2~i1'] }],
] as const) {
  test(`a client with ${what} is refused as invalid before authorize is asked`, async () => {
    let asked = 0;
    const running = await start({ authorize: () => ({ user: `u${(asked += 1)}`, role: 'visitor' }) });
    expect(await outcome(running.socket(auth))).toBe('invalid');
    expect(asked).toBe(0);
    expect(running.relay.counts.refused).toBe(1);
  });
}

test('authorize sees the session, the token and the handshake', async () => {
  const requests: AuthorizeRequest[] = [];
  const running = await start({ authorize: (request) => (requests.push(request), { user: 'ada', role: 'agent' }) });
  expect(await outcome(running.socket({ sessionId: 's1', token: 'secret' }, { cookie: 'a=b' }))).toBe('connected');
  expect(requests).toMatchObject([{ sessionId: 's1', token: 'secret', handshake: { headers: { cookie: 'a=b' } } }]);
});

test('whom authorize refuses is told nothing but that', async () => {
  const running = await start();
  const socket = running.socket({ sessionId: 's2', token: tokenFor('ada', 'agent', 's1') });
  const error = await new Promise<Error & { data?: unknown }>((resolve) => socket.once('connect_error', resolve));
  expect(error.data).toEqual({ code: 'refused' });
  expect(running.errors).toEqual([]);
});

for (const [what, authorize] of [
  ['throws', () => { throw new Error('database password is hunter2'); }],
  ['rejects', () => Promise.reject(new Error('database password is hunter2'))],
  ['gives an unknown role', () => ({ user: 'ada', role: 'admin' })],
  ['gives no user', () => ({ role: 'agent' })],
  ['gives an empty user', () => ({ user: '', role: 'agent' })],
  ['gives a user of 129 characters', () => ({ user: 'x'.repeat(129), role: 'agent' })],
  ['gives nothing', () => undefined],
  ['gives true', () => true],
] as const) {
  test(`when authorize ${what}, the client stays out and the host hears why`, async () => {
    const running = await start({ authorize: authorize as never });
    const socket = running.socket({ sessionId: 's1' });
    const error = await new Promise<Error & { data?: unknown }>((resolve) => socket.once('connect_error', resolve));
    expect(error.data).toEqual({ code: 'unavailable' });
    expect(JSON.stringify([error.message, error.data])).not.toContain('hunter2');
    expect(running.errors).toHaveLength(1);
    expect(running.errors[0]).toBeInstanceOf(Error);
  });
}

test('an authorize that takes too long counts as failed, and its late answer changes nothing', async () => {
  let answer: (identity: { user: string; role: 'agent' }) => void = () => undefined;
  const running = await start({ authorizeTimeoutMs: 50, authorize: () => new Promise((resolve) => (answer = resolve)) });
  expect(await outcome(running.socket({ sessionId: 's1' }))).toBe('unavailable');
  expect(String(running.errors[0])).toContain('50 ms');
  answer({ user: 'late', role: 'agent' });
  expect(running.relay.counts).toMatchObject({ admitted: 0, refused: 1 });
});

test('a slow authorize lets its client in when it has answered', async () => {
  let answer: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    server = new SignallingServer({
      authorize: (request) => {
        resolve();
        return new Promise((done) => (answer = () => done(readToken(request))));
      },
    });
  });
  await server!.start();
  const result = outcome(server!.socket({ sessionId: 's1', token: tokenFor('ada', 'agent') }));
  await asked;
  expect(server!.relay.counts.admitted).toBe(0);
  answer();
  expect(await result).toBe('connected');
});

test('with origins given, a page of another origin is refused, a listed one and a client that is no browser are not', async () => {
  const running = await start({ origins: ['https://support.example.com'], authorize: () => ({ user: 'ada', role: 'agent' }) });
  const auth = { sessionId: 's1' };
  expect(await outcome(running.socket(auth, { origin: 'https://evil.example' }))).toBe('refused');
  expect(await outcome(running.socket(auth, { origin: 'null' }))).toBe('refused');
  expect(await outcome(running.socket(auth, { origin: 'https://support.example.com' }))).toBe('connected');
  expect(await outcome(running.socket(auth))).toBe('connected');
});

test('without origins given, pages of the server’s own host may connect and no others, and the host hears of each other origin once', async () => {
  const running = await start({ authorize: () => ({ user: 'ada', role: 'agent' }) });
  const auth = { sessionId: 's1' };
  const { host, port } = new URL(running.url);
  expect(await outcome(running.socket(auth, { origin: running.url }))).toBe('connected');
  expect(await outcome(running.socket(auth, { origin: `https://${host}` })), 'a proxy speaks https for the server').toBe('connected');
  for (const origin of ['https://evil.example', 'https://evil.example', `http://127.0.0.1:${Number(port) + 1}`, `http://127.0.0.1.evil.example:${port}`, 'null', '']) {
    expect(await outcome(running.socket(auth, { origin })), origin).toBe('refused');
  }
  expect(running.errors).toHaveLength(5);
  expect(String(running.errors[0])).toContain('https://evil.example');
});

test('an origin given as text counts as a list of one, and is compared as a whole', async () => {
  const running = await start({ origins: 'https://support.example.com', authorize: () => ({ user: 'ada', role: 'agent' }) });
  const auth = { sessionId: 's1' };
  for (const origin of ['https://support.example', 'https://support.example.co', 'support.example.com', 'http://support.example.com', 'https://support.example.com:8443']) {
    expect(await outcome(running.socket(auth, { origin })), origin).toBe('refused');
  }
  expect(await outcome(running.socket(auth, { origin: 'https://support.example.com' }))).toBe('connected');
});

for (const [what, origins, remedy] of [
  ['a slash at its end', ['https://support.example.com/'], 'Write https://support.example.com instead.'],
  ['a path', ['https://support.example.com/desk'], 'Write https://support.example.com instead.'],
  ['no scheme', ['support.example.com'], 'An origin looks like https://support.example.com'],
  ['a star in it', ['https://*.example.com'], 'An origin looks like'],
  ['capitals', ['https://Support.example.com'], 'Write https://support.example.com instead.'],
  ['the port that goes without saying', ['https://support.example.com:443'], 'Write https://support.example.com instead.'],
  ['a number', [1], 'An origin looks like'],
] as const) {
  test(`an entry of origins with ${what} is refused when the server starts, with what to write`, async () => {
    await expect(start({ origins: origins as never })).rejects.toThrow(remedy);
  });
}

test('where TLS is spoken, a page of the same host without TLS is kept out', async () => {
  const running = await start({ authorize: () => ({ user: 'ada', role: 'agent' }) });
  const { host } = new URL(running.url);
  const auth = { sessionId: 's1' };
  expect(await outcome(running.socket(auth, { origin: `http://${host}`, 'x-forwarded-proto': 'https' }))).toBe('refused');
  expect(await outcome(running.socket(auth, { origin: `http://${host}`, 'sec-fetch-site': 'cross-site' }))).toBe('refused');
  expect(await outcome(running.socket(auth, { origin: `https://${host}`, 'x-forwarded-proto': 'https' }))).toBe('connected');
});

test('where the server’s own origin is listed, a page of the same host with another scheme is kept out', async () => {
  const { host } = new URL('https://127.0.0.1:1');
  const running = await start({ origins: [`https://${host}`], authorize: () => ({ user: 'ada', role: 'agent' }) });
  const auth = { sessionId: 's1' };
  expect(await outcome(running.socket(auth, { origin: `http://${host}`, host }))).toBe('refused');
  expect(await outcome(running.socket(auth, { origin: `https://${host}`, host }))).toBe('connected');
});

test('with every origin allowed, any page may connect', async () => {
  const running = await start({ origins: '*', authorize: () => ({ user: 'ada', role: 'agent' }) });
  expect(await outcome(running.socket({ sessionId: 's1' }, { origin: 'https://anything.example' }))).toBe('connected');
});

test('disconnecting a session, or one user of it, ends those connections and no others', async () => {
  const running = await start();
  const [ada, vic, elsewhere] = [await running.rawMember('ada', 'agent'), await running.rawMember('vic', 'visitor'), await running.rawMember('vic', 'visitor', 's2')];
  const gone = (socket: Socket) => new Promise((resolve) => socket.once('disconnect', resolve));
  const vicIsGone = gone(vic);
  running.relay.disconnect('s1', 'vic');
  expect(await vicIsGone).toBe('io server disconnect');
  expect(ada.connected).toBe(true);
  const adaIsGone = gone(ada);
  running.relay.disconnect('s1');
  await adaIsGone;
  expect(elsewhere.connected).toBe(true);
});
