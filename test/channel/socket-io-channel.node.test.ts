import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from '@playwright/test';
import { SocketIoChannel } from '../../src/channel/socket-io-channel.js';
import { isScreenShareError, type ScreenShareError } from '../../src/policy/screen-share-error.js';
import { readToken, SignallingServer, tokenFor } from '../server/signalling-server.js';
import { Inbox } from './inbox.js';

let server: SignallingServer | undefined;

async function start(...options: ConstructorParameters<typeof SignallingServer>): Promise<SignallingServer> {
  server = await new SignallingServer(...options).start();
  return server;
}

test.afterEach(async () => {
  await server?.close();
  server = undefined;
});

const hello = (id: string) => ({ v: 1, type: 'hello', from: { id, role: 'visitor' } });
const unlink = (to: string) => ({ v: 1, type: 'unlink', from: { id: 'a', role: 'agent' }, to, generation: 1, reason: 'left' });
const isHello = ({ type }: Record<string, unknown>) => type === 'hello';
const isUnlink = ({ type }: Record<string, unknown>) => type === 'unlink';

/** Collects errors, and waits for one by its cause's or its own words. */
class Errors {
  readonly all: ScreenShareError[] = [];
  #waiting: () => void = () => undefined;

  readonly add = (error: ScreenShareError): void => {
    this.all.push(error);
    this.#waiting();
  };

  async count(wanted: number): Promise<void> {
    while (this.all.length < wanted) await new Promise<void>((resolve) => (this.#waiting = resolve));
  }
}

test('it says that it is not connected when subscribed to, and then when it is', async () => {
  const running = await start();
  const { inbox } = await running.join('ada', 'agent');
  expect(inbox.statuses).toEqual([false, true]);
});

test('what was sent before the connection stood arrives', async () => {
  const running = await start();
  const { inbox } = await running.join('ada', 'agent');
  const early = running.channel({ token: tokenFor('v1', 'visitor') });
  early.send(hello('i1'));
  early.subscribe(() => undefined);
  await inbox.message('hello', isHello);
});

test('after the server was killed and started again, a participant has its id still and is reachable before it has spoken', async () => {
  const running = await start();
  const [agent, visitor] = [await running.join('ada', 'agent'), await running.join('v1', 'visitor')];
  visitor.channel.send(hello('i1'));
  await agent.inbox.message('hello', isHello);
  await running.stop();
  await Promise.all([agent.inbox.status(false), visitor.inbox.status(false)]);
  await running.start();
  await Promise.all([agent.inbox.status(true), visitor.inbox.status(true)]);
  agent.channel.send(unlink('v1~i1'));
  expect(await visitor.inbox.message('unlink', isUnlink)).toMatchObject({ to: 'i1' });
  visitor.channel.send({ ...hello('i1'), type: 'leave' });
  expect(await agent.inbox.message('leave', ({ type }) => type === 'leave')).toMatchObject({ from: { id: 'v1~i1' } });
});

test('with the state recovery of Socket.IO on, a participant is after a loss who it was before', async () => {
  const running = await start({}, { connectionStateRecovery: {} });
  const [agent, visitor] = [await running.join('ada', 'agent'), await running.join('v1', 'visitor')];
  visitor.channel.send(hello('i1'));
  await agent.inbox.message('hello', isHello);
  running.hangUp();
  await Promise.all([agent.inbox.status(false), visitor.inbox.status(false)]);
  await Promise.all([agent.inbox.status(true), visitor.inbox.status(true)]);
  visitor.channel.send({ ...hello('i1'), type: 'leave' });
  expect(await agent.inbox.message('leave', ({ type }) => type === 'leave')).toMatchObject({ from: { id: 'v1~i1', role: 'visitor' } });
  agent.channel.send(hello('a'));
  expect(await visitor.inbox.message('hello', isHello)).toMatchObject({ from: { id: 'ada~a', role: 'agent' } });
});

test('where no WebSocket gets through, it goes by HTTP', async () => {
  const running = await start({}, { transports: ['polling'] });
  const [agent, visitor] = [await running.join('ada', 'agent'), await running.join('v1', 'visitor')];
  visitor.channel.send(hello('i1'));
  await agent.inbox.message('hello', isHello);
});

test('every connection has a token of its own', async () => {
  const running = await start();
  let fetched = 0;
  const inbox = new Inbox(running.channel({ token: () => Promise.resolve(tokenFor(`v${(fetched += 1)}`, 'visitor')) }));
  await inbox.status(true);
  await running.stop();
  await inbox.status(false);
  expect(fetched).toBe(1);
  await running.start();
  await inbox.status(true);
  expect(fetched).toBe(2);
});

test('a token that comes after its connection was lost is not used for the next one', async () => {
  const asked: (string | undefined)[] = [];
  const running = await start({ authorize: ({ token }) => (asked.push(token), { user: 'v1', role: 'visitor' }) });
  const give: ((token: string) => void)[] = [];
  const inbox = new Inbox(running.channel({ token: () => new Promise((resolve) => give.push(resolve)) }));
  await expect.poll(() => give).toHaveLength(1);
  running.hangUp();
  await expect.poll(() => give).toHaveLength(2);
  give[0]!('late');
  give[1]!('current');
  await inbox.status(true);
  expect(asked).toEqual(['current']);
});

for (const token of [undefined, '', () => '', () => Promise.resolve('')]) {
  test(`a token that is ${typeof token === 'function' ? String(token) : JSON.stringify(token)} is none, which is for authorize to judge`, async () => {
    const asked: unknown[] = [];
    const running = await start({ authorize: (request) => (asked.push('token' in request), { user: 'ada', role: 'agent' }) });
    const inbox = new Inbox(running.channel(token === undefined ? {} : { token }));
    await inbox.status(true);
    expect(asked).toEqual([false]);
  });
}

for (const transport of ['websocket', 'polling'] as const) {
  test(`a goodbye right before closing arrives by ${transport}`, async () => {
    const running = await start({}, { transports: [transport] });
    const [agent, visitor] = [await running.join('ada', 'agent'), await running.join('v1', 'visitor')];
    visitor.channel.send({ ...hello('i1'), type: 'leave' });
    visitor.channel.close();
    await agent.inbox.message('leave', ({ type }) => type === 'leave');
  });
}

test('a refused token is told once to the host and to the session; a fixed one is not tried again, a fetched one is', async () => {
  const asked: (string | undefined)[] = [];
  const running = await start({ authorize: ({ token }) => (asked.push(token), null) });
  const errors = new Errors();
  const told: unknown[] = [];
  running.channel({ token: 'fixed', onError: errors.add }).subscribe(() => undefined, (connected, error) => told.push([connected, error]));
  await errors.count(1);
  const [error] = errors.all;
  expect(isScreenShareError(error, 'connection-lost')).toBe(true);
  expect(error!.message).toBe('The server does not let you into this session.');
  expect(told).toEqual([[false, undefined], [false, error]]);
  // A second attempt of the first would come before the third of one that starts now.
  running.channel({ token: () => 'fetched', onError: errors.add }).subscribe(() => undefined);
  await expect.poll(() => asked.filter((token) => token === 'fetched')).toHaveLength(3);
  expect(asked.filter((token) => token === 'fixed')).toHaveLength(1);
  expect(errors.all).toHaveLength(2);
});

test('a refused client that can fetch a new token is let in once that is accepted', async () => {
  const running = await start();
  const tokens = ['e30', 'with a blank', tokenFor('v1', 'visitor')];
  const errors = new Errors();
  const inbox = new Inbox(running.channel({ token: () => tokens.shift()!, onError: errors.add }));
  await inbox.status(true);
  expect(tokens).toEqual([]);
  expect(errors.all.map(({ message }) => message)).toEqual([
    'The server does not let you into this session.',
    'The server does not understand this session id or token.',
  ]);
});

test('a server that cannot find out who a client is, is asked again', async () => {
  let broken = true;
  const running = await start({
    authorize: (request) => {
      if (!broken) return readToken(request);
      broken = false;
      throw new Error('the database is away');
    },
  });
  const errors = new Errors();
  const inbox = new Inbox(running.channel({ token: tokenFor('v1', 'visitor'), onError: errors.add }));
  await inbox.status(true);
  expect(errors.all.map(({ message }) => message)).toEqual(['The server could not check whether you may take part.']);
});

for (const [what, failing] of [
  ['throws', () => { throw new Error('signed out'); }],
  ['rejects', () => Promise.reject(new Error('signed out'))],
] as const) {
  test(`a token function that ${what} is told with its cause, leaves no rejection behind and is called again`, async () => {
    const running = await start();
    const errors = new Errors();
    let calls = 0;
    const inbox = new Inbox(running.channel({ token: () => ((calls += 1) < 2 ? failing() : tokenFor('v1', 'visitor')), onError: errors.add }));
    await inbox.status(true);
    expect(errors.all).toMatchObject([{ code: 'connection-lost', cause: { message: 'signed out' } }]);
  });
}

test('a server that has no screen sharing attached is told apart from one that refuses', async () => {
  const running = await start();
  const errors = new Errors();
  running.channel({ namespace: '/elsewhere', token: 't', onError: errors.add }).subscribe(() => undefined);
  await errors.count(1);
  expect(errors.all[0]!.message).toBe('The server does not offer screen sharing.');
});

test('a session id or token that the server cannot read is told and not tried again', async () => {
  const running = await start();
  const errors = new Errors();
  running.channel({ token: 'with a blank', onError: errors.add }).subscribe(() => undefined);
  await errors.count(1);
  expect(errors.all[0]!.message).toBe('The server does not understand this session id or token.');
});

test('a client whose connection the server ended comes back by itself, without an error', async () => {
  const running = await start();
  const errors = new Errors();
  const inbox = new Inbox(running.channel({ token: tokenFor('v1', 'visitor'), onError: errors.add }));
  await inbox.status(true);
  running.relay.disconnect('s1');
  await inbox.status(false);
  await inbox.status(true);
  expect(inbox.statuses).toEqual([false, true, false, true]);
  expect(errors.all).toEqual([]);
});

test('a server that cannot be reached is waited for, without an error', async () => {
  const running = await start();
  await running.stop();
  const hangsUp = createServer().listen(Number(new URL(running.url).port), '127.0.0.1');
  const errors = new Errors();
  const inbox = new Inbox(running.channel({ token: tokenFor('v1', 'visitor'), onError: errors.add }));
  for (let attempt = 0; attempt < 2; attempt += 1) (await once(hangsUp, 'connection'))[0].destroy();
  await new Promise((resolve) => hangsUp.close(resolve));
  await running.start();
  await inbox.status(true);
  expect(errors.all).toEqual([]);
});

test('a closed channel is silent: it leaves the session, and neither a late token nor a message brings it back', async () => {
  const running = await start();
  const { inbox } = await running.join('ada', 'agent');
  const closed = running.channel({ token: tokenFor('v1', 'visitor') });
  const statuses = new Inbox(closed);
  await statuses.status(true);
  closed.close();
  closed.close();
  closed.send(hello('closed'));
  let give: ((token: string) => void) | undefined;
  const slow = running.channel({ token: () => new Promise((resolve) => (give = resolve)) });
  slow.send(hello('slow'));
  const asked = new Inbox(slow);
  await expect.poll(() => give).toBeDefined();
  slow.close();
  give!(tokenFor('v2', 'visitor'));
  const { channel } = await running.join('v3', 'visitor');
  channel.send(hello('open'));
  await inbox.message('hello', isHello);
  expect(inbox.messages).toEqual([hello('v3~open')]);
  expect([statuses.statuses, asked.statuses]).toEqual([[false, true], [false]]);
  expect(running.relay.counts.admitted).toBe(3);
});

test('one that was closed before its code had come never connects', async () => {
  const running = await start();
  const channel = running.channel({ token: tokenFor('v1', 'visitor') });
  channel.subscribe(() => undefined);
  channel.close();
  await running.join('ada', 'agent');
  expect(running.relay.counts.admitted).toBe(1);
});

test('a path in the address is the path of the Socket.IO server', async () => {
  const running = await start();
  const paths: (string | undefined)[] = [];
  running.http.on('upgrade', ({ url }) => paths.push(url));
  running.channel({ server: `${running.url}/realtime`, token: 't' }).subscribe(() => undefined);
  running.channel({ token: 't' }).subscribe(() => undefined);
  await expect.poll(() => paths.map((url) => url?.split('?')[0]).sort()).toEqual(['/realtime/', '/socket.io/']);
});

for (const server of ['', 'support.example.com', '/relative', 'ftp://example.com', 'https://example.com/?a=b', 'https://example.com/#a', 'javascript:alert(1)', null, 5]) {
  test(`the server ${JSON.stringify(server)} is refused with an example of a good one`, () => {
    expect(() => new SocketIoChannel({ server: server as string, sessionId: 's1' })).toThrow(/such as https:/);
  });
}

test('a session id that is none is refused at once', () => {
  expect(() => new SocketIoChannel({ server: 'https://example.com', sessionId: 'a b' })).toThrow(/printable ASCII/);
});

for (const message of [null, 'text', {}, { type: 'hello', from: { id: 'a~b' } }, { type: 'hello', from: { id: 'ü' } }]) {
  test(`sending ${JSON.stringify(message)} throws, because no server would take its sender`, () => {
    const channel = new SocketIoChannel({ server: 'https://example.com', sessionId: 's1' });
    expect(() => channel.send(message)).toThrow(/from\.id/);
  });
}
