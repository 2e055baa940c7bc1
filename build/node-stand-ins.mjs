import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

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
  fastpaths: 'false',
  ...Object.fromEntries(['dot', 'nonegate', 'nobrace', 'nobracket', 'noextglob', 'noglobstar', 'strictSlashes'].map((option) => [option, 'true'])),
  ...Object.fromEntries(['bash', 'capture', 'contains', 'keepQuotes', 'literalBrackets', 'noext', 'posix', 'prepend', 'regex', 'strictBrackets', 'unescape', 'windows'].map((option) => [option, 'undefined'])),
};
const readsOption = /\bopts\.(\w+)\b(?!\s*=[^=])/g;
/** What `path-glob.ts` leaves of a pattern is letters, digits, `_`, `-`, `/`, `%`, `*` and `?`: what looks for others finds none. */
const looksForOthers = /\bvalue === (?:'(?:\\\\|[()[\]{}|,.!+@$^])'|'"')/g;
const settled = (code) => code.replace(readsOption, (read, option) => SETTLED_OPTIONS[option] ?? read).replace(looksForOthers, 'false');

/** Of what these files hang on their one export, only these are ever called; no bundler can tell, as they are CommonJS. */
const CALLED = {
  'micromatch/index.js': ['makeRe'],
  'picomatch/lib/picomatch.js': ['makeRe', 'compileRe', 'toRegex'],
  'picomatch/lib/parse.js': [],
};
/** And these of its constants are never asked for: names of characters, classes in brackets, the separator of Windows. */
const unasked = /^ {2}CHAR_\w+: .*\n|(?<=^const (?:POSIX_REGEX_SOURCE|WINDOWS_CHARS) = \{)\n[^]*?\n(?=\};)|win32 === true \? WINDOWS_CHARS : /gm;
/** Of simple-peer's methods, those for sending data and for changing tracks: links have a picture only, and change it at the sender itself. */
const uncalled = /^ {2}(?:get bufferSize|address|send|replaceTrack|removeTrack|removeStream|_write) \(.*\) \{\n[^]*?\n {2}\}\n/gm;
const SHORTENED = /[\\/]node_modules[\\/]((?:micromatch|picomatch|simple-peer)[\\/].*\.js)$/;
/** One statement at the head of a line: a function that is hung on the export, or the function of that name itself. */
const hangsOn = /^(?:(?:micromatch|picomatch|parse)\.(\w+)|const (micromatch|picomatch)(?= = \()) = (?:\(.*\{\n[^]*?\n\};|.*;)\n/gm;

/** A file of micromatch's or simple-peer's without what is never used here; null for any other. */
function shortened(id) {
  const name = SHORTENED.exec(id)?.[1]?.replaceAll('\\', '/');
  if (name === 'picomatch/lib/constants.js') return readFileSync(id, 'utf8').replace(unasked, '');
  if (name === 'simple-peer/index.js') return readFileSync(id, 'utf8').replace(uncalled, '');
  const called = CALLED[name];
  if (called === undefined) return null;
  const code = readFileSync(id, 'utf8').replace(hangsOn, (statement, part, itself) => {
    if (itself !== undefined) return `const ${itself} = {};\n`;
    return called.includes(part) ? statement : '';
  });
  return name === 'picomatch/lib/parse.js' ? settled(code) : code;
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
    load: shortened,
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
      onLoad({ filter: SHORTENED }, ({ path }) => {
        const contents = shortened(path);
        return contents === null ? undefined : { contents, loader: 'js' };
      });
    },
  };
}

/** picomatch asks on which system it runs, for the separators of file paths. */
export const NODE_CONSTANTS = { 'process.platform': '"browser"', 'process.version': '"v20.0.0"' };
