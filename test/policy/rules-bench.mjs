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
import { hostileLists, hostileRules, hostileUrls } from './hostile-cases.mjs';

const { AllowedSites, explainUrl, parseAllowedSite } = await loadPolicy();

const SHAPES = {
  'one host each': (index) => `https://www.site-${index}.example.com/first/*`,
  'all on one host': (index) => `https://www.example.com/area-${index}/first/*`,
  'one host, all with *': (index) => `https://www.example.com/area-${index}/*/print`,
  'subdomains': (index) => `https://*.site-${index}.example.com/first/*`,
};

for (const [name, ruleAt] of Object.entries(SHAPES)) {
  for (const count of [10, 100, 1000, 5000, 10_000]) {
    const sites = new AllowedSites(Array.from({ length: count }, (_, index) => ruleAt(index)));
    const urls = Array.from({ length: 2000 }, (_, index) => urlFor(ruleAt((index * 7919) % count), index));
    console.log(`${name.padEnd(22)} ${String(count).padStart(6)} rules  ${checksPerSecond(sites, urls).toFixed(2)} million checks/s`);
  }
}
console.log(`slowest hostile rule   ${slowest(hostileRules, (rule) => parseAllowedSite(rule))}`);
for (const [name, rules] of Object.entries(hostileLists)) {
  const sites = new AllowedSites(rules);
  const shown = (text, more) => sites.checkDisplayed({ text: text.replace('https://', ''), truncated: false, security: 'secure', editing: false, ...more });
  console.log(`1,000 rules: ${name}`);
  console.log(`  URL                  ${slowest(hostileUrls, (url) => sites.check(url))}`);
  console.log(`  as displayed         ${slowest(hostileUrls, (url) => shown(url))}`);
  console.log(`  as displayed, cut    ${slowest(hostileUrls, (url) => shown(url, { truncated: true }))}`);
  console.log(`  explained            ${slowest(hostileUrls, (url) => explainUrl(sites, url))}`);
}

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

/**
 * The case that takes longest by the quickest of its runs, which is what it costs;
 * and the longest run of any case, which is what the machine made of it.
 */
function slowest(cases, run) {
  const measured = cases.map((text) => {
    const times = Array.from({ length: 7 }, () => {
      const start = cpuMs();
      run(text);
      return cpuMs() - start;
    });
    return { text, least: Math.min(...times), most: Math.max(...times) };
  });
  const { text, least } = measured.reduce((worst, one) => (one.least > worst.least ? one : worst));
  const most = Math.max(...measured.map((one) => one.most));
  return `${least.toFixed(2)} ms (longest run of any ${most.toFixed(2)} ms)  ${text.slice(0, 40)}…`;
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
