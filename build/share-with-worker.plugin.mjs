import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import MagicString from 'magic-string';
import { rollup } from 'rollup';
import { minify } from 'terser';

const WORKER = fileURLToPath(new URL('../src/guard/guard-worker.ts', import.meta.url));
/** The module with the worker's text, and the one with what page and worker share: as if they were files, because a map's sources are looked for from there. */
const [WORKER_TEXT, SHARED] = [resolve('guard-worker-text'), resolve('shared-with-the-worker')];

/**
 * For a single file that has the guard's worker in it as text. What the page
 * and the worker both need stands in it once: in a function that the page calls,
 * and with whose own text the worker's script begins. Otherwise a sixth of the
 * agent's file would be in it twice, too far apart for gzip to notice.
 *
 * The function has to reach the browser as it is written here, so this is only
 * for files that nobody compiles again.
 *
 * @param {{ page: string, plugins: import('rollup').Plugin[] }} options the file's entry, and what compiles it
 * @returns {import('rollup').Plugin} the first plugin of a build whose input is that entry
 */
export function shareWithWorker({ page, plugins }) {
  const entry = resolve('the-page');
  const parts = new Map();
  return {
    name: 'share-with-worker',
    async buildStart() {
      const { pageChunk, workerChunk, sharedChunk } = await splitInThree({ page, plugins });
      parts.set(entry, { ...pageChunk, edit: (text) => takeFromShared(text, sharedChunk, `import { shared } from '${SHARED}';`) });
      parts.set(SHARED, { ...sharedChunk, edit: makeFunction });
      parts.set(WORKER_TEXT, { code: await workerTextModule(workerChunk, sharedChunk), map: null, edit: () => undefined });
    },
    resolveId: { order: 'pre', handler: (source, importer) => (importer === undefined && source === page ? entry : parts.has(resolve(source)) ? resolve(source) : null) },
    load(id) {
      const part = parts.get(id);
      // What the function returns is also wanted where only its text can tell.
      return part ? { code: part.code, map: part.map, ...(id === SHARED && { moduleSideEffects: 'no-treeshake' }) } : null;
    },
    // Apart from `load`, so that the map of the chunk and that of the edit lead to the sources together.
    transform(code, id) {
      const part = parts.get(id);
      if (!part) return null;
      const edited = new MagicString(code);
      part.edit(edited);
      return { code: edited.toString(), map: edited.generateMap({ hires: true }) };
    },
  };
}

/** What only the page needs, what only the worker needs, and what both do. */
async function splitInThree({ page, plugins }) {
  const left = {
    name: 'left-to-the-build-of-the-file',
    resolveId: { order: 'pre', handler: (source) => (source.endsWith('/guard-worker-source.js') ? { id: 'guard-worker-text', external: true } : null) },
    resolveDynamicImport: (source) => (typeof source === 'string' ? { id: source, external: true } : null),
  };
  const bundle = await rollup({ input: { page, worker: WORKER }, plugins: [left, ...plugins] });
  const { output } = await bundle.generate({ format: 'es', sourcemap: true, entryFileNames: '[name].js', chunkFileNames: '[name].js' });
  await bundle.close();
  const chunks = output.filter(({ type }) => type === 'chunk');
  const [sharedChunk, ...more] = chunks.filter(({ isEntry }) => !isEntry);
  if (sharedChunk === undefined || sharedChunk.imports.length > 0 || more.length > 0) throw new Error('What page and worker share was expected to be one chunk that needs no other.');
  const [pageChunk, workerChunk] = ['page', 'worker'].map((name) => chunks.find((chunk) => chunk.isEntry && chunk.name === name));
  return { pageChunk, workerChunk, sharedChunk };
}

/** The module with the worker's text: first the function, under a name, then what only the worker needs. */
async function workerTextModule({ code }, sharedChunk) {
  const edited = new MagicString(code);
  takeFromShared(edited, sharedChunk);
  const { code: rest } = await minify(edited.toString(), { module: true, compress: { passes: 3 }, format: { comments: false }, ecma: 2020 });
  return `import { shared } from '${SHARED}';\nexport const guardWorkerSource = 'const shared=' + shared + ';' + ${JSON.stringify(rest)};`;
}

/** An entry gets from calling `shared` what it would have imported. */
function takeFromShared(text, { fileName }, before = '') {
  replaceOnly(text, new RegExp(`^import (\\{[^}]*\\}) from './${fileName}';$`, 'm'), (names) => `${before}const ${names.replaceAll(' as ', ': ')} = shared();`);
}

/** The shared modules become one function, which returns what they export. */
function makeFunction(text) {
  replaceOnly(text, /^export (\{[^}]*\});\s*$/m, (names) => `return ${names.replaceAll(/([\w$]+) as ([\w$]+)/g, '$2: $1')};\n}`);
  text.prepend('export function shared() {\n');
}

function replaceOnly(text, pattern, replacement) {
  const found = pattern.exec(text.original);
  if (found === null) throw new Error(`A chunk without ${pattern}: rollup writes its imports or exports another way now.`);
  text.overwrite(found.index, found.index + found[0].length, replacement(found[1]));
}
