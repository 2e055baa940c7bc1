// `npm run matrix -- --urls N --seed S`: reads addresses of real windows in every condition, prints the figures, exits by them.
// `npm run matrix -- scales`: the same at every scale and size, of windows of the agent's own browser and of another's; of one of them with `--by own` or `--by other`, from `--from 1` to `--to 3` in steps of `--step 0.05`.
// `npm run matrix -- confusables`: visits every host and path that Chromium shows like another one.
import { mkdirSync } from 'node:fs';
import { build } from 'esbuild';

const runs = { reading: 'live-matrix/main', scales: 'live-matrix/scales', confusables: 'confusables/main' };
const name = process.argv[2]?.startsWith('-') === false ? process.argv[2] : 'reading';
if (!Object.hasOwn(runs, name)) throw new Error(`There is no matrix "${name}", only: ${Object.keys(runs).join(', ')}.`);

mkdirSync('.cache', { recursive: true });
const outfile = `.cache/matrix-${name}.mjs`;
await build({ entryPoints: [`test/address-bar/${runs[name]}.ts`], bundle: true, platform: 'node', format: 'esm', packages: 'external', outfile, logLevel: 'warning' });
await import(`../../../${outfile}`);
