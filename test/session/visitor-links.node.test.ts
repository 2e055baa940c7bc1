import { expect, test } from '@playwright/test';
import type { Link, LinkOptions } from '../../src/peer/link.js';
import { VisitorLinks } from '../../src/session/visitor-links.js';

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
  const links = new VisitorLinks({ openLink, iceServers: undefined, iceTransportPolicy: undefined, send: () => undefined, note: () => undefined, onCount: () => undefined, onLost: () => undefined, onTrouble: (cause) => void troubles.push(cause) });
  await links.open('visitor', 0, {} as MediaStream);
  expect(links.connected).toBe(1);
  links.replaceTrack(null);
  await expect.poll(() => closed).toEqual(['visitor']);
  expect(troubles).toHaveLength(1);
  expect(links.connected).toBe(0);
});
