import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { minify as squeeze } from 'terser';
import { esbuildStandIns, NODE_CONSTANTS } from './node-stand-ins.mjs';

const entry = fileURLToPath(new URL('../src/guard/guard-worker.ts', import.meta.url));
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
    plugins: [esbuildStandIns()],
    define: NODE_CONSTANTS,
    legalComments: 'none',
    logLevel: 'warning',
  });
  return minify ? squeezed(outputFiles[0].text) : outputFiles[0].text;
}

/** After esbuild has minified it, terser still finds a twentieth. */
async function squeezed(text) {
  const { code } = await squeeze(text, { compress: { passes: 3 }, format: { comments: false }, ecma: 2020 });
  return code;
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

/** For rollup: the worker as a file of its own too, for pages whose policy forbids `blob:` workers. */
export function emitGuardWorker() {
  return {
    name: 'emit-guard-worker',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'guard-worker.js', source: await bundleGuardWorker() });
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
