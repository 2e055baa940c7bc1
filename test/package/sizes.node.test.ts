import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { applicationWith, compositionOf, ELEMENTS, FILES } from './sizes.mjs';

/** What docs/sizes.md says may lag behind by so much, so that not every change of a line needs a new table. */
const TWENTIETH = 0.05;

const document = readFileSync('docs/sizes.md', 'utf8');
const written = (pattern: RegExp): number => Number(pattern.exec(document)?.[1]) * 1000;
const isAbout = (figure: number, measured: number): void => expect(Math.abs(figure - measured), `${figure} is written, ${measured} was measured`).toBeLessThanOrEqual(measured * TWENTIETH);

for (const name of FILES) {
  test(`docs/sizes.md tells the size of ${name}.js and of its parts as they are`, () => {
    const { total, parts } = compositionOf(`dist/cdn/${name}.js`);
    isAbout(written(new RegExp(`### dist/cdn/${name}.js: ([\\d.]+) kB`)), total);
    expect(parts.reduce((sum, { share }) => sum + share, 0) / total).toBeCloseTo(1, 2);
    expect(parts.find(({ part }) => part === 'the bundle itself')?.share ?? 0, 'bytes that no source accounts for').toBeLessThan(total / 100);
  });
}

for (const tag of ELEMENTS) {
  test(`docs/sizes.md tells what an application with <${tag}> alone loads`, async () => {
    const { atOnce, text } = await applicationWith([`define/${tag}`]);
    // A bundler leaves out what "sideEffects" of package.json doesn't name.
    expect(text, 'it registers the element').toContain(`("${tag}"`);
    isAbout(written(new RegExp(`\`define/${tag}\` \\| ([\\d.]+)`)), atOnce);
  });
}

test('an application with one element carries no other', async () => {
  const [view, button, menu, all] = await Promise.all([['define/glance-share-view'], ['define/glance-screenshare-button'], ['define/glance-bookmark-menu'], ['define']].map(applicationWith));
  expect(view!.atOnce).toBeLessThan(all!.atOnce / 3);
  expect(menu!.atOnce).toBeLessThan(button!.atOnce / 2);
  // The Socket.IO client comes with the first connection to a server.
  expect(view!.withServer).toBeGreaterThan(10_000);
  // The guard's worker comes with the first guarded share, and to nobody who only watches.
  expect(button!.withGuard).toBeGreaterThan(30_000);
  expect(view!.withGuard).toBe(0);
});
