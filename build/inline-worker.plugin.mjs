import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { minify as squeeze } from 'terser';
import { esbuildNodeAliases, NODE_CONSTANTS } from './node-aliases.mjs';

const entry = fileURLToPath(new URL('../src/guard/worker/guard-worker.ts', import.meta.url));
/** The module whose text is replaced, by the name of its source or its output. */
const target = /\/src\/guard\/page\/guard-worker-text\.(ts|js)$/;

/** @type {Promise<string> | undefined} */
let made;

/**
 * Bundles the guard's worker into one script.
 *
 * @param options.plugins Additional esbuild plugins, with which a test removes part
 * of the guard. Default none.
 */
export async function bundleGuardWorker({ minify = true, plugins = [] } = {}) {
  const { outputFiles } = await buildGuardWorker({ minify, plugins });
  return minify ? squeezed(outputFiles[0].text) : outputFiles[0].text;
}

/** The source files of the worker. */
export async function guardWorkerInputs() {
  const { metafile } = await buildGuardWorker({ minify: true, plugins: [] });
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.keys(inputs)
      .filter((file) => inputs[file].bytesInOutput > 0)
      .map((file) => resolve(file)),
  );
}

function buildGuardWorker({ minify, plugins }) {
  return build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    minify,
    format: 'iife',
    target: 'es2022',
    plugins: [...plugins, esbuildNodeAliases()],
    define: NODE_CONSTANTS,
    legalComments: 'none',
    logLevel: 'warning',
  });
}

/** After esbuild's minification, terser still saves 5%. */
async function squeezed(text) {
  const { code } = await squeeze(text, { compress: { passes: 3 }, format: { comments: false }, ecma: 2020 });
  return code;
}

/** The text of `guard-worker-text` with the worker in it. */
function sourceModule(options) {
  if (options?.plugins) return makeSourceModule(options);
  made ??= makeSourceModule(options);
  return made;
}

async function makeSourceModule(options) {
  return `export const guardWorkerText = ${JSON.stringify(await bundleGuardWorker(options))};`;
}

/** For rollup. Has to run before TypeScript is compiled. */
export function inlineGuardWorker(options) {
  return {
    name: 'inline-guard-worker',
    load(id) {
      return target.test(id.replaceAll('\\', '/')) ? sourceModule(options) : null;
    },
  };
}

/** For rollup: also emits the worker as a separate file, for pages whose policy forbids `blob:` workers. */
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

/** For esbuild, which tests use to bundle their pages. */
export function esbuildGuardWorker(options) {
  return {
    name: 'inline-guard-worker',
    setup({ onLoad }) {
      onLoad({ filter: target }, async () => ({ contents: await sourceModule(options), loader: 'js' }));
    },
  };
}
