import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ALLOWED, RULES } from './guarded-sites.js';
import type { GuardStage } from './guard-stage.js';
import type { Place } from './navigations.js';
import { until } from './until.js';

/** Where a fault strikes. */
export interface Scene extends Place {
  /** X's number of the captured window. */
  readonly window: string;
}

export interface Fault {
  readonly name: string;
  /** Strikes, and lasts until what it returns is called. */
  readonly strike: (scene: Scene) => Promise<() => Promise<unknown>>;
  /** Where the captured window goes meanwhile, the share need not end. */
  readonly hides?: boolean;
}

const nothing = (): Promise<void> => Promise.resolve();
const onGuard = (work: Parameters<GuardStage['guard']>[0]) => async ({ stage }: Scene): Promise<() => Promise<void>> => {
  await stage.guard(work);
  return nothing;
};

/** Keeps every core busy twice over. */
function load(): Promise<() => Promise<unknown>> {
  const workers = Array.from({ length: 2 * availableParallelism() }, () => new Worker('for (;;);', { eval: true }));
  return Promise.resolve(() => Promise.all(workers.map((worker) => worker.terminate())));
}

async function minimise({ stage, window }: Scene): Promise<() => Promise<void>> {
  await stage.xdotool('windowminimize', window);
  return async () => void (await stage.xdotool('windowactivate', window));
}

/** Keeps the agent's page from running. */
function standstill({ stage }: Scene): Promise<() => Promise<void>> {
  const over = stage.agent.evaluate(() => {
    for (const end = Date.now() + 1_200; Date.now() < end;);
  });
  return Promise.resolve(() => over);
}

/** What goes wrong while somebody shares, or comes in between. */
export const FAULTS: readonly Fault[] = [
  { name: 'no fault', strike: () => Promise.resolve(nothing) },
  { name: 'the link cut', strike: onGuard((it) => it.cutLink()) },
  { name: 'the worker killed', strike: onGuard((it) => void it.killWorkers()) },
  { name: 'full load', strike: load },
  { name: 'the window minimised', strike: minimise, hides: true },
  { name: 'the agent’s page at a standstill', strike: standstill },
  { name: 'a pause that ends', strike: onGuard((it) => (it.pause(), it.resume())) },
  {
    name: 'new settings',
    strike: async ({ stage }) => {
      await stage.guard((it, allowedSites) => it.update({ allowedSites }), [`${ALLOWED}/third/*`, ...RULES]);
      return nothing;
    },
  },
  {
    name: 'the link cut under full load',
    strike: async (scene) => {
      const end = await load();
      await scene.stage.guard((it) => it.cutLink());
      return end;
    },
  },
];

/** Until the share has ended, as it does by itself but for what hides the window. */
export async function settle({ stage }: Scene, { hides }: Fault): Promise<void> {
  const over = until(() => stage.guard((it) => it.ending !== null), 'the share ends', hides ? 3_000 : 12_000);
  await (hides ? over.catch(() => undefined) : over);
}
