import { createHmac, randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { authorizeByToken, issueToken } from '../../src/server/index.js';
import { SignallingServer } from './signalling-server.js';

const SECRET = randomBytes(32).toString('base64url');
const ADA = { sessionId: 's1', user: 'ada', role: 'agent', name: 'Ada' } as const;
const authorize = authorizeByToken({ secret: SECRET });

/** A token as somebody would make it who knows the form, and perhaps the secret. */
function forged(claims: object, { secret = SECRET, header = { alg: 'HS256', typ: 'JWT' } }: { secret?: string; header?: object } = {}): string {
  const now = Math.floor(Date.now() / 1_000);
  const all = { aud: 'glance-screenshare', sub: 'ada', role: 'agent', session: 's1', iat: now, exp: now + 60, ...claims };
  const body = [header, all].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}

test('a token lets in the one person it names, to the one session it names', async () => {
  const token = await issueToken(ADA, { secret: SECRET });
  expect(await authorize({ sessionId: 's1', token })).toEqual({ user: 'ada', role: 'agent', name: 'Ada' });
  expect(await authorize({ sessionId: 's2', token })).toBeNull();
  expect(await authorize({ sessionId: 's1' })).toBeNull();
  expect(await authorize({ sessionId: 's1', token: forged({}) })).toEqual({ user: 'ada', role: 'agent' });
});

const now = Math.floor(Date.now() / 1_000);
for (const [what, token] of [
  ['signed with another secret', forged({}, { secret: 'x'.repeat(43) })],
  ['without a signature', forged({}, { header: { alg: 'none' } }).replace(/[^.]*$/, '')],
  ['that says it is signed in another way', forged({}, { header: { alg: 'HS512' } })],
  ['that never expires', forged({ exp: undefined })],
  ['of unknown age', forged({ iat: undefined })],
  ['that the host made for something else', forged({ aud: 'invoices' })],
  ['for nothing in particular', forged({ aud: undefined })],
  ['of another role', forged({ role: 'admin' })],
  ['without a user', forged({ sub: undefined })],
  ['without a session', forged({ session: undefined })],
  ['of a user of 129 characters', forged({ sub: 'x'.repeat(129) })],
  ['that is none', 'a.b.c'],
  ['that is a word', 'token'],
] as const) {
  test(`a token ${what} lets nobody in`, async () => {
    expect(await authorize({ sessionId: 's1', token })).toBeNull();
  });
}

for (const [what, token] of [
  ['whose time is up', forged({ iat: now - 120, exp: now - 60 })],
  ['of two hours ago that is good for a year', forged({ iat: now - 7_200, exp: now + 31_536_000 })],
] as const) {
  test(`a token ${what} lets nobody in, and is said to have expired`, async () => {
    expect(await authorize({ sessionId: 's1', token })).toBe('expired');
  });
}

test('an expired token signed with another secret isn’t said to have expired', async () => {
  expect(await authorize({ sessionId: 's1', token: forged({ iat: now - 120, exp: now - 60 }, { secret: 'x'.repeat(43) }) })).toBeNull();
});

test('a page whose token has expired is told so, and what to do', async () => {
  const server = await new SignallingServer({ authorize }).start();
  try {
    const told = new Promise<{ message: string; remedy: string }>((resolve) => {
      server.channel({ token: forged({ iat: now - 120, exp: now - 60 }), onError: resolve }).subscribe(() => undefined);
    });
    expect(await told).toMatchObject({ message: 'The permission to join this session has expired.', remedy: 'Reload the page to get a new one.' });
  } finally {
    await server.close();
  }
});

test('one character changed anywhere, and it lets nobody in', async () => {
  const token = await issueToken(ADA, { secret: SECRET });
  for (let at = 0; at < token.length - 1; at += 1) {
    const other = token[at] === 'A' ? 'B' : 'A';
    expect(await authorize({ sessionId: 's1', token: token.slice(0, at) + other + token.slice(at + 1) }), `character ${at}`).toBeNull();
  }
});

test('a secret can be replaced while old tokens are about', async () => {
  const [old, next] = [SECRET, randomBytes(32)];
  const during = authorizeByToken({ secret: [next, old] });
  expect(await during({ sessionId: 's1', token: await issueToken(ADA, { secret: old }) })).not.toBeNull();
  const token = await issueToken(ADA, { secret: [next, old] });
  expect(await authorizeByToken({ secret: next })({ sessionId: 's1', token })).not.toBeNull();
  expect(await authorizeByToken({ secret: old })({ sessionId: 's1', token })).toBeNull();
});

for (const [what, who, options] of [
  ['an empty user', { ...ADA, user: '' }, {}],
  ['an unknown role', { ...ADA, role: 'admin' }, {}],
  ['a session id with a blank', { ...ADA, sessionId: 's 1' }, {}],
  ['a secret of 31 characters', ADA, { secret: 'x'.repeat(31) }],
  ['no secret', ADA, { secret: undefined }],
  ['an empty list of secrets', ADA, { secret: [] }],
  ['a life of no time', ADA, { expiresInS: 0 }],
  ['a life of more than an hour', ADA, { expiresInS: 3_601 }],
  ['a life that is no number', ADA, { expiresInS: NaN }],
] as const) {
  test(`no token is issued for ${what}, and the error says what is needed`, async () => {
    await expect(issueToken(who as never, { secret: SECRET, ...(options as object) })).rejects.toThrow(/needs|must|at least|has 1 to 128/);
  });
}

test('on a real server: who has a token of the session is in it, who has one of another is not', async () => {
  const server = await new SignallingServer({ authorize }).start();
  try {
    const outcome = async (sessionId: string) => {
      const socket = server.socket({ sessionId, token: await issueToken(ADA, { secret: SECRET }) });
      return new Promise((resolve) => socket.once('connect', () => resolve('connected')).once('connect_error', (error: Error & { data?: { code: string } }) => resolve(error.data?.code)));
    };
    expect(await outcome('s1')).toBe('connected');
    expect(await outcome('s2')).toBe('refused');
    expect(server.errors).toEqual([]);
  } finally {
    await server.close();
  }
});
