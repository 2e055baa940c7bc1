import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * What simple-peer and micromatch take from Node, each replaced by the few lines
 * of it that they use. Nothing of Node is left for a page to supply.
 */
export const NODE_STAND_INS = {
  'readable-stream': here('src/peer/node-shims/duplex.mjs'),
  randombytes: here('src/peer/node-shims/random-bytes.mjs'),
  buffer: here('src/peer/node-shims/buffer.mjs'),
  debug: here('src/peer/node-shims/debug.mjs'),
  'queue-microtask': here('src/peer/node-shims/queue-microtask.mjs'),
  util: here('src/policy/node-shims/util.mjs'),
  path: here('src/policy/node-shims/path.mjs'),
};

/** picomatch asks on which system it runs, for the separators of file paths. */
export const NODE_CONSTANTS = { 'process.platform': '"browser"', 'process.version': '"v20.0.0"' };
