import type { AttackWindow } from './attack-window.js';
import type { Slowness } from './attack-pages.js';
import { ALLOWED } from './guarded-sites.js';
import { openStorm, OTHER_WINDOW_STORMS } from './other-window-storms.js';
import { TRANSITIONS } from './view-transitions.js';
import { until } from './until.js';

type Query = Readonly<Record<string, string>>;

/** A way from a forbidden page to an allowed address under which that page stays in the picture for a while. */
export interface Hold {
  readonly name: string;
  /** How long it stays at most, milliseconds. */
  readonly ms: number;
  /** What the forbidden page needs in its address. */
  readonly forbidden?: Query;
  /** What the allowed page that is shared first needs in its address. */
  readonly first?: Query;
  /** Goes there, until the address is the allowed one. */
  readonly go: (at: AttackWindow) => Promise<unknown>;
  /** Types in the address bar itself, so that it isn't in use before. */
  readonly types?: boolean;
  /** The forbidden page goes on by itself to this as soon as it has been painted. */
  readonly forward?: Query;
  /** Needs the page to have been seen; what a hidden window doesn't have. */
  readonly needsSight?: boolean;
}

let count = 1_000;
/** An allowed address that no other begins with, so that the browser completes none while it is typed. */
export const orderUrl = (query: Query = {}, folder = `${ALLOWED}/first`): string => `${folder}/order?n=${++count}&${new URLSearchParams(query).toString()}`;

/** Waits until the tab has the allowed address; a page that is busy can't be asked. */
const committed = ({ page }: AttackWindow): Promise<void> => until(() => page.url().startsWith(`${ALLOWED}/first/`), 'the allowed address');

const run = async ({ page }: AttackWindow, script: string): Promise<void> => void page.evaluate(script).catch(() => undefined);

const link = (query: Query) => async (at: AttackWindow): Promise<void> => {
  await run(at, `document.querySelector('#to').href = ${JSON.stringify(orderUrl(query))}; document.querySelector('#to').click()`);
  await committed(at);
};

const typed = (query: Query, commits: boolean) => async (at: AttackWindow): Promise<void> => {
  await at.stage.xdotool('windowactivate', '--sync', at.window);
  await at.stage.keys('ctrl+l');
  await at.stage.type(`${orderUrl(query)}\n`);
  if (commits) await committed(at);
};

const slowLink = (slow: Slowness, ms = 2_500): Hold => ({ name: `link, ${slow}`, ms, go: link({ slow, ms: `${ms}` }) });
const slowTyped = (slow: Slowness, ms = 2_500): Hold => ({ name: `typed, ${slow}`, ms, types: true, go: typed({ slow, ms: `${ms}` }, slow === 'stall' || slow === 'busy') });
const script = (name: string, ms: number, source: string, more: Partial<Hold> = {}): Hold => ({
  name,
  ms,
  ...more,
  go: async (at) => {
    await run(at, source);
    await committed(at);
  },
});

const acrossDocuments = Object.entries(TRANSITIONS).map(([style, { ms }]): Hold => ({ name: style, ms, forbidden: { style }, needsSight: true, go: link({ style }) }));
const acrossBusyDocuments = ['crossfade of 3 s', 'slide', 'delay under a clock of the new page'].map((style): Hold =>
  ({ name: `${style}, and a busy script`, ms: 3_500, forbidden: { style }, needsSight: true, go: link({ style, slow: 'reveal', ms: '2500' }) }));

const inOneDocument: readonly Hold[] = [
  script('address first, view 2 s later', 2_000, `address(); setTimeout(hide, 2000)`),
  script('replaced address first, view 2 s later', 2_000, `address('replaceState'); setTimeout(hide, 2000)`),
  script('address by the navigation API, view 2 s later', 2_000, `navigation.addEventListener('navigate', (event) => event.intercept({ handler: () => new Promise((done) => setTimeout(() => { hide(); done(); }, 2000)) }), { once: true }); navigation.navigate('/first/order?own')`),
  script('address first, then a busy script', 2_500, `address(); setTimeout(() => { busy(2500); hide(); })`),
  script('transition in one document', 3_000, `document.startViewTransition(() => { address(); hide(); })`, { forbidden: { style: 'crossfade of 3 s' } }),
  script('transition in one document, in steps', 3_000, `document.startViewTransition(() => { address(); hide(); })`, { forbidden: { style: 'crossfade in steps' } }),
  script('transition in one document whose change takes 2 s', 2_300, `document.startViewTransition(async () => { address(); await new Promise((done) => setTimeout(done, 2000)); hide(); })`, { forbidden: { style: 'crossfade of 300 ms' } }),
];

const others: readonly Hold[] = [
  { name: 'back to a page that was kept, and is busy', ms: 2_500, first: { slow: 'shown', ms: '2500' }, go: async (at) => { await run(at, 'history.back()'); await committed(at); } },
  { name: 'back to a page that stalls', ms: 2_500, first: { slow: 'stall', ms: '2500' }, go: async (at) => { await run(at, 'history.back()'); await committed(at); } },
  // A page that was rendered in advance can't be tried: Chromium renders none while a driver is attached.
  {
    name: 'forbidden tab closed over a busy one',
    ms: 2_500,
    needsSight: true,
    go: async (at) => {
      const url = at.page.url();
      const below = at.page;
      const above = at.context.waitForEvent('page');
      await below.evaluate((to) => void window.open(to, '_blank'), url);
      const tab = await above;
      await tab.waitForLoadState();
      await below.goto(orderUrl());
      await run(at, 'busy(2500)');
      await tab.close();
    },
  },
  {
    name: 'tab switched to that has never been seen, and is busy',
    ms: 2_500,
    needsSight: true,
    go: async (at) => {
      const opened = at.context.waitForEvent('page');
      const session = await at.context.newCDPSession(at.page);
      await session.send('Target.createTarget', { url: orderUrl(), background: true });
      await session.detach();
      at.page = await opened;
      await at.page.waitForLoadState();
      await run(at, 'busy(2500)');
      await at.stage.xdotool('windowactivate', '--sync', at.window);
      await at.stage.keys('ctrl+Tab');
    },
  },
  {
    name: 'allowed tab opened, which stalls',
    ms: 2_500,
    needsSight: true,
    go: async (at) => {
      const opened = at.context.waitForEvent('page');
      await run(at, `window.open(${JSON.stringify(orderUrl({ slow: 'stall', ms: '2500' }))}, '_blank')`);
      at.page = await opened;
      await committed(at);
    },
  },
];

/** Longer than Chromium keeps old pixels, if its UI thread is free to clear them; another window keeps that thread busy. */
const busyBrowser = (slow: Slowness): Hold => ({
  name: `link, ${slow}, and a busy browser`,
  // A browser that busy is late with everything.
  ms: 25_000,
  go: async (at) => {
    await openStorm(at, OTHER_WINDOW_STORMS['questions']!);
    await link({ slow, ms: '9000' })(at);
  },
});

const flash = (slow: Slowness): Hold => ({ name: `flash, ${slow}`, ms: 2_500, forward: { slow, ms: '2500' }, go: committed });

export const HOLDS: readonly Hold[] = [
  slowLink('stall'), slowLink('busy'), slowTyped('stall'), slowTyped('busy'), slowTyped('late'), slowTyped('download'), slowTyped('nothing'),
  flash('stall'), flash('busy'), busyBrowser('stall'), busyBrowser('busy'), ...acrossDocuments, ...acrossBusyDocuments, ...inOneDocument, ...others,
];
