/** Makes the site of the documentation: the reference from the sources, then every page. */
import { execFile } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vitepress';
import { buildPackage, ROOT } from '../../demo/prepare.mjs';
import { writeElementTables } from './element-tables.mjs';

/** The folder that a server has to serve. */
export const SITE = join(ROOT, 'docs/.vitepress/dist');

/** Builds it into {@link SITE}. A link that leads nowhere makes it fail. */
export async function buildSite() {
  await buildPackage();
  await promisify(execFile)(process.execPath, [join(ROOT, 'node_modules/typedoc/bin/typedoc'), '--options', 'docs/typedoc.json'], { cwd: ROOT });
  writeElementTables();
  copyFileSync(join(ROOT, 'dist/cdn/README.md'), join(ROOT, 'docs/reference/without-a-bundler.md'));
  await build(join(ROOT, 'docs'));
}
