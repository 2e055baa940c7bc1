import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { NODE_CONSTANTS, NODE_STAND_INS } from './node-stand-ins.mjs';

const entry = fileURLToPath(new URL('./src/guard/guard-worker.ts', import.meta.url));
/** The module whose text is replaced, by its source's or its output's name. */
const target = /\/src\/guard\/guard-worker-source\.(ts|js)$/;

/** @type {Promise<string> | undefined} */
let made;

/** The guard's worker, bundled into one script. */
export async function bundleGuardWorker({ minify = true } = {}) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify,
    format: 'iife',
    target: 'es2022',
    alias: NODE_STAND_INS,
    define: NODE_CONSTANTS,
    legalComments: 'none',
    logLevel: 'warning',
  });
  return outputFiles[0].text;
}

/** The text of `guard-worker-source` with the worker in it. */
function sourceModule(options) {
  made ??= bundleGuardWorker(options).then((text) => `export const guardWorkerSource = ${JSON.stringify(text)};`);
  return made;
}

/** For rollup, before whatever compiles TypeScript. */
export function inlineGuardWorker(options) {
  return {
    name: 'inline-guard-worker',
    load(id) {
      return target.test(id.replaceAll('\\', '/')) ? sourceModule(options) : null;
    },
  };
}

/** For web-test-runner and the dev server. */
export function serveGuardWorker(options) {
  return {
    name: 'serve-guard-worker',
    async serve({ path }) {
      return target.test(path) ? { body: await sourceModule(options), type: 'js' } : undefined;
    },
  };
}

/** For esbuild itself, with which tests bundle their pages. */
export function esbuildGuardWorker(options) {
  return {
    name: 'inline-guard-worker',
    setup({ onLoad }) {
      onLoad({ filter: target }, async () => ({ contents: await sourceModule(options), loader: 'js' }));
    },
  };
}
