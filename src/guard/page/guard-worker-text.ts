/**
 * The guard's worker as one script in a string. It's empty in the sources: the build fills in
 * `guard-worker.ts` with all its imports (`build/inline-worker.plugin.mjs`), so that the worker can be
 * started from anywhere. Imported only when a guard is needed, because it's as large as the rest of the
 * agent's code.
 */
export const guardWorkerText: string = '';
