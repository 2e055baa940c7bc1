import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { ReplayWindow } from '../../src/channel/replay-window.js';
import { SignedChannel, type RefusedMessage, type SignedChannelOptions } from '../../src/channel/signed-channel.js';
import { stamp } from '../../src/server/stamp.js';
import { SignallingServer, tokenFor } from '../server/signalling-server.js';
import { Hub } from '../session/hub.js';
import { Inbox } from './inbox.js';
import { mutatedMessage } from './mutated-message.js';
import { NAMED_MESSAGES, VALID_MESSAGES } from './valid-messages.js';

const KEY = 'k'.repeat(32);
const FLOOR = NAMED_MESSAGES['a floor that is held'];
const OFFER = NAMED_MESSAGES['an offer'];

/** A receiver on a bus that others can write to, what came through, and what didn't. */
function receiver(hub: Hub, options: Partial<SignedChannelOptions> = {}): { inbox: Inbox; refused: RefusedMessage[] } {
  const refused: RefusedMessage[] = [];
  const channel = new SignedChannel(hub.channel(), { key: KEY, sessionId: 's1', onRefused: (reason) => refused.push(reason), ...options });
  return { inbox: new Inbox(channel), refused };
}

const sender = (hub: Hub, options: Partial<SignedChannelOptions> = {}) => new SignedChannel(hub.channel(), { key: KEY, sessionId: 's1', ...options });

/** What a sender puts on the wire for a message. */
function wire(message: unknown, options: Partial<SignedChannelOptions> = {}): Record<string, unknown> {
  const sent: unknown[] = [];
  new SignedChannel({ send: (value) => sent.push(value), subscribe: () => () => undefined }, { key: KEY, sessionId: 's1', ...options }).send(message);
  return structuredClone(sent[0]) as Record<string, unknown>;
}

for (const [name, message] of Object.entries(NAMED_MESSAGES)) {
  test(`${name} comes through, and with any one thing changed it doesn't`, () => {
    const hub = new Hub();
    const { inbox, refused } = receiver(hub);
    const sent = wire(message);
    hub.inject(sent);
    expect(inbox.messages).toMatchObject([message]);
    for (const key of Object.keys(message).filter((each) => !['v', 'type', 'from'].includes(each))) {
      const value = (message as Record<string, unknown>)[key];
      const other = typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : typeof value === 'string' ? `${value}x` : undefined;
      hub.inject({ ...wire(message), [key]: other });
    }
    hub.inject({ ...wire(message), from: { ...message.from, id: 'somebody-else' } });
    expect(inbox.messages).toHaveLength(1);
    expect(new Set(refused)).toEqual(new Set(['forged']));
  });
}

test('the proof is the HMAC that the documents name', () => {
  const { proof, ...message } = wire(NAMED_MESSAGES["an agent's hello"]);
  const [counter, time, code] = String(proof).split('.');
  const text = `["glance-screenshare message 1","s1",${counter},${time},{"from":{"id":"agent-1","role":"agent"},"type":"hello","v":1}]`;
  expect(code).toBe(createHmac('sha256', KEY).update(text).digest('hex'));
  expect(message).toEqual(NAMED_MESSAGES["an agent's hello"]);
});

test('a relay that knows everything but the key injects nothing: no share, no offer, no end of a share', () => {
  const hub = new Hub();
  const { inbox, refused } = receiver(hub);
  for (const message of VALID_MESSAGES) {
    hub.inject(message);
    hub.inject({ ...message, proof: String(wire({ ...FLOOR, beat: 99 })['proof']) });
    hub.inject(wire(message, { key: 'another key, of thirty-two characters' }));
    hub.inject(wire(message, { sessionId: 's2' }));
  }
  expect(inbox.messages).toEqual([]);
  expect(refused.filter((reason) => reason === 'unsigned')).toHaveLength(VALID_MESSAGES.length);
});

test('what was said once is taken once: a recorded share can’t be played again', () => {
  const hub = new Hub();
  const { inbox, refused } = receiver(hub);
  const [floor, offer] = [wire(FLOOR), wire({ ...OFFER, from: { ...OFFER.from, id: 'agent-2' } })];
  for (let times = 0; times < 3; times += 1) for (const message of [floor, offer]) hub.inject(structuredClone(message));
  expect(inbox.messages).toHaveLength(2);
  expect(refused).toEqual(['repeated', 'repeated', 'repeated', 'repeated']);
});

test('nor to a visitor who comes later: an old message is stale, and an offer names the page that it is for', () => {
  const hub = new Hub();
  const { inbox, refused } = receiver(hub);
  const now = Date.now;
  Date.now = () => now() - 300_001;
  const [old, ahead] = [wire(FLOOR), (Date.now = () => now() + 301_000, wire(FLOOR))];
  Date.now = now;
  hub.inject(old);
  hub.inject(ahead);
  hub.inject({ ...wire(OFFER), to: 'visitor-2' });
  expect(inbox.messages).toEqual([]);
  expect(refused).toEqual(['stale', 'stale', 'forged']);
});

test('an own word that a relay plays back under another name is not heard as another agent’s', () => {
  const hub = new Hub();
  const refused: RefusedMessage[] = [];
  const agent = new SignedChannel(hub.channel(), { key: KEY, sessionId: 's1', onRefused: (reason) => refused.push(reason) });
  const inbox = new Inbox(agent);
  agent.send(FLOOR);
  hub.inject({ ...(hub.said[0] as object), from: { ...FLOOR.from, id: `mallory~${FLOOR.from.id}` } });
  expect(inbox.messages).toEqual([]);
  expect(refused).toEqual(['reflected']);
});

test('a channel that loses, doubles and reorders changes nothing: each message that arrives is taken once', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { maxLength: 30 }), (order) => {
      const hub = new Hub();
      const { inbox } = receiver(hub);
      const out: unknown[] = [];
      const channel = new SignedChannel({ send: (value) => out.push(value), subscribe: () => () => undefined }, { key: KEY, sessionId: 's1' });
      for (let beat = 0; beat < 10; beat += 1) channel.send({ ...FLOOR, beat });
      for (const index of order) hub.inject(out[index]);
      assert.deepEqual(inbox.messages.map((message) => (message as { beat: number }).beat), [...new Set(order)]);
    }),
    { numRuns: 300 },
  );
});

test('the window takes what lags by less than 1,024 messages, and remembers nobody whose words are all stale', () => {
  const taken = new ReplayWindow(1_000);
  const word = (counter: number, time = 0, sender = 'a') => taken.take({ sender, counter, time }, time);
  expect(word(1)).toBeNull();
  for (let counter = 3; counter <= 2_000; counter += 1) expect(word(counter)).toBeNull();
  expect(word(2)).toBe('stale');
  expect(word(976)).toBe('stale');
  expect(word(977)).toBe('repeated');
  expect(taken.take({ sender: 'a', counter: 2_001, time: 0 }, 1_001)).toBe('stale');
  expect(word(1, 5_000, 'b')).toBeNull();
  // `a` has been forgotten by now, and its old words are stale by their time.
  expect(taken.take({ sender: 'a', counter: 2_000, time: 0 }, 5_000)).toBe('stale');
});

test('nothing that isn’t signed comes through, whatever it is', () => {
  const hub = new Hub();
  const { inbox } = receiver(hub);
  const signed = VALID_MESSAGES.map((message) => String(wire(message)['proof']));
  fc.assert(
    fc.property(fc.oneof(mutatedMessage, fc.anything()), fc.constantFrom(...signed, 'x', 1, null), (value, proof) => {
      hub.inject(value);
      if (typeof value === 'object' && value !== null) hub.inject({ ...value, proof });
    }),
    { numRuns: 5_000 },
  );
  // What was signed and then not changed in anything that is signed may come through, once.
  expect(inbox.messages.length).toBeLessThanOrEqual(VALID_MESSAGES.length);
});

test('through the server: its stamp leaves the proof whole, and one who changes the role is found out', async () => {
  const server = await new SignallingServer().start();
  try {
    const refused: RefusedMessage[] = [];
    const secured = (user: string, role: 'agent' | 'visitor') =>
      new SignedChannel(server.channel({ token: tokenFor(user, role, 's1', 'A name by the server') }), { key: KEY, sessionId: 's1', onRefused: (reason) => refused.push(reason) });
    const [agent, visitor] = [secured('ada', 'agent'), secured('vic', 'visitor')];
    const [atAgent, atVisitor] = [new Inbox(agent), new Inbox(visitor)];
    await Promise.all([atAgent.status(true), atVisitor.status(true)]);
    visitor.send({ v: 1, type: 'hello', from: { id: 'i1', role: 'visitor' } });
    const { from } = await atAgent.message('hello', ({ type }) => type === 'hello');
    expect(from).toEqual({ id: 'vic~i1', role: 'visitor', name: 'A name by the server' });
    agent.send({ ...OFFER, from: { id: 'a1', role: 'agent' }, to: 'vic~i1' });
    expect(await atVisitor.message('offer', ({ type }) => type === 'signal')).toMatchObject({ to: 'i1', from: { id: 'ada~a1' }, data: OFFER.data });
    // This server takes an agent for a visitor: the word `visitor` was not signed.
    visitor.send({ v: 1, type: 'hello', from: { id: 'i1', role: 'agent' } });
    await expect.poll(() => refused).toEqual(['forged']);
  } finally {
    await server.close();
  }
});

test('it makes another connection when it is told that the one there is dead', async () => {
  const server = await new SignallingServer().start();
  try {
    const channel = new SignedChannel(server.channel({ token: tokenFor('ada', 'agent', 's1') }), { key: KEY, sessionId: 's1' });
    const inbox = new Inbox(channel);
    await inbox.status(true);
    channel.reconnect();
    await inbox.status(false);
    await inbox.status(true);
    channel.close();
  } finally {
    await server.close();
  }
});

test('a channel that has no other connection to make is left as it is', () => {
  const channel = sender(new Hub());
  expect(() => channel.reconnect()).not.toThrow();
  expect(() => channel.close()).not.toThrow();
});

test('the stamp of the server keeps a proof and nothing else that is unknown', () => {
  const message = { ...wire({ v: 1, type: 'hello', from: { id: 'i1', role: 'visitor' } }), more: 1 };
  expect(stamp(message, { user: 'v1', role: 'visitor' })?.message).toEqual({ v: 1, type: 'hello', from: { id: 'v1~i1', role: 'visitor' }, proof: message['proof' as keyof typeof message] });
});

for (const [what, options] of [
  ['a key of 31 characters', { key: 'k'.repeat(31) }],
  ['a key of 31 bytes', { key: new Uint8Array(31) }],
  ['no key', { key: undefined }],
  ['a key that is no key', { key: 7 }],
  ['a session id with a blank', { sessionId: 's 1' }],
  ['an age of nothing', { maxAgeMs: 0 }],
  ['an age that is no number', { maxAgeMs: NaN }],
] as const) {
  test(`${what} is refused with an error that says what is needed`, () => {
    expect(() => sender(new Hub(), options as unknown as Partial<SignedChannelOptions>)).toThrow(/must|has 1 to 128/);
  });
}

test('what is no message of a session can’t be signed', () => {
  expect(() => sender(new Hub()).send({ type: 'open-url' })).toThrow(/Only messages of a session/);
});

test('status and close are those of the channel inside', () => {
  let closed = 0;
  const statuses: boolean[] = [];
  const channel = new SignedChannel({ send: () => undefined, subscribe: (_, onStatus) => (onStatus?.(true), () => undefined), close: () => (closed += 1) }, { key: KEY, sessionId: 's1' });
  channel.subscribe(() => undefined, (connected) => statuses.push(connected));
  channel.close();
  expect([closed, statuses]).toEqual([1, [true]]);
});

for (const [name, options, says] of [
  ['another key', { key: 'another key, which is long enough for this' }, /another key/],
  ['a clock that is far off', { maxAgeMs: 1 }, /clock/],
] as const) {
  test(`${name} is told to the session, so that people on this side can read of it`, async () => {
    const hub = new Hub();
    const there = new SignedChannel(hub.channel(), { key: KEY, sessionId: 's1' });
    const here = new SignedChannel(hub.channel(), { key: KEY, sessionId: 's1', ...options });
    const told: Error[] = [];
    here.subscribe(() => undefined, undefined, (error) => told.push(error));
    const now = Date.now;
    try {
      if ('maxAgeMs' in options) Date.now = () => now() - 600_000;
      there.send({ v: 1, type: 'hello', from: { id: 'a', role: 'agent' } });
      Date.now = now;
      await expect.poll(() => told.map(({ message }) => message)).toEqual([expect.stringMatching(says)]);
    } finally {
      Date.now = now;
    }
  });
}
