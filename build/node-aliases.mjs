import { fileURLToPath } from 'node:url';
import alias from '@rollup/plugin-alias';

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * Modules that simple-peer and micromatch import but a page doesn't need, and our
 * small replacements. All other packages are bundled unmodified.
 */
const NODE_ALIASES = {
  // Node's own modules, some of them as packages that reimplement them for browsers.
  path: here('src/policy/node-shims/path.mjs'),
  util: here('src/policy/node-shims/util.mjs'),
  buffer: here('src/peer/node-shims/buffer.mjs'),
  'readable-stream': here('src/peer/node-shims/duplex.mjs'),
  randombytes: here('src/peer/node-shims/random-bytes.mjs'),
  // Other modules. The replacements explain why they exist.
  braces: here('src/policy/node-shims/braces.mjs'),
  debug: here('src/peer/node-shims/debug.mjs'),
};

/**
 * Node's globals, for esbuild's `define`. picomatch checks the operating system
 * because file paths on Windows have backslashes; queue-microtask uses `global`.
 */
export const NODE_CONSTANTS = { 'process.platform': '"browser"', 'process.version': '"v20.0.0"', global: 'globalThis' };

/** For rollup. */
export const nodeAliases = () => alias({ entries: NODE_ALIASES });

/**
 * For esbuild, whose `require` returns a module's whole namespace. simple-peer and
 * micromatch expect the default export if there is one.
 *
 * @returns {import('esbuild').Plugin}
 */
export function esbuildNodeAliases() {
  return {
    name: 'node-aliases',
    setup({ onResolve, onLoad }) {
      const names = Object.keys(NODE_ALIASES).join('|');
      onResolve({ filter: new RegExp(`^(${names})$`) }, ({ path, kind }) =>
        kind === 'require-call' ? { path, namespace: 'node-alias' } : { path: NODE_ALIASES[path] },
      );
      onLoad({ filter: /./, namespace: 'node-alias' }, ({ path }) => ({
        contents: `const alias = require(${JSON.stringify(NODE_ALIASES[path])});\nmodule.exports = 'default' in alias ? alias.default : alias;`,
        resolveDir: here('.'),
      }));
    },
  };
}
