import { expect, test } from '@playwright/test';
import { MESSAGE_EVENT } from '../../src/channel/socket-io-protocol.js';
import { attachScreenShare } from '../../src/server/index.js';
import { readToken, SignallingServer } from './signalling-server.js';

let server: SignallingServer;

test.beforeEach(async () => {
  server = await new SignallingServer().start();
});

test.afterEach(async () => {
  await server.close();
});

const hello = (id: string, more: object = {}) => ({ v: 1, type: 'hello', from: { id, role: 'visitor' }, ...more });
const isHello = ({ type }: Record<string, unknown>) => type === 'hello';

test('a message arrives with the identity, role and name that authorize gave, whatever its sender claimed', async () => {
  const agent = await server.join('ada', 'agent', 's1', 'Ada');
  const visitor = await server.join('vic', 'visitor');
  visitor.channel.send({ v: 1, type: 'hello', from: { id: 'i1', role: 'agent', name: 'The boss' } });
  expect(await agent.inbox.message('hello', isHello)).toEqual({ v: 1, type: 'hello', from: { id: 'vic~i1', role: 'visitor' } });
  agent.channel.send(hello('i2'));
  expect(await visitor.inbox.message('hello', isHello)).toEqual({ v: 1, type: 'hello', from: { id: 'ada~i2', role: 'agent', name: 'Ada' } });
  expect(visitor.inbox.messages).toHaveLength(1);
});

test('an addressed message reaches only the one it names, under the name by which that one knows itself', async () => {
  const agent = await server.join('ada', 'agent');
  const [one, two] = [await server.join('v1', 'visitor'), await server.join('v2', 'visitor')];
  for (const [index, visitor] of [one, two].entries()) visitor.channel.send(hello(`i${index + 1}`));
  await agent.inbox.message('hello of v2', ({ from }) => (from as { id: string }).id === 'v2~i2');
  const offer = { v: 1, type: 'signal', from: { id: 'a', role: 'agent' }, to: 'v2~i2', generation: 1, data: { type: 'offer', sdp: 'v=0' } };
  agent.channel.send(offer);
  expect(await two.inbox.message('offer', ({ type }) => type === 'signal')).toEqual({ ...offer, to: 'i2', from: { id: 'ada~a', role: 'agent' } });
  agent.channel.send(hello('a'));
  await one.inbox.message('hello of the agent', ({ from }) => (from as { id: string }).id === 'ada~a');
  expect(one.inbox.messages.filter((message) => (message as { type: string }).type === 'signal')).toEqual([]);
});

for (const [what, message] of [
  ['a claim to the floor', { type: 'floor', term: 9, tie: 1, beat: 1, held: true }],
  ['an offer', { type: 'signal', to: 'v1~i1', generation: 1, data: { type: 'offer', sdp: 'v=0' } }],
] as const) {
  test(`${what} of a visitor who claims to be an agent reaches nobody`, async () => {
    const other = await server.join('v1', 'visitor');
    other.channel.send(hello('i1'));
    const liar = await server.rawMember('v2', 'visitor');
    liar.emit(MESSAGE_EVENT, { v: 1, from: { id: 'i2', role: 'agent' }, ...message });
    liar.emit(MESSAGE_EVENT, hello('i2'));
    await other.inbox.message('hello', isHello);
    expect(other.inbox.messages).toHaveLength(1);
    expect(server.relay.counts.dropped).toBe(1);
  });
}

test('nobody can speak for another user: a foreign id is no id, and an own one stays under the own name', async () => {
  const victim = await server.join('ada', 'agent');
  const listener = await server.join('v1', 'visitor');
  victim.channel.send(hello('a'));
  await listener.inbox.message('hello of ada', isHello);
  const thief = await server.rawMember('eve', 'agent');
  thief.emit(MESSAGE_EVENT, hello('ada~a'));
  thief.emit(MESSAGE_EVENT, hello('a'));
  await listener.inbox.message('hello of eve', ({ from }) => (from as { id: string }).id === 'eve~a');
  expect(listener.inbox.messages).toHaveLength(2);
});

test('what is meant for one user never reaches another who takes the same instance id', async () => {
  const visitor = await server.join('v1', 'visitor');
  visitor.channel.send(hello('i1'));
  const agent = await server.join('ada', 'agent');
  const eve = await server.join('eve', 'visitor');
  eve.channel.send(hello('i1'));
  await agent.inbox.message('hello of eve', isHello);
  agent.channel.send({ v: 1, type: 'unlink', from: { id: 'a', role: 'agent' }, to: 'v1~i1', generation: 1, reason: 'left' });
  agent.channel.send(hello('a'));
  await eve.inbox.message('hello of ada', ({ from }) => (from as { id: string }).id === 'ada~a');
  expect(eve.inbox.messages.filter((message) => (message as { type: string }).type === 'unlink')).toEqual([]);
  await visitor.inbox.message('unlink', ({ type }) => type === 'unlink');
});

test('messages, addressed ones too, stay in their session', async () => {
  const [here, there] = [await server.join('v1', 'visitor', 's1'), await server.join('v1', 'visitor', 's2')];
  there.channel.send(hello('i1'));
  const agent = await server.join('ada', 'agent', 's1');
  here.channel.send(hello('i1'));
  await agent.inbox.message('hello', isHello);
  agent.channel.send({ v: 1, type: 'unlink', from: { id: 'a', role: 'agent' }, to: 'v1~i1', generation: 1, reason: 'left' });
  await here.inbox.message('unlink', ({ type }) => type === 'unlink');
  (await server.join('bob', 'agent', 's2')).channel.send(hello('b'));
  await there.inbox.message('hello of bob', isHello);
  expect(there.inbox.messages).toHaveLength(1);
});

for (const [session, user] of [
  ['s1', 'x y'],
  ['s1', 'a~b'],
  ['s1', '~'],
  ['s/1', 'ü\n'],
  ['session', 's1 v1'],
] as const) {
  test(`user ${JSON.stringify(user)} of session ${session} is found under their own address`, async () => {
    const odd = await server.join(user, 'visitor', session);
    const agent = await server.join('ada', 'agent', session);
    odd.channel.send(hello('i1'));
    const { from } = await agent.inbox.message('hello', isHello);
    agent.channel.send({ v: 1, type: 'unlink', from: { id: 'a', role: 'agent' }, to: (from as { id: string }).id, generation: 1, reason: 'left' });
    expect(await odd.inbox.message('unlink', ({ type }) => type === 'unlink')).toMatchObject({ to: 'i1' });
  });
}

test('junk is dropped and counted, and its sender is still served', async () => {
  const listener = await server.join('v1', 'visitor');
  const sender = await server.rawMember('v2', 'visitor');
  const junk: unknown[] = [
    null,
    undefined,
    0,
    'text',
    [],
    {},
    [hello('i1')],
    Buffer.from([0, 255, 1]),
    { v: 1 },
    { ...hello('i1'), from: null },
    { ...hello('i1'), from: Buffer.alloc(10) },
    hello(''),
    hello('x'.repeat(65)),
    hello('i1', { v: 2 }),
    hello('i1', { v: '1' }),
    hello('i1', { type: 'share' }),
    hello('i1', { to: '' }),
    hello('i1', { to: 'nobody' }),
    hello('i1', { to: { toString: 'v1~i1' } }),
    JSON.parse('{"__proto__":{"v":1,"type":"hello","from":{"id":"i1","role":"visitor"}}}'),
    { v: 1, type: 'signal', from: { id: 'i1' }, to: 'v1~i1', generation: 1, data: { type: 'answer', sdp: 'x'.repeat(900_000) } },
  ];
  for (const message of junk) sender.emit(MESSAGE_EVENT, message);
  sender.emit(MESSAGE_EVENT);
  sender.emit('another event', hello('i1'));
  sender.emit(MESSAGE_EVENT, hello('last'), hello('i1'), () => undefined);
  await listener.inbox.message('last hello', isHello);
  expect(listener.inbox.messages).toEqual([hello('v2~last')]);
  expect(server.relay.counts).toMatchObject({ dropped: junk.length + 1, relayed: 1 });
  expect(server.errors).toEqual([]);
});

test('unknown keys of a message are not passed on', async () => {
  const listener = await server.join('v1', 'visitor');
  const sender = await server.rawMember('v2', 'visitor');
  sender.emit(MESSAGE_EVENT, { ...hello('i1'), extra: '<script>', from: { id: 'i1', role: 'visitor', admin: true } });
  expect(await listener.inbox.message('hello', isHello)).toEqual(hello('v2~i1'));
});

test('a packet past the limit of Socket.IO itself costs its sender the connection and nobody else anything', async () => {
  const [one, two] = [await server.join('v1', 'visitor'), await server.join('v2', 'visitor')];
  const huge = await server.rawMember('v3', 'visitor');
  const gone = new Promise((resolve) => huge.once('disconnect', resolve));
  huge.emit(MESSAGE_EVENT, 'x'.repeat(2_000_000));
  await gone;
  one.channel.send(hello('i1'));
  await two.inbox.message('hello', isHello);
});

test('with the limit that the documents name, the largest description comes through and a larger packet doesn’t', async () => {
  const strict = await new SignallingServer({}, { maxHttpBufferSize: 100_000 }).start();
  try {
    const [agent, visitor] = [await strict.rawMember('ada', 'agent'), await strict.join('v1', 'visitor')];
    visitor.channel.send(hello('i1'));
    // As many line ends as descriptions have, each two characters more in JSON.
    const sdp = 'a=candidate:1 1 udp 2122260223 192.168.0.1 9 typ host\r\n'.repeat(2_000).slice(0, 65_536);
    const offer = { v: 1, type: 'signal', from: { id: 'a', role: 'agent' }, to: 'v1~i1', generation: 1, data: { type: 'offer', sdp } };
    await new Promise((resolve) => agent.once(MESSAGE_EVENT, resolve));
    agent.emit(MESSAGE_EVENT, offer);
    expect(await visitor.inbox.message('offer', ({ type }) => type === 'signal')).toMatchObject({ data: { sdp } });
    const gone = new Promise((resolve) => agent.once('disconnect', resolve));
    agent.emit(MESSAGE_EVENT, 'x'.repeat(100_000));
    await gone;
  } finally {
    await strict.close();
  }
});

test('a flood is cut off at the budget of its connection, while another connection still gets through', async () => {
  const listener = await server.join('v1', 'visitor');
  const [flooder, calm] = [await server.rawMember('v2', 'visitor'), await server.rawMember('v3', 'visitor')];
  for (let n = 0; n < 5_000; n += 1) flooder.emit(MESSAGE_EVENT, hello('i1'));
  await new Promise((resolve) => flooder.once('disconnect', resolve).emit(MESSAGE_EVENT, 'x'.repeat(2_000_000)));
  calm.emit(MESSAGE_EVENT, hello('calm'));
  await listener.inbox.message('calm hello', ({ from }) => (from as { id: string }).id === 'v3~calm');
  const { dropped, relayed, coalesced } = server.relay.counts;
  expect(dropped).toBeGreaterThan(1_000);
  expect(dropped + relayed + coalesced).toBe(5_001);
});

test('a connection is reachable under its newest four ids, and not under one that has left', async () => {
  const visitor = await server.join('v1', 'visitor');
  for (const id of ['i1', 'i2', 'i3', 'i4', 'i5']) visitor.channel.send(hello(id));
  visitor.channel.send({ v: 1, type: 'leave', from: { id: 'i4', role: 'visitor' } });
  const agent = await server.join('ada', 'agent');
  visitor.channel.send(hello('i5'));
  await agent.inbox.message('hello', isHello);
  for (const id of ['i1', 'i2', 'i3', 'i4', 'i5']) {
    agent.channel.send({ v: 1, type: 'unlink', from: { id: 'a', role: 'agent' }, to: `v1~${id}`, generation: 1, reason: 'left' });
  }
  await visitor.inbox.message('the last unlink', ({ to }) => to === 'i5');
  expect(visitor.inbox.messages.map((message) => (message as { to: string }).to)).toEqual(['i2', 'i3', 'i5']);
});

test('a second attachment to the same namespace is refused, so that no message goes out twice; another namespace is fine', () => {
  const attach = (namespace?: string) => attachScreenShare(server.io, { authorize: readToken, ...(namespace !== undefined && { namespace }) });
  expect(() => attach()).toThrow('is attached to the namespace /glance-screenshare already');
  expect(() => attach('/another')).not.toThrow();
});

test('500 requests to watch reach the agent as a few, and the last of them is among these', async () => {
  const agent = await server.join('ada', 'agent');
  const flooder = await server.rawMember('v1', 'visitor');
  agent.channel.send(hello('a'));
  await new Promise((resolve) => flooder.once(MESSAGE_EVENT, resolve));
  for (let generation = 1; generation <= 500; generation += 1) {
    flooder.emit(MESSAGE_EVENT, { v: 1, type: 'watch', from: { id: 'i1', role: 'visitor' }, to: 'ada~a', generation });
  }
  await agent.inbox.message('the last request', ({ type, generation }) => type === 'watch' && generation === 500);
  expect(agent.inbox.messages.length).toBeLessThan(8);
});

test('500 pages of one connection that ask to watch: the agent hears that all but the newest four have left', async () => {
  const agent = await server.join('ada', 'agent');
  const flooder = await server.rawMember('v1', 'visitor');
  agent.channel.send(hello('a'));
  await new Promise((resolve) => flooder.once(MESSAGE_EVENT, resolve));
  for (let n = 1; n <= 500; n += 1) {
    flooder.emit(MESSAGE_EVENT, { v: 1, type: 'watch', from: { id: `i${n}`, role: 'visitor' }, to: 'ada~a', generation: 1 });
  }
  await agent.inbox.message('the last request', ({ type, from }) => type === 'watch' && (from as { id: string }).id === 'v1~i497');
  const there = new Set<string>();
  for (const { type, from } of agent.inbox.messages as { type: string; from: { id: string } }[]) {
    if (type === 'leave') there.delete(from.id);
    if (type === 'watch') there.add(from.id);
  }
  expect(there.size).toBeLessThanOrEqual(4);
});

test('while twelve connections say hello as fast as they may, the agent is asked at a pace that leaves its own budget alone', async () => {
  const agent = await server.join('ada', 'agent');
  const flooders = await Promise.all(Array.from({ length: 12 }, (_, n) => server.rawMember(`v${n}`, 'visitor')));
  for (const flooder of flooders) for (let n = 0; n < 400; n += 1) flooder.emit(MESSAGE_EVENT, hello('i1'));
  for (const flooder of flooders) flooder.emit(MESSAGE_EVENT, { v: 1, type: 'unlink', from: { id: 'i1', role: 'visitor' }, to: 'ada~a', generation: 1, reason: 'left' });
  const newcomer = await server.join('new', 'visitor');
  newcomer.channel.send(hello('i1'));
  await agent.inbox.message('hello of the newcomer', ({ from }) => (from as { id: string }).id === 'new~i1');
  const { relayed, coalesced, dropped } = server.relay.counts;
  // Each was let through a few times at once, and then once a second for as long as this took.
  expect(agent.inbox.messages.length).toBeLessThan(12 * 20);
  expect(relayed + coalesced + dropped).toBeGreaterThan(12 * 390);
});
