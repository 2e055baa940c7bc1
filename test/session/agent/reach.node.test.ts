import { expect, test } from '@playwright/test';
import { install } from '@sinonjs/fake-timers';
import { Reach } from '../../../src/session/agent/reach.js';
import type { LinkQuality } from '../../../src/peer/link-stats.js';

/** A share that may lose everybody, by a clock that the test moves. */
function reaching() {
  const clock = install({ toFake: ['setTimeout', 'clearTimeout'] });
  const links = { connected: 0, quality: null as LinkQuality | null };
  const state = { sharing: true, lost: 0 };
  const reach = new Reach({ lostMs: 30_000, sharing: () => state.sharing, links, onLost: () => state.lost++ });
  return { clock, links, state, reach };
}

test('a share without a channel and without a visitor is over after a while, counted once', () => {
  const { clock, state, reach } = reaching();
  reach.channel(false);
  reach.update();
  clock.tick(29_999);
  expect([state.lost, reach.reconnecting]).toEqual([0, true]);
  clock.tick(1);
  expect(state.lost).toBe(1);
  clock.uninstall();
});

for (const [what, change] of [
  ['the channel is back', ({ reach }) => reach.channel(true)],
  ['a visitor has the picture', ({ links, reach }) => ((links.connected = 1), reach.update())],
  ['nothing is shared any more', ({ state, reach }) => ((state.sharing = false), reach.update())],
] as readonly (readonly [string, (it: ReturnType<typeof reaching>) => void])[]) {
  test(`the time ends when ${what}, and starts from nothing after it`, () => {
    const it = reaching();
    it.reach.channel(false);
    it.clock.tick(29_000);
    change(it);
    it.clock.tick(60_000);
    expect(it.state.lost).toBe(0);
    Object.assign(it.state, { sharing: true });
    it.links.connected = 0;
    it.reach.channel(false);
    it.clock.tick(29_999);
    expect(it.state.lost).toBe(0);
    it.clock.tick(1);
    expect(it.state.lost).toBe(1);
    it.clock.uninstall();
  });
}

test('it reconnects while a visitor was there and nothing is heard of any, not while nobody has come yet', () => {
  const { links, reach, state, clock } = reaching();
  expect(reach.reconnecting).toBe(false);
  links.quality = 'lost';
  expect(reach.reconnecting).toBe(true);
  links.connected = 1;
  expect(reach.reconnecting).toBe(false);
  links.connected = 0;
  state.sharing = false;
  expect(reach.reconnecting).toBe(false);
  clock.uninstall();
});
