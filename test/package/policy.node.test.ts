import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { AllowedSites, parseAllowedSite } from '../../src/policy/index.js';

const built = (await import('../../dist/policy.js' as string)) as { AllowedSites: typeof AllowedSites };

/** What a glob might make something of, and what it might not. */
const segment = fc.oneof(
  { weight: 3, arbitrary: fc.constant('*') },
  fc.constantFrom('a', 'b', 'ab', '.a', 'a.b', '..a', '%41', 'a+b', '+(a|b)', '@(a)', '!(a)', '?(a)', '[ab]', '{a,b}', '!a', 'a!', '(a)', 'a|b', '~', '$', '^', "'a'", 'a;b', 'é'),
  fc.string({ unit: fc.constantFrom(...'ab.*+?!@()[]{}|^$-_~,;=%&') , maxLength: 4 }),
);
const path = fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => `/${segments.join('/')}`);

test('the built rules allow what the sources allow', () => {
  let [valid, allowed] = [0, 0];
  fc.assert(
    fc.property(path, fc.boolean(), path, fc.array(fc.constantFrom('a', 'b', 'ab', '', '.', '+(a|b)', 'a+b'), { maxLength: 5 }), (pattern, below, other, fill) => {
      const rule = `https://example.com${pattern}${below ? '/*' : ''}`;
      if (!parseAllowedSite(rule).ok) return;
      valid += 1;
      const [ours, theirs] = [new AllowedSites([rule]), new built.AllowedSites([rule])];
      // The rule's own path with something in the place of each wildcard, the other path, and both with more below.
      let next = 0;
      const filled = pattern.split('/').map((part) => (part === '*' ? (fill[next++] ?? 'x') : part)).join('/');
      for (const page of [filled, `${filled}/a`, `${filled}/`, pattern, other]) {
        const url = `https://example.com${page}`;
        const expected = ours.check(url);
        if (expected.allowed) allowed += 1;
        // A thousand times faster than `expect`.
        if (theirs.check(url).allowed !== expected.allowed) throw new Error(`${rule} for ${url}: ${String(expected.allowed)} by the sources`);
      }
    }),
    { numRuns: 2_000 },
  );
  // Both sides of the question have been asked often enough.
  expect(valid).toBeGreaterThan(300);
  expect(allowed).toBeGreaterThan(300);
});
