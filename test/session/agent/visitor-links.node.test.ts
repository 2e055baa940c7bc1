import { expect, test } from '@playwright/test';
import type { Link, LinkOptions } from '../../../src/peer/link.js';
import { VisitorLinks } from '../../../src/session/agent/visitor-links.js';

const stunServer = (number: number): RTCIceServer => ({ urls: `stun:stun${number}.test` });

const QUIET = { iceServers: undefined, iceTransportPolicy: undefined, send: () => undefined, log: () => undefined, onCount: () => undefined, onLost: () => undefined };

test('ICE servers that were asked for ahead do for the links of the next minute; where that failed, and for whoever asks a second time, they are asked for anew', async () => {
  const used: unknown[] = [];
  let asked = 0;
  const troubles: unknown[] = [];
  const openLink = ({ connection, onEnd }: LinkOptions): Link => {
    used.push(connection?.iceServers);
    return { connected: false, close: () => onEnd('closed') } as Partial<Link> as Link;
  };
  const fetchServers = async (): Promise<RTCIceServer[]> => {
    asked++;
    if (asked === 2) throw new Error('no credentials');
    return [stunServer(asked)];
  };
  const links = new VisitorLinks({ ...QUIET, openLink, iceServers: fetchServers, onTrouble: (cause) => void troubles.push(cause) });
  const { now } = performance;
  try {
    links.getReady();
    await links.open('one', 0, {} as MediaStream);
    await links.open('two', 0, {} as MediaStream);
    expect([asked, used]).toEqual([1, [[stunServer(1)], [stunServer(1)]]]);
    links.getReady();
    await links.open('three', 0, {} as MediaStream);
    expect([asked, used.at(-1), troubles]).toEqual([3, [stunServer(3)], []]);
    links.getReady();
    performance.now = () => now.call(performance) + 61_000;
    await links.open('four', 0, {} as MediaStream);
    expect([asked, used.at(-1)]).toEqual([5, [stunServer(5)]]);
    performance.now = now;
    links.getReady();
    await links.open('five', 0, {} as MediaStream);
    await links.open('five', 1, {} as MediaStream);
    expect([asked, used.slice(-2)]).toEqual([7, [[stunServer(6)], [stunServer(7)]]]);
  } finally {
    performance.now = now;
    links.closeAll();
  }
});

test('a link that can not take another track is given up, so that it does not go on with the one before', async () => {
  const closed: string[] = [];
  const troubles: unknown[] = [];
  const openLink = ({ onEnd }: LinkOptions): Link =>
    ({
      connected: true,
      replaceTrack: () => Promise.reject(new Error('It can not be replaced.')),
      close: () => {
        closed.push('visitor');
        onEnd('closed');
      },
    }) as Partial<Link> as Link;
  const links = new VisitorLinks({ ...QUIET, openLink, onTrouble: (cause) => void troubles.push(cause) });
  await links.open('visitor', 0, {} as MediaStream);
  expect(links.connected).toBe(1);
  links.replaceTrack(null);
  await expect.poll(() => closed).toEqual(['visitor']);
  expect(troubles).toHaveLength(1);
  expect(links.connected).toBe(0);
});

test('a link factory that throws strands nobody: the visitor hears of it and may ask again', async () => {
  const sent: unknown[] = [];
  const troubles: unknown[] = [];
  let opened = 0;
  const openLink = (): Link => {
    opened += 1;
    if (opened === 1) throw new Error('no WebRTC here');
    return { connected: true, close: () => undefined } as Partial<Link> as Link;
  };
  const links = new VisitorLinks({ ...QUIET, openLink, send: (message) => sent.push(message), onTrouble: (cause) => void troubles.push(cause) });
  await links.open('visitor', 0, {} as MediaStream);
  expect([links.size, troubles.map(String), sent]).toEqual([0, ['Error: no WebRTC here'], [{ type: 'unlink', to: 'visitor', generation: 0, reason: 'setup-failed' }]]);
  await links.open('visitor', 1, {} as MediaStream);
  expect(links.connected).toBe(1);
});
