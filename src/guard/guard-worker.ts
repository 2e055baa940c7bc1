import { serveGuard } from './serve-guard.js';
import type { GuardPort } from './serve-guard.js';

/** The guard's worker: the one entry that is bundled into a script of its own. */
serveGuard(self as unknown as GuardPort, () => {
  throw new Error('No reader yet.');
});
