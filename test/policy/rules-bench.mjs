/**
 * How fast rules are: checks a second at 10 to 10,000 rules, and the slowest of
 * the hostile rules and URLs. `npm run bench:rules`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { hostileRules, hostileUrls, scatteredRules } from './hostile-cases.mjs';

const { AllowedSites, parseAllowedSite } = await loadPolicy();

const SHAPES = {
  'one host each': (index) => `https://www.site-${index}.example.com/first/*`,
  'all on one host': (index) => `https://www.example.com/area-${index}/first/*`,
  'one host, all with *': (index) => `https://www.example.com/area-${index}/*/print`,
  'subdomains': (index) => `https://*.site-${index}.example.com/first/*`,
};

for (const [name, ruleAt] of Object.entries(SHAPES)) {
  for (const count of [10, 100, 1000, 10_000]) {
    const sites = new AllowedSites(Array.from({ length: count }, (_, index) => ruleAt(index)));
    const urls = Array.from({ length: 2000 }, (_, index) => urlFor(ruleAt((index * 7919) % count), index));
    console.log(`${name.padEnd(22)} ${String(count).padStart(6)} rules  ${checksPerSecond(sites, urls).toFixed(2)} million checks/s`);
  }
}
console.log(`slowest hostile rule   ${slowest(hostileRules, (rule) => parseAllowedSite(rule))}`);
const manySites = new AllowedSites([...scatteredRules, ...hostileRules.filter((rule) => parseAllowedSite(rule).ok)]);
console.log(`slowest hostile URL    ${slowest(hostileUrls, (url) => manySites.check(url))}`);
console.log(`same, as displayed     ${slowest(hostileUrls, (url) => manySites.checkDisplayed({ text: url.replace('https://', ''), truncated: true, security: 'secure', editing: false }))}`);

/** A page of the rule, or for every fourth URL a page beside it. */
function urlFor(rule, index) {
  const page = rule.replace('*.', 'sub.').replace('/*', `/item-${index}`);
  return `${index % 4 === 0 ? page.replace('/first', '/second').replace('/print', '/edit') : page}?id=${index}`;
}

/** By the processor time that they take, so that other programs on the machine don't count. */
function checksPerSecond(sites, urls) {
  let best = 0;
  for (let round = 0; round < 5; round += 1) {
    const start = cpuMs();
    let checks = 0;
    while (cpuMs() - start < 200) {
      for (const url of urls) sites.check(url);
      checks += urls.length;
    }
    best = Math.max(best, checks / (cpuMs() - start) / 1000);
  }
  return best;
}

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The longest median of five runs. */
function slowest(cases, run) {
  const measured = cases.map((text) => {
    const times = Array.from({ length: 5 }, () => {
      const start = cpuMs();
      run(text);
      return cpuMs() - start;
    }).sort((a, b) => a - b);
    return { text, ms: times[2], first: times[4] };
  });
  const { text, ms, first } = measured.reduce((worst, one) => (one.ms > worst.ms ? one : worst));
  return `${ms.toFixed(2)} ms (worst run ${first.toFixed(2)} ms)  ${text.slice(0, 40)}…`;
}

async function loadPolicy() {
  const folder = await mkdtemp(join(tmpdir(), 'rules-bench-'));
  try {
    const outfile = join(folder, 'policy.cjs');
    await build({ entryPoints: [fileURLToPath(new URL('../../src/policy/index.ts', import.meta.url))], bundle: true, platform: 'node', format: 'cjs', outfile });
    return createRequire(import.meta.url)(outfile);
  } finally {
    await rm(folder, { recursive: true });
  }
}
