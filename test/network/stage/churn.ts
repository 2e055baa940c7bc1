import type { Page } from '@playwright/test';
import type { NetworkStage, Seat } from './network-stage.js';
import { sees, watch } from './sharing.js';

/** What a page holds while nothing is shared. */
export interface Holdings {
  /** Bytes of JavaScript's heap, after its garbage was collected. */
  readonly heap: number;
  readonly listeners: number;
  /** Connections that aren't closed. */
  readonly peers: number;
  /** Captured tracks that aren't stopped. */
  readonly tracks: number;
  readonly workers: number;
}

export interface ChurnReport {
  readonly rounds: number;
  /** Of the agent's page, the visitor's, and the page of an agent whose shares are guarded: after the first rounds, and at the end. */
  readonly agent: readonly [Holdings, Holdings];
  readonly visitor: readonly [Holdings, Holdings];
  readonly guarded: readonly [Holdings, Holdings];
}

/** Rounds after which a page has loaded and cached what it needs. */
const WARM_UP = 4;

interface People {
  readonly stage: NetworkStage;
  readonly agent: Seat;
  readonly visitor: Seat;
  readonly guarded: Seat;
}

/** Starts, stops and reconnects, one after the other, for as long as `goesOn`. */
export async function churn(stage: NetworkStage, goesOn: (round: number) => boolean): Promise<ChurnReport> {
  const agent = await stage.browse('agent', { before: countWhatIsOpen });
  const visitor = await watch(stage, { before: countWhatIsOpen });
  const guarded = await stage.browse('agent', { attributes: { settings: '/settings/guarded', 'session-id': 's2' }, before: countWhatIsOpen });
  const people = { stage, agent, visitor, guarded };
  let round = 0;
  for (; round < WARM_UP; round++) await once(people, round);
  const before = await holdingsOnceBack(people);
  for (; goesOn(round); round++) await once(people, round);
  const after = await holdingsOnceBack(people, before);
  return { rounds: round, agent: [before[0]!, after[0]!], visitor: [before[1]!, after[1]!], guarded: [before[2]!, after[2]!] };
}

/** A share that is seen, broken, seen again and stopped; and a guarded one that is given up while it is checked. */
async function once({ stage, agent, visitor, guarded }: People, round: number): Promise<void> {
  await agent.page.getByRole('button', { name: 'Screen Share' }).click();
  await sees(visitor.page);
  if (round % 2 === 0) {
    await visitor.page.evaluate(() => (globalThis as unknown as { closePeers: () => void }).closePeers());
  } else {
    await stage.desk.kill();
    await stage.desk.restart();
  }
  await sees(visitor.page);
  await agent.page.getByRole('button', { name: 'Stop Sharing' }).click();
  await visitor.page.locator('glance-share-view[state=ended]').waitFor();
  await guarded.page.getByRole('button', { name: 'Screen Share' }).click();
  await guarded.page.getByRole('button', { name: 'Cancel' }).click();
  await guarded.page.getByRole('button', { name: 'Screen Share' }).waitFor();
}

const holdingsOfAll = ({ agent, visitor, guarded }: People): Promise<Holdings[]> => Promise.all([agent, visitor, guarded].map(({ page }) => holdingsOf(page)));

/** Nothing of a share is open; and no more listeners than there were, where that is known. */
const isBack = ({ peers, tracks, workers, listeners }: Holdings, before?: Holdings): boolean => peers + tracks + workers === 0 && listeners <= (before?.listeners ?? Infinity);

/**
 * What is held once all is back. What is being closed is given the time that it takes; and a socket that comes back
 * after its server has listeners of its own until it is there, which no share has left behind.
 */
async function holdingsOnceBack(people: People, before: readonly Holdings[] = []): Promise<Holdings[]> {
  const end = Date.now() + 30_000;
  for (;;) {
    const now = await holdingsOfAll(people);
    if (Date.now() > end || now.every((each, at) => isBack(each, before[at]))) return now;
  }
}

async function holdingsOf(page: Page): Promise<Holdings> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  // What the first collection sets free, such as a connection, holds what the second one does.
  for (let time = 0; time < 2; time++) await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const metric = (name: string): number => metrics.find((each) => each.name === name)?.value ?? NaN;
  const open = await page.evaluate(() => (globalThis as unknown as { countOpen: () => { peers: number; tracks: number } }).countOpen());
  return { heap: metric('JSHeapUsedSize'), listeners: metric('JSEventListeners'), ...open, workers: page.workers().length };
}

/** Runs in the page before its scripts: knows every connection and every captured track, and holds none of them. */
function countWhatIsOpen(): void {
  const peers = new Set<WeakRef<RTCPeerConnection>>();
  const tracks = new Set<WeakRef<MediaStreamTrack>>();
  const alive = <T extends object>(set: Set<WeakRef<T>>): T[] => [...set].flatMap((ref) => ref.deref() ?? (set.delete(ref), []));
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      peers.add(new WeakRef(this));
    }
  };
  const { mediaDevices } = navigator;
  if (mediaDevices) {
    const real = mediaDevices.getDisplayMedia.bind(mediaDevices);
    mediaDevices.getDisplayMedia = async (options) => {
      const stream = await real(options);
      for (const track of stream.getTracks()) tracks.add(new WeakRef(track));
      return stream;
    };
  }
  Object.assign(globalThis, {
    closePeers: () => alive(peers).forEach((peer) => peer.close()),
    countOpen: () => ({
      peers: alive(peers).filter(({ connectionState }) => connectionState !== 'closed').length,
      tracks: alive(tracks).filter(({ readyState }) => readyState === 'live').length,
    }),
  });
}
