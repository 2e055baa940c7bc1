import { expect, test } from '@playwright/test';
import { install } from '@sinonjs/fake-timers';
import type { Outgoing } from '../../../src/channel/messages.js';
import type { Link, LinkOptions } from '../../../src/peer/link.js';
import { AgentLink } from '../../../src/session/visitor/agent-link.js';

test('a link factory that throws strands nobody: the visitor tells its developer and asks again', async () => {
  const asked: number[] = [];
  const troubles: unknown[] = [];
  let lost = 0;
  const link: AgentLink = new AgentLink({
    openLink: () => {
      if (troubles.length === 0) throw new Error('no WebRTC here');
      return { connected: false, signal: () => undefined, close: () => undefined } as Partial<Link> as Link;
    },
    iceServers: undefined,
    iceTransportPolicy: undefined,
    send: (message) => message.type === 'watch' && asked.push(message.generation),
    log: () => undefined,
    onStream: () => undefined,
    onLive: () => undefined,
    onLost: () => (lost += 1),
    onTrouble: (cause) => troubles.push(cause),
  });
  link.open('agent');
  link.signal('agent', 1, { type: 'offer', sdp: 'v=0' });
  await expect.poll(() => asked).toEqual([1, 2]);
  expect([troubles.map(String), lost]).toEqual([['Error: no WebRTC here'], 1]);
  link.close();
});

/** A link whose agent and whose clock the test plays. */
function linking() {
  const clock = install({ toFake: ['setTimeout', 'clearTimeout'] });
  const sent: Outgoing[] = [];
  const told: string[] = [];
  const opened: { options: LinkOptions; signals: unknown[]; quality: 'good' | 'lost'; closed: boolean }[] = [];
  const link = new AgentLink({
    openLink: (options) => {
      const one = { options, signals: [] as unknown[], quality: 'good' as 'good' | 'lost', closed: false };
      opened.push(one);
      return { connected: true, get quality() { return one.quality; }, signal: (data: unknown) => void one.signals.push(data), close: () => void (one.closed = true) } as Partial<Link> as Link;
    },
    iceServers: undefined,
    iceTransportPolicy: undefined,
    send: (message) => sent.push(message),
    log: () => undefined,
    onStream: () => told.push('stream'),
    onLive: () => told.push('live'),
    onLost: () => told.push('lost'),
    onTrouble: (cause) => told.push(String(cause)),
  });
  return {
    link,
    clock,
    told,
    opened,
    asked: () => sent.flatMap((message) => (message.type === 'watch' ? [message.generation] : [])),
    /** The agent's offer of that generation, and its picture. */
    async answer(generation: number): Promise<void> {
      link.signal('ann', generation, { type: 'offer', sdp: `offer ${generation}` });
      await Promise.resolve();
      await Promise.resolve();
      await clock.tickAsync(0);
      opened.at(-1)?.options.onStream({ getVideoTracks: () => [{ muted: false }] } as unknown as MediaStream);
    },
  };
}

test('an agent who doesn’t answer is asked again, ever more rarely, and at once when it can be reached', async () => {
  const { link, clock, asked } = linking();
  link.open('ann');
  expect(asked()).toEqual([1]);
  await clock.tickAsync(3_000 + 500);
  expect(asked()).toEqual([1, 2]);
  await clock.tickAsync(3_000 + 1_000);
  expect(asked()).toEqual([1, 2, 3]);
  await clock.tickAsync(3_000);
  link.retryNow();
  expect(asked()).toEqual([1, 2, 3, 4]);
  link.close();
  await clock.tickAsync(60_000);
  expect(asked()).toEqual([1, 2, 3, 4]);
  clock.uninstall();
});

test('what belongs to another agent or an earlier generation is ignored', async () => {
  const { link, clock, opened, asked, answer } = linking();
  link.open('ann');
  link.signal('bob', 1, { type: 'offer', sdp: 'v=0' });
  await answer(0);
  expect(opened).toEqual([]);
  await answer(1);
  expect([opened.length, link.live]).toEqual([1, true]);
  link.unlink('bob', 1);
  link.unlink('ann', 0);
  await clock.tickAsync(10_000);
  expect([asked(), link.live]).toEqual([[1], true]);
  link.close();
  clock.uninstall();
});

test('candidates that overtake the offer’s answer reach the link', async () => {
  const { link, clock, opened } = linking();
  const candidate = { type: 'candidate', candidate: { candidate: 'candidate:1' } } as const;
  link.open('ann');
  link.signal('ann', 1, { type: 'offer', sdp: 'v=0' });
  link.signal('ann', 1, candidate);
  await clock.tickAsync(0);
  expect(opened[0]?.signals).toEqual([{ type: 'offer', sdp: 'v=0' }, candidate]);
  link.close();
  clock.uninstall();
});

test('the picture counts as there until the agent has had time to say that the share is over', async () => {
  const { link, clock, told, opened, answer } = linking();
  link.open('ann');
  await answer(1);
  opened[0]!.options.onEnd('remote-closed');
  expect([link.live, told]).toEqual([true, ['stream', 'live']]);
  await clock.tickAsync(500);
  expect([link.live, told]).toEqual([false, ['stream', 'live', 'lost']]);
  link.close();
  clock.uninstall();
});

test('a line that is lost and comes back is told, with the same link', async () => {
  const { link, clock, told, opened, answer } = linking();
  link.open('ann');
  await answer(1);
  opened[0]!.quality = 'lost';
  opened[0]!.options.onQuality?.();
  expect([link.live, link.lost]).toEqual([false, true]);
  opened[0]!.quality = 'good';
  opened[0]!.options.onQuality?.();
  expect([link.live, told, opened.length]).toEqual([true, ['stream', 'live', 'lost', 'live'], 1]);
  link.close();
  expect(opened[0]!.closed).toBe(true);
  clock.uninstall();
});
