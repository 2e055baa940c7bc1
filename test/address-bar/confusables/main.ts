import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createAuthority } from '../../e2e/harness/certificates.js';
import { startDisplay } from '../../e2e/harness/display.js';
import { nameOf } from '../live-matrix/conditions.js';
import type { Condition } from '../live-matrix/conditions.js';
import { bundleAgent } from '../live-matrix/matrix.js';
import { characters, drawnAlike } from './drawn-alike.js';
import type { Likeness } from './drawn-alike.js';
import { markedHosts, wholeScriptHosts } from './host-candidates.js';
import { ordinaryHosts } from './ordinary-hosts.js';
import { pathsOf, samePictures } from './path-table.js';
import type { SamePicture } from './path-table.js';
import { askChromium } from './shown-by-chromium.js';
import { isBelievedWrongly, isLost, visitAll } from './visits.js';
import { weakened } from './weakened.js';

const conditions: readonly Condition[] = [
  { font: 'Noto Sans', antialiasing: 'grey', scale: 1, dark: false, kind: 'normal' },
  { font: 'Roboto', antialiasing: 'lcd', scale: 1.25, dark: true, kind: 'popup' },
  { font: 'Liberation Sans', antialiasing: 'grey', scale: 1.5, dark: true, kind: 'normal' },
  { font: 'DejaVu Sans', antialiasing: 'lcd', scale: 2, dark: false, kind: 'popup' },
];
/** Likenesses that differ more in one pixel aren't tried in hosts, and in paths. */
const most = { host: 0.55, path: 0.3 };

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    /** Take every n-th host and path of each condition's; 1 takes them all. */
    every: { type: 'string', default: '4' },
    only: { type: 'string', default: '' },
    by: { type: 'string', default: 'own' },
  },
});
const every = Number(values.every);
const by = values.by === 'other' ? 'other' : 'own';
const share = (urls: readonly string[], turn: number): string[] => urls.filter((_, index) => index % every === turn % every);

const folder = await mkdtemp(join(tmpdir(), 'confusables-'));
const display = await startDisplay({ width: 2600, height: 1400 });
const chromium = await askChromium();
const counts = { hosts: 0, believed: 0, leaking: 0, ordinary: 0, lost: 0, paths: 0 };
const table: SamePicture[] = [];
try {
  const authority = await createAuthority(folder);
  const agent = await bundleAgent('test/address-bar/live-matrix');
  const weak = await bundleAgent('test/address-bar/live-matrix', [weakened]);
  const drawable = characters();
  const marked = await markedHosts(chromium);
  console.log(`${drawable.length} characters drawn, ${marked.length} hosts of marked letters`);
  for (const [turn, condition] of conditions.entries()) {
    if (!nameOf(condition).includes(values.only)) continue;
    const alike = await drawnAlike(chromium.page, drawable, { family: condition.font, size: 14 * condition.scale, most: most.host });
    const inHosts = alike.filter(({ ascii }: Likeness) => /^[a-z0-9-]$/.test(ascii)).map(({ character }) => character);
    const hosts = [...marked, ...(await wholeScriptHosts(chromium, [...new Set(inHosts)]))];
    const options = { condition, display, authority, agent, by } as const;

    const attacks = share(hosts, turn).map((host) => `https://${host}/`);
    const visits = await visitAll(attacks, options);
    const believed = visits.filter(isBelievedWrongly);
    const leaking = (await visitAll(attacks.slice(0, 60), { ...options, agent: weak })).filter(isBelievedWrongly);

    const ordinary = await visitAll(share(ordinaryHosts, turn).map((host) => `https://${host}/first/page`), options);
    const lost = ordinary.filter(isLost);

    const paths = share(await pathsOf(chromium, alike.filter(({ difference }) => difference <= most.path)), turn);
    table.push(...samePictures(await visitAll(paths, options)));

    counts.hosts += visits.length;
    counts.believed += believed.length;
    counts.leaking += leaking.length;
    counts.ordinary += ordinary.length;
    counts.lost += lost.length;
    counts.paths += paths.length;
    console.log(`${nameOf(condition)}: ${believed.length} of ${visits.length} look-alike hosts believed (${leaking.length} of the first ${Math.min(60, attacks.length)} without the checks), ` +
      `${lost.length} of ${ordinary.length} ordinary hosts lost, ${paths.length} paths tried`);
    for (const { url, reading } of [...believed, ...lost]) console.log(`    ${url}: ${reading ? `${reading.text}${reading.confusable ? ' confusable' : ''} ${reading.security}` : 'no reading'}`);
  }
} finally {
  await chromium.close();
  await display.stop();
  await rm(folder, { recursive: true, force: true });
}
console.log('\nCharacters that Chromium shows undecoded in a path, and that no pixel tells from another one:');
for (const ascii of [...new Set(table.map((same) => same.ascii))].sort()) {
  const others = [...new Set(table.filter((same) => same.ascii === ascii).map(({ character }) => character))].sort();
  console.log(`${ascii || 'nothing'}\t${others.map((character) => `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`).join(' ')}`);
}
console.log(`\n${counts.believed} of ${counts.hosts} look-alike hosts believed, ${counts.leaking} in a part of them without the checks; ${counts.lost} of ${counts.ordinary} ordinary hosts lost; ${table.length} of ${counts.paths} paths look like another one`);
process.exitCode = counts.believed === 0 && counts.lost === 0 && counts.leaking > 0 ? 0 : 1;
