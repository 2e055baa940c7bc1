import type { Judgement } from '../../src/guard/decide/judgement.js';
import { serveGuard } from '../../src/guard/worker/serve-guard.js';
import type { GuardPort } from '../../src/guard/worker/serve-guard.js';

/**
 * A guard's worker for tests: green at the top left is an allowed page, red a
 * blocked one, white makes the judge throw, magenta makes it hang, yellow kills
 * its worker, blue never answers; all else is unclear.
 */
serveGuard(self as unknown as GuardPort, { makeJudge: ({ settings }) => {
  let { allowedSites } = settings;
  let last: Judgement | null = null;
  const judge = (colour: string): Judgement => {
    if (colour === 'green' && allowedSites.includes('green')) return { verdict: 'allowed', shown: colour, rule: colour, proof: 'exact', painted: true };
    if (colour === 'green' || colour === 'red') return { verdict: 'blocked', shown: colour, proof: 'exact' };
    return { verdict: 'unclear', reason: 'unreadable' };
  };
  return {
    async judge(frame) {
      const { data } = (await frame.strip(16)).picture();
      const [r = 0, g = 0, b = 0] = data.slice((8 * frame.width + 8) * 4);
      const is = (red: number, green: number, blue: number): boolean => Math.abs(red - r) + Math.abs(green - g) + Math.abs(blue - b) < 120;
      if (is(255, 255, 255)) throw new Error('This frame can not be read.');
      if (is(255, 255, 0)) setTimeout(() => { throw new Error('The worker dies.'); });
      if (is(0, 0, 255)) await new Promise(() => undefined);
      if (is(255, 0, 255)) for (;;);
      last = judge(is(0, 160, 0) ? 'green' : is(255, 0, 0) ? 'red' : 'grey');
      return last;
    },
    again: () => (last?.shown ? (last = judge(last.shown)) : last),
    update: (next) => {
      if (next.allowedSites.includes('broken')) throw new Error('A rule does not parse.');
      allowedSites = next.allowedSites;
    },
    forget: () => { last = null; },
  };
} });
