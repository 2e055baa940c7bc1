// `npm run matrix -- --urls N --seed S`: reads addresses of real windows in every condition, prints the figures, exits by them.
import { mkdirSync } from 'node:fs';
import { build } from 'esbuild';

mkdirSync('.cache', { recursive: true });
const outfile = '.cache/live-matrix.mjs';
await build({ entryPoints: ['test/guard/live-matrix/main.ts'], bundle: true, platform: 'node', format: 'esm', packages: 'external', outfile, logLevel: 'warning' });
await import(`../../../${outfile}`);
