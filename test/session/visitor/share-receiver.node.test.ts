import { expect, test } from '@playwright/test';
import type { Outgoing } from '../../../src/channel/messages.js';
import type { Link, LinkOptions } from '../../../src/peer/link.js';
import type { MediaRelay, RelayPlayback } from '../../../src/peer/media-relay.js';
import { ShareReceiver } from '../../../src/session/visitor/share-receiver.js';

/** A visitor's receiver between an agent and a media server, neither of which is real. */
function receiving({ withRelay = true } = {}) {
  const sent: Outgoing[] = [];
  const streams: unknown[] = [];
  const told: string[] = [];
  const closed: string[] = [];
  const plays: { resource: string; resolve: () => void; reject: (cause: unknown) => void; end: (cause: unknown) => void }[] = [];
  const mediaRelay = {
    play: (resource: string, { onEnd }: { onEnd: (cause: unknown) => void }) =>
      new Promise<RelayPlayback>((resolve, reject) => {
        const playback = { stream: `relay ${resource}` as unknown as MediaStream, stats: async () => new Map(), close: () => void closed.push(resource) } as unknown as RelayPlayback;
        plays.push({ resource, resolve: () => resolve(playback), reject, end: onEnd });
      }),
  } as Partial<MediaRelay> as MediaRelay;
  let link: LinkOptions | null = null;
  const receiver = new ShareReceiver({
    openLink: (options) => {
      link = options;
      return { connected: true, quality: 'good', signal: () => undefined, close: () => void closed.push('link') } as Partial<Link> as Link;
    },
    mediaRelay: withRelay ? mediaRelay : undefined,
    iceServers: undefined,
    iceTransportPolicy: undefined,
    send: (message) => sent.push(message),
    log: () => undefined,
    onStream: (stream) => streams.push(stream),
    onLive: () => told.push('live'),
    onLost: () => told.push('lost'),
    onTrouble: (cause) => told.push(String(cause)),
  });
  /** The agent answers the newest request for a link, and its picture arrives. */
  const connect = async (): Promise<void> => {
    link = null;
    const { generation } = sent.filter((message) => message.type === 'watch').at(-1)!;
    receiver.signal('ann', generation, { type: 'offer', sdp: 'v=0' });
    await expect.poll(() => link).not.toBeNull();
    link!.onStream({ getVideoTracks: () => [{ muted: false }] } as unknown as MediaStream);
  };
  return { receiver, sent, streams, told, closed, plays, connect };
}

const watches = (sent: readonly Outgoing[]): unknown[] => sent.filter((message) => message.type === 'watch').map((message) => ('relay' in message ? 'relay' : 'link'));

test('a share at the media server is played from there, and the agent hears of it', async () => {
  const { receiver, sent, streams, told, plays } = receiving();
  receiver.open('ann', 'one');
  expect([receiver.live, watches(sent)]).toEqual([false, []]);
  plays[0]!.resolve();
  await expect.poll(() => told).toEqual(['live']);
  expect([receiver.live, receiver.relayed, streams, watches(sent)]).toEqual([true, true, ['relay one'], ['relay']]);
  receiver.close();
  expect(receiver.live).toBe(false);
});

test('a link stays until the media server has a picture, and is closed then', async () => {
  const { receiver, closed, plays, connect } = receiving();
  receiver.open('ann', null);
  await connect();
  receiver.moved('one');
  expect([receiver.live, receiver.relayed, closed]).toEqual([true, false, []]);
  plays[0]!.resolve();
  await expect.poll(() => receiver.relayed).toBe(true);
  expect(closed).toEqual(['link']);
  receiver.close();
});

test('a media server that fails sends the visitor to the agent', async () => {
  const { receiver, sent, told, plays, connect } = receiving();
  receiver.open('ann', 'one');
  plays[0]!.reject(new Error('503'));
  await expect.poll(() => watches(sent)).toEqual(['link']);
  expect(told).toEqual(['Error: 503', 'lost']);
  await connect();
  expect([receiver.live, receiver.relayed]).toEqual([true, false]);
  receiver.close();
});

test('a share that leaves the media server is asked of the agent again', async () => {
  const { receiver, sent, closed, told, plays } = receiving();
  receiver.open('ann', 'one');
  plays[0]!.resolve();
  await expect.poll(() => receiver.relayed).toBe(true);
  receiver.moved(null);
  expect([receiver.live, closed, watches(sent), told]).toEqual([false, ['one'], ['relay', 'link'], ['live', 'lost']]);
  receiver.close();
});

test('without a media server of its own a visitor asks the agent, wherever the share is', () => {
  const { receiver, sent } = receiving({ withRelay: false });
  receiver.open('ann', 'one');
  receiver.moved('two');
  expect(watches(sent)).toEqual(['link']);
  receiver.close();
  expect(sent.at(-1)).toMatchObject({ type: 'unlink', to: 'ann' });
});
