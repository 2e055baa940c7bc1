// `npm run sizes`: what each file for a page consists of, and what each element adds to an application of one's own.
// With `--write` the tables go into docs/sizes.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { eachMapping, TraceMap } from '@jridgewell/trace-mapping';
import { build } from 'esbuild';

const DOC = 'docs/sizes.md';
/** Parts below this many bytes are added up as one. */
const SMALL = 400;

/** Bytes of a text as servers send it. */
export const gzipped = (text) => gzipSync(text, { level: 9 }).length;

/** To what a source of the bundle belongs: a folder of ours, or a package. */
function partOf(source) {
  const inPackage = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source);
  if (inPackage) return inPackage[1];
  const folder = /src\/(elements\/[^/]+|[^/]+)\//.exec(source)?.[1];
  return folder ? `src/${folder}` : 'the bundle itself';
}

/** The parts of one built file: their bytes, and their share of its gzipped bytes. */
export function compositionOf(file) {
  const code = readFileSync(file, 'utf8');
  const lines = code.split('\n');
  const mappings = [];
  eachMapping(new TraceMap(readFileSync(`${file}.map`, 'utf8')), (mapping) => mappings.push(mapping));
  const texts = new Map();
  for (const [index, { generatedLine, generatedColumn, source }] of mappings.entries()) {
    const next = mappings[index + 1];
    const end = next?.generatedLine === generatedLine ? next.generatedColumn : undefined;
    const part = partOf(source ?? '');
    texts.set(part, (texts.get(part) ?? '') + lines[generatedLine - 1].slice(generatedColumn, end));
  }
  const total = gzipped(code);
  const alone = [...texts].map(([part, text]) => ({ part, bytes: text.length, alone: gzipped(text) }));
  // Together they are smaller than one by one: each gets its share of the whole.
  const sum = alone.reduce((all, { alone: each }) => all + each, 0);
  const parts = alone.map(({ part, bytes, alone: each }) => ({ part, bytes, share: Math.round((each / sum) * total) })).sort((a, b) => b.share - a.share);
  return { file, bytes: code.length, total, parts };
}

/**
 * What an application loads that imports these entries and nothing else: at once,
 * with the first connection to a server, and with the first guarded share.
 */
export async function applicationWith(entries) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: entries.map((entry) => `import './dist/${entry}.js';`).join('\n'), resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    format: 'esm',
    splitting: true,
    outdir: 'application',
    entryNames: 'first',
    chunkNames: '[name]-[hash]',
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  const sizes = new Map(outputFiles.map(({ path, text }) => [relative(process.cwd(), path), gzipped(text)]));
  const from = (file) => [file, ...metafile.outputs[file].imports.filter(({ kind }) => kind === 'import-statement').flatMap(({ path }) => from(path))];
  const atOnce = new Set(from('application/first.js'));
  const fetchedLater = [...atOnce].flatMap((file) => metafile.outputs[file].imports.filter(({ kind }) => kind === 'dynamic-import').map(({ path }) => path));
  const later = (part) => {
    const file = fetchedLater.find((output) => Object.keys(metafile.outputs[output].inputs).some((input) => input.includes(part)));
    return file === undefined ? [] : [...new Set(from(file))].filter((output) => !atOnce.has(output));
  };
  const sum = (files) => [...files].reduce((total, file) => total + sizes.get(file), 0);
  const text = outputFiles.filter(({ path }) => atOnce.has(relative(process.cwd(), path))).map((file) => file.text).join('');
  return { text, atOnce: sum(atOnce), withServer: sum(later('node_modules/engine.io-client/')), withGuard: sum(later('guard-worker-text')) };
}

export const FILES = ['agent', 'visitor', 'visitor-panel', 'admin'];
export const ELEMENTS = ['glance-screenshare-button', 'glance-share-view', 'glance-share-panel', 'glance-bookmark-menu', 'glance-screenshare-settings', 'glance-share-history'];

const kB = (bytes) => (bytes / 1000).toFixed(1);

function compositionTable({ file, total, parts }) {
  const large = parts.filter(({ share }) => share >= SMALL);
  const rest = parts.filter(({ share }) => share < SMALL);
  const rows = [...large, { part: `${rest.length} smaller parts`, share: rest.reduce((sum, { share }) => sum + share, 0) }];
  return [`### ${file}: ${kB(total)} kB`, '', '| part | kB |', '| --- | ---: |', ...rows.map(({ part, share }) => `| ${part} | ${kB(share)} |`)].join('\n');
}

async function applicationTable() {
  const rows = [];
  for (const tag of ELEMENTS) rows.push([`\`define/${tag}\``, await applicationWith([`define/${tag}`])]);
  rows.push(['`define`: all of them', await applicationWith(['define'])]);
  return [
    '| import | kB at once | kB more with `server` | kB more with Allowed Sites |',
    '| --- | ---: | ---: | ---: |',
    ...rows.map(([name, sizes]) => `| ${[name, sizes.atOnce, sizes.withServer, sizes.withGuard].map((cell) => (typeof cell === 'number' ? cell && kB(cell) : cell)).join(' | ')} |`),
  ].join('\n');
}

/** A document with a new text between two comments. */
export function withPart(document, name, text) {
  const [before, after] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [start, end] = [document.indexOf(before), document.indexOf(after)];
  if (start < 0 || end < start) throw new Error(`There is no part “${name}”.`);
  return `${document.slice(0, start + before.length)}\n\n${text}\n\n${document.slice(end)}`;
}

if (process.argv[1]?.endsWith('sizes.mjs')) {
  const applications = await applicationTable();
  const files = FILES.map((name) => compositionTable(compositionOf(`dist/cdn/${name}.js`))).join('\n\n');
  console.log(`${applications}\n\n${files}`);
  if (process.argv.includes('--write')) writeFileSync(DOC, withPart(withPart(readFileSync(DOC, 'utf8'), 'applications', applications), 'files', files));
}
