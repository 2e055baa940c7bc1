import { AllowedSites } from '../../src/policy/allowed-sites.js';
import { checksPerSecond } from '../checks-per-second.js';

interface NativePattern {
  test(url: string): boolean;
}
const { URLPattern } = globalThis as unknown as { URLPattern: new (pattern: string) => NativePattern };

/** The same rules and URLs for ours and for the browser's own patterns, in turns. */
export function compareRules(rules: readonly string[], urls: readonly string[], seconds: number): { ours: number; peer: number; agree: boolean } {
  const sites = new AllowedSites(rules);
  const patterns = rules.map((rule) => new URLPattern(rule));
  const byPattern = (url: string): boolean => patterns.some((pattern) => pattern.test(url));
  const agree = urls.slice(0, 20).every((url) => sites.check(url).allowed === byPattern(url));
  return { ours: checksPerSecond((url) => sites.check(url).allowed, urls, seconds), peer: checksPerSecond(byPattern, urls, seconds), agree };
}

/** How long one URL takes, with the rule as ours and as a pattern of the browser's; milliseconds. */
export function timeHostile(rule: string, pattern: string, url: string): { ours: number; peer: number } {
  const timed = (work: () => unknown): number => {
    const since = performance.now();
    work();
    return performance.now() - since;
  };
  const [sites, native] = [new AllowedSites([rule]), new URLPattern(pattern)];
  return { ours: timed(() => sites.check(url)), peer: timed(() => native.test(url)) };
}

Object.assign(globalThis, { compareRules, timeHostile });
