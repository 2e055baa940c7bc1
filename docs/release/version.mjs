// `npm run release:version`: the notes of .changeset become a version and a part of docs/CHANGELOG.md.
import { execFileSync } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Changesets keeps its list beside package.json and nowhere else, so it is lent there. */
const BESIDE_PACKAGE = 'CHANGELOG.md';
const IN_DOCS = 'docs/CHANGELOG.md';

const root = resolve(process.argv[2] ?? '.');
const changeset = join(import.meta.dirname, '../../node_modules/.bin/changeset');

renameSync(join(root, IN_DOCS), join(root, BESIDE_PACKAGE));
try {
  execFileSync(changeset, ['version'], { cwd: root, stdio: 'inherit' });
} finally {
  if (existsSync(join(root, BESIDE_PACKAGE))) renameSync(join(root, BESIDE_PACKAGE), join(root, IN_DOCS));
}
