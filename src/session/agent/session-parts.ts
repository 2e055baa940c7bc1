import { captureObstacle } from '../../capture/capture-support.js';
import { pickSource } from '../../capture/pick-source.js';
import { startGuard, type Guard, type GuardOptions } from '../../guard/page/guard.js';
import { guardSupport } from '../../guard/page/guard-support.js';
import { ReadyWorker } from '../../guard/page/ready-worker.js';
import { supportsLinks } from '../../peer/link-support.js';
import type { AgentSessionOptions } from './agent-session-options.js';

/** The part of the guard that a share uses. */
export type ShareGuard = Pick<Guard, 'track' | 'state' | 'why' | 'endsAt' | 'graceMs' | 'judgement' | 'stats' | 'update' | 'pause' | 'resume' | 'repeat' | 'close'>;

export type ShareGuardOptions = Omit<GuardOptions, 'onChange'> & { readonly onChange?: (guard: Pick<ShareGuard, 'state'>) => void };

/** What an agent's session needs from the browser. `glance-screenshare/testing` replaces these. */
export interface SessionParts {
  readonly pickSource: typeof pickSource;
  readonly captureObstacle: (...surfaces: Parameters<typeof captureObstacle>) => ReturnType<typeof captureObstacle>;
  readonly supportsLinks: () => boolean;
  readonly supportsGuard: () => boolean;
  readonly prepareWorker: (workerUrl: string | URL | undefined) => ReadyWorker | undefined;
  readonly startGuard: (options: ShareGuardOptions) => ShareGuard;
}

const BROWSER: SessionParts = {
  pickSource,
  captureObstacle,
  supportsLinks,
  supportsGuard: () => guardSupport() !== 'none',
  prepareWorker: (workerUrl) => new ReadyWorker(workerUrl),
  startGuard,
};

/**
 * This isn't an option, and only `glance-screenshare/testing` exports it, so that
 * an application can't leave out the guard by mistake.
 */
const replaced = new WeakMap<AgentSessionOptions, SessionParts>();

/** Makes a session with these options use other parts. For the test kit only. */
export function replaceParts(options: AgentSessionOptions, parts: SessionParts): void {
  replaced.set(options, parts);
}

export function partsOf(options: AgentSessionOptions): SessionParts {
  return replaced.get(options) ?? BROWSER;
}
