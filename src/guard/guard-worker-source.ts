/**
 * The guard's worker as one script in a string. Empty in the sources: the build
 * puts `guard-worker.ts` with all that it imports here (`build/inline-worker.plugin.mjs`),
 * so that one file can be served from anywhere.
 */
export const guardWorkerSource: string = '';
