// `npm run fixtures [-- NAME…]`: installs the packed package into the examples of these names, or all, builds them, and shares a window in each.
import { spawnSync } from 'node:child_process';
import { buildPackage } from '../../demo/prepare.mjs';

await buildPackage();
const names = process.argv.slice(2);
const only = names.length > 0 ? ['--grep', `the example (${names.join('|')}),`] : [];
const { status } = spawnSync('npx', ['--no', 'playwright', 'test', '--project=fixtures', ...only], { stdio: 'inherit' });
process.exitCode = status ?? 1;
