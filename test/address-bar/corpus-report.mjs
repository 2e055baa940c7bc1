/**
 * `npm run corpus`: how well the guard reads a folder of pictures of browser
 * windows (`--dir`, default `../shared/corpus` beside the repository) with
 * what each address bar shows in `labels.tsv`.
 *
 * For each picture: was the bar found, is the text exact, and would a wrong
 * text have been allowed by a rule that the true address isn't under. Exits
 * with 1 when one would.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { PictureReader } from '../../demo/read-address.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: { dir: { type: 'string', default: resolve(ROOT, '../shared/corpus') }, half: { type: 'string' }, proof: { type: 'string', default: 'exact' } },
});

/** The labels, one object a picture. `--half odd` or `--half even` takes every other one. */
function readLabels(dir) {
  const [head = '', ...rows] = readFileSync(join(dir, 'labels.tsv'), 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  const labels = rows.map((row) => Object.fromEntries(row.split('\t').map((cell, column) => [names[column], cell])));
  if (values.half === undefined) return labels;
  return labels.filter((_, at) => at % 2 === (values.half === 'odd' ? 1 : 0));
}

async function loadJudge() {
  const contents = "export { AllowedSites } from './src/policy/allowed-sites.js'; export { judgeAddress } from './src/guard/evidence/judge-address.js';";
  const { outputFiles } = await build({ stdin: { contents, resolveDir: ROOT }, bundle: true, write: false, platform: 'node', format: 'cjs', logLevel: 'error' });
  const loaded = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(loaded, loaded.exports, process.getBuiltinModule('module').createRequire(import.meta.url));
  return loaded.exports;
}

/** `https://host` of an address as bars show it, or null where it has none. */
function siteOf(text) {
  const bare = text.replace(/…$/, '').replace(/^[a-z]+:\/\//, '');
  try {
    return new URL(`https://${bare}`).origin;
  } catch {
    return null;
  }
}

/** The rules that might let a wrong text through: of the true site, and of the one that was read, whole and as that page only. */
function rulesFor(truth, text) {
  const read = siteOf(text);
  const page = text.replace(/…$/, '').replace(/^[a-z]+:\/\//, '');
  return [siteOf(truth), read].flatMap((site) => (site ? [`${site}/*`] : [])).concat(read ? [`https://${page.includes('/') ? page : `${page}/`}`] : []);
}

/** Whether a rule lets this wrong text through that the true address isn't under. */
function isWronglyAllowed({ AllowedSites, judgeAddress }, truth, line) {
  const reading = { ...line.reading, text: line.text.replace(/…$/, '') };
  return rulesFor(truth, line.text).some((rule) => {
    let sites;
    try {
      sites = new AllowedSites([rule]);
    } catch {
      return false;
    }
    const isUnder = sites.check(`https://${truth.replace(/…$/, '').replace(/^[a-z]+:\/\//, '')}`).allowed && !/^(?:http|file):/.test(truth);
    return !isUnder && judgeAddress(reading, sites, values.proof) === 'allowed';
  });
}

class Tally {
  #groups = new Map();

  add(group, figures) {
    const sum = this.#groups.get(group) ?? { pictures: 0, found: 0, exact: 0, wrong: 0, allowed: 0 };
    for (const name of Object.keys(figures)) sum[name] += Number(figures[name]);
    sum.pictures++;
    this.#groups.set(group, sum);
  }

  print() {
    for (const [group, { pictures, found, exact, wrong, allowed }] of [...this.#groups].sort()) {
      console.log(`${group.padEnd(20)} ${pictures} pictures, ${found} bars found, ${exact} texts exact, ${wrong} wrong, ${allowed} wrong and allowed`);
    }
  }
}

async function main() {
  const { dir } = values;
  if (!existsSync(join(dir, 'labels.tsv'))) {
    console.log(`No corpus at ${dir}, so there is nothing to report. Name a folder with pictures and a labels.tsv: npm run corpus -- --dir FOLDER`);
    return 0;
  }
  const judge = await loadJudge();
  const reader = await PictureReader.open();
  const tally = new Tally();
  const times = [];
  let failures = 0;
  try {
    const labels = readLabels(dir);
    const lines = reader.readAll(labels.map(({ file }) => join(dir, file)), { whole: true });
    for (const label of labels) {
      const { value: line } = await lines.next();
      if (line.error !== undefined) {
        console.log(`${label.file}  ${line.error}`);
        failures++;
        continue;
      }
      const isExact = line.text === label.text_shown;
      const isAllowed = line.text !== null && !isExact && isWronglyAllowed(judge, label.text_shown, line);
      times.push(line.locateMs);
      console.log(`${label.file}  ${line.found ? 'found' : 'NO BAR'}  ${isExact ? 'exact' : `"${line.text ?? ''}" for "${label.text_shown}"`}${isAllowed ? '  WRONG AND ALLOWED' : ''}`);
      const figures = { found: line.found, exact: isExact, wrong: line.text !== null && !isExact, allowed: isAllowed };
      tally.add(`${label.browser} ${label.theme}`, figures);
      tally.add('~ all', figures);
      if (isAllowed) failures++;
    }
  } finally {
    await reader.close();
  }
  tally.print();
  times.sort((a, b) => a - b);
  console.log(`Finding a bar took ${times[times.length >> 1]?.toFixed(1)} ms at the median.`);
  return failures > 0 ? 1 : 0;
}

process.exitCode = await main();
