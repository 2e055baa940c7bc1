import { expect, test } from '@playwright/test';
import { LocalChannel } from '../../src/channel/local-channel.js';
import { Inbox } from './inbox.js';

const opened: LocalChannel[] = [];

function open(sessionId: string): LocalChannel {
  const channel = new LocalChannel(sessionId);
  opened.push(channel);
  return channel;
}

test.afterEach(() => {
  for (const channel of opened.splice(0)) channel.close();
});

test('a message reaches every other channel of the session, and not its sender', async () => {
  const [sender, one, two] = [open('s1'), open('s1'), open('s1')];
  const [echo, ...inboxes] = [sender, one, two].map((channel) => new Inbox(channel));
  sender.send({ type: 'hello', n: 1 });
  for (const inbox of inboxes) expect(await inbox.message('hello', ({ type }) => type === 'hello')).toEqual({ type: 'hello', n: 1 });
  one.send({ type: 'last' });
  await echo!.message('last', ({ type }) => type === 'last');
  expect(echo!.messages).toEqual([{ type: 'last' }]);
});

test('a message stays in its session', async () => {
  const [sender, elsewhere, here] = [open('s1'), open('s10'), open('s1')];
  const [away, near] = [new Inbox(elsewhere), new Inbox(here)];
  const other = open('s10');
  sender.send({ n: 1 });
  await near.message('n=1', ({ n }) => n === 1);
  other.send({ n: 2 });
  await away.message('n=2', ({ n }) => n === 2);
  expect(away.messages).toEqual([{ n: 2 }]);
});

test('after unsubscribing nothing is received, while another subscriber still is served', async () => {
  const [sender, receiver] = [open('s1'), open('s1')];
  const [first, second] = [new Inbox(receiver), new Inbox(receiver)];
  first.stop();
  sender.send({ n: 1 });
  await second.message('n=1', ({ n }) => n === 1);
  expect(first.messages).toEqual([]);
});

test('a closed channel says so when it is asked to send', () => {
  const channel = open('s1');
  channel.close();
  channel.close();
  expect(() => channel.send({})).toThrow(/closed/i);
});

for (const id of ['', 'two words', 'line\nbreak', 'ü', 'x'.repeat(129), 1234, null, undefined]) {
  test(`a session id of ${JSON.stringify(id)?.slice(0, 20)} is refused with an error that says what one is`, () => {
    expect(() => open(id as string)).toThrow(/1 to 128 printable ASCII characters/);
  });
}
