import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * What simple-peer and micromatch take from Node, and what of other packages they
 * never use here, each replaced by the few lines of it that they do use. Nothing
 * of Node is left for a page to supply.
 */
const NODE_STAND_INS = {
  'readable-stream': here('src/peer/node-shims/duplex.mjs'),
  randombytes: here('src/peer/node-shims/random-bytes.mjs'),
  buffer: here('src/peer/node-shims/buffer.mjs'),
  'err-code': here('src/peer/node-shims/err-code.mjs'),
  debug: here('src/peer/node-shims/debug.mjs'),
  'queue-microtask': here('src/peer/node-shims/queue-microtask.mjs'),
  braces: here('src/policy/node-shims/braces.mjs'),
  util: here('src/policy/node-shims/util.mjs'),
  path: here('src/policy/node-shims/path.mjs'),
};

/** The same for files inside a package: the package, what it calls the file, and the lines in its place. */
const STAND_INS_WITHIN = [
  { within: 'picomatch', source: './scan', file: here('src/policy/node-shims/scan.mjs') },
  { within: 'engine.io-client', source: './webtransport.js', file: here('src/channel/node-shims/web-transport.mjs') },
  { within: 'engine.io-client', source: './transports/webtransport.js', file: here('src/channel/node-shims/web-transport.mjs') },
  { within: 'socket.io-parser', source: './binary.js', file: here('src/channel/node-shims/binary.mjs') },
  { within: 'socket.io-parser', source: './is-binary.js', file: here('src/channel/node-shims/binary.mjs') },
];

/**
 * What `path-glob.ts` tells micromatch with each pattern. Written into
 * picomatch's parser, so that minifiers leave out all that only other options
 * reach. A test compares what was built with what micromatch itself says.
 */
const SETTLED_OPTIONS = {
  ...Object.fromEntries(['dot', 'nonegate', 'nobrace', 'nobracket', 'noextglob', 'noglobstar', 'strictSlashes'].map((option) => [option, 'true'])),
  ...Object.fromEntries(['bash', 'capture', 'contains', 'keepQuotes', 'literalBrackets', 'noext', 'posix', 'prepend', 'regex', 'strictBrackets', 'unescape', 'windows'].map((option) => [option, 'undefined'])),
};
const PARSER = /picomatch[\\/]lib[\\/]parse\.js$/;
const readsOption = /\bopts\.(\w+)\b(?!\s*=[^=])/g;

/** What `path-glob.ts` leaves of a pattern is letters, digits, `_`, `-`, `/`, `%`, `*` and `?`, with a `/` first: what looks for others finds none. */
const looksForOthers = /\bvalue === (?:'(?:\\\\|[()[\]{}|,.!+@$^])'|'"')/g;
const shortcut = /\bopts\.fastpaths !== false/g;
const SHORTCUTS = 'parse.fastpaths = ';

function settled(code) {
  const parser = code
    .replace(readsOption, (read, option) => SETTLED_OPTIONS[option] ?? read)
    .replace(looksForOthers, 'false')
    .replace(shortcut, 'false');
  // Only for patterns that begin with a dot or a star.
  const end = parser.indexOf(SHORTCUTS);
  if (end === -1) throw new Error('picomatch’s parser is not the one that these settings were written for.');
  return `${parser.slice(0, end)}module.exports = parse;`;
}

function standInFor(source, importer = '') {
  const within = (part) => part.source === source && importer.replaceAll('\\', '/').includes(`/node_modules/${part.within}/`);
  return NODE_STAND_INS[source] ?? STAND_INS_WITHIN.find(within)?.file ?? null;
}

/** For rollup: all of the above. */
export function standIns() {
  return {
    name: 'stand-ins',
    resolveId: { order: 'pre', handler: standInFor },
    load: (id) => (PARSER.test(id) ? settled(readFileSync(id, 'utf8')) : null),
  };
}

/** For esbuild. */
export function esbuildStandIns() {
  return {
    name: 'stand-ins',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /./ }, ({ path, importer }) => {
        const file = standInFor(path, importer);
        return file === null ? undefined : { path: file };
      });
      onLoad({ filter: PARSER }, ({ path }) => ({ contents: settled(readFileSync(path, 'utf8')), loader: 'js' }));
    },
  };
}

/** picomatch asks on which system it runs, for the separators of file paths. */
export const NODE_CONSTANTS = { 'process.platform': '"browser"', 'process.version': '"v20.0.0"' };
