// `npm run bench [-- NAME…] [--short]`: measures rows against their peers, prints a table, writes bench/results.json and docs/benchmarks.md.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Imported from where it lies: it finds other files by its own place. */
const asItIs = {
  name: 'as-it-is',
  setup({ onResolve }) {
    onResolve({ filter: /\.mjs$/ }, ({ kind, path, resolveDir }) =>
      kind === 'entry-point' ? undefined : { path: pathToFileURL(join(resolveDir, path)).href, external: true });
  },
};

mkdirSync('.cache', { recursive: true });
const outfile = join('.cache', `bench-${process.pid}.mjs`);
await build({
  entryPoints: ['bench/main.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  plugins: [asItIs],
  outfile,
  logLevel: 'warning',
});
await import(pathToFileURL(outfile).href);
