import micromatch from 'micromatch';
import { AllowedSites } from '../../src/policy/allowed-sites.js';
import { hostileLists, hostileUrls } from '../../test/policy/hostile-cases.mjs';
import { checksPerSecond } from '../checks-per-second.js';
import type { Measured } from '../figure.js';
import type { compareRules, timeHostile } from '../pages/rules-page.js';
import { openPage } from '../plain-page.js';
import type { Row } from '../row.js';

const SIZES = [10, 100, 1_000, 10_000];

/** Half of the rules on one host, half on a host each. */
const ruleAt = (index: number): string =>
  index % 2 === 0 ? `https://www.example.com/area-${index}/first/*` : `https://www.site-${index}.example.com/first/*`;

function rulesOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => ruleAt(index));
}

/** Pages of any of the rules; every fourth is beside it. */
function urlsOf(count: number): string[] {
  return Array.from({ length: 500 }, (_, index) => {
    const page = ruleAt((index * 7_919) % count).replace('/*', `/item-${index}`);
    return index % 4 === 0 ? page.replace('/first', '/second') : page;
  });
}

interface Rounds {
  readonly rounds: number;
  readonly seconds: number;
}

function againstMicromatch(count: number, { rounds, seconds }: Rounds): Measured {
  const [rules, urls] = [rulesOf(count), urlsOf(count)];
  const sites = new AllowedSites(rules);
  const globs = rules.map((rule) => `${rule}*`);
  const byGlob = (url: string): boolean => globs.some((glob) => micromatch.isMatch(url, glob));
  for (const url of urls.slice(0, 20)) if (sites.check(url).allowed !== byGlob(url)) throw new Error(`Ours and micromatch differ about ${url}.`);
  const ours: number[] = [];
  const peer: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(checksPerSecond((url) => sites.check(url), urls, seconds));
    peer.push(checksPerSecond(byGlob, urls, seconds));
  }
  return { name: `${count.toLocaleString('en')} rules, in Node`, unit: 'checks a second', better: 'higher', ours, peer, peerName: 'micromatch.isMatch for each rule' };
}

type Compare = typeof compareRules;
type Hostile = typeof timeHostile;

async function againstPatterns({ rounds, seconds }: Rounds, sizes: readonly number[], letters: number): Promise<Measured[]> {
  const page = await openPage('bench/pages/rules-page.ts');
  try {
    const all: Measured[] = [];
    for (const count of sizes) {
      const runs: ReturnType<Compare>[] = [];
      for (let round = 0; round < rounds; round++) {
        runs.push(await page.tab.evaluate(([rules, urls, time]) => (globalThis as unknown as { compareRules: Compare }).compareRules(rules, urls, time), [rulesOf(count), urlsOf(count), seconds] as const));
      }
      if (!runs.every(({ agree }) => agree)) throw new Error(`Ours and URLPattern differ with ${count} rules.`);
      all.push({
        name: `${count.toLocaleString('en')} rules, in the browser`, unit: 'checks a second', better: 'higher',
        ours: runs.map(({ ours }) => ours), peer: runs.map(({ peer }) => peer), peerName: 'URLPattern for each rule',
      });
    }
    const hostile: ReturnType<Hostile>[] = [];
    for (let round = 0; round < rounds; round++) {
      hostile.push(await page.tab.evaluate(
        ([rule, pattern, url]) => (globalThis as unknown as { timeHostile: Hostile }).timeHostile(rule, pattern, url),
        ['https://www.example.com/((?:a+)+)b', 'https://www.example.com/((?:a+)+)b', `https://www.example.com/${'a'.repeat(letters)}`] as const,
      ));
    }
    all.push({
      name: 'a hostile rule, in the browser', unit: 'ms', better: 'lower', ours: hostile.map(({ ours }) => ours), peer: hostile.map(({ peer }) => peer), peerName: 'URLPattern',
      note: `The browser's hostile rule is \`/((?:a+)+)b\` with ${letters} letters; each further letter doubles what the pattern takes. For ours it is text like any other.`,
    });
    return all;
  } finally {
    await page.close();
  }
}

/** A pattern that matches in more ways the longer the URL is, and one URL that it doesn't match. */
function hostileGlob({ rounds }: Rounds, short: boolean): Measured {
  const rule = 'https://www.example.com/+(ab|abab)';
  const url = `https://www.example.com/${'ab'.repeat(short ? 10 : 35)}c`;
  const sites = new AllowedSites([rule]);
  const timed = (work: () => unknown): number => {
    const since = performance.now();
    work();
    return performance.now() - since;
  };
  const runs = Array.from({ length: rounds }, () => ({ ours: timed(() => sites.check(url)), peer: timed(() => micromatch.isMatch(url, rule)) }));
  return {
    name: 'a hostile rule, in Node', unit: 'ms', better: 'lower', ours: runs.map(({ ours }) => ours), peer: runs.map(({ peer }) => peer), peerName: 'micromatch.isMatch',
    note: `Node's hostile rule is \`/+(ab|abab)\` with a URL of ${url.length} characters; each further pair of letters takes it 1.6 times as long. ${short ? '' : slowestOfOurs()}`,
  };
}

/** The slowest check of all, by the quickest of its runs, as a sentence. */
function slowestOfOurs(): string {
  let slowest = 0;
  for (const rules of Object.values(hostileLists)) {
    const sites = new AllowedSites(rules);
    for (const url of hostileUrls) {
      const times = Array.from({ length: 3 }, () => {
        const since = performance.now();
        sites.check(url);
        return performance.now() - since;
      });
      slowest = Math.max(slowest, Math.min(...times));
    }
  }
  return `The slowest of ${Object.keys(hostileLists).length} hostile lists of 1,000 rules with any of ${hostileUrls.length} hostile URLs takes ours ${slowest.toFixed(1)} ms.`;
}

export const rules: Row = {
  name: 'rules',
  title: 'Checking an address against the rules',
  about: 'How many URLs a second are checked against a list of Allowed Sites, three of four allowed. The peers go through the list rule by rule, as one would with them; micromatch compiles its pattern anew each time.',
  async measure({ short }) {
    const rounds: Rounds = short ? { rounds: 1, seconds: 0.02 } : { rounds: 5, seconds: 0.5 };
    const sizes = short ? [10] : SIZES;
    return [
      ...sizes.map((count) => againstMicromatch(count, rounds)),
      ...(await againstPatterns(rounds, sizes, short ? 10 : 24)),
      hostileGlob({ ...rounds, rounds: short ? 1 : 3 }, short),
    ];
  },
};
