import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { beyondByChance, figureOf, isBehind, isWithinSpread, thisMachine } from '../../bench/figure.js';
import type { Figure, Machine, Samples } from '../../bench/figure.js';
import { againOf } from '../../bench/report/again.js';
import { documentOf, plotsThere } from '../../bench/report/document.js';
import { plotOf } from '../../bench/report/plot.js';
import { verdictOf } from '../../bench/report/table.js';
import { measuredAgain, merged, readResults } from '../../bench/results.js';
import { ROWS } from '../../bench/rows/index.js';
import { textOf } from '../docs/documents.js';

const machine: Machine = { processor: 'any', cores: 2, memoryGB: 4, system: 'Linux', node: 'v20', browser: 'Chromium', load: 0.5, date: '2026-01-01T00:00' };
const samples = (more: Partial<Samples> = {}): Samples => ({ name: 'one', unit: 'ms', better: 'lower', peerName: 'another', ours: [1, 2, 30], peer: [4, 8, 10], ...more });
const figure = (more: Partial<Samples> = {}, row = 'leaks'): Figure => figureOf(row, samples(more), machine);

test('a figure is the median of its runs, with the least and the greatest, and the ratio of the two', () => {
  expect(figure()).toMatchObject({ ours: 2, peer: 8, ratio: 0.25, runs: 3, spread: { ours: [1, 30], peer: [4, 10], ratio: [0.25, 3] } });
});

test('a figure may be the mean, where most of its runs are nothing', () => {
  expect(figure({ middle: 'mean', ours: [0, 0, 0], peer: [0, 0, 6] })).toMatchObject({ ours: 0, peer: 2, ratio: 0, spread: { ours: [0, 0], peer: [0, 6], ratio: null } });
});

test('samples that are no comparison are refused', () => {
  expect(() => figure({ ours: [] })).toThrow('no comparison');
  expect(() => figure({ peer: [1] })).toThrow('no comparison');
  expect(() => figure({ peer: [1, 2, Number.NaN] })).toThrow('not every sample is a number');
});

test('what could not be measured says why and has no figure', () => {
  const empty = figureOf('leaks', { name: 'one', unit: 'ms', better: 'lower', peerName: 'another', why: 'there is no other.' }, machine);
  expect(empty).toMatchObject({ ours: null, peer: null, ratio: null, runs: 0, why: 'there is no other.' });
  expect(isBehind(empty)).toBe(false);
  expect(documentOf([empty]).get('docs/benchmarks.md')).toContain('Not measured: there is no other.');
});

test('behind is what is worse by more than a twentieth, whichever way is better', () => {
  expect(isBehind(figure({ ours: [1.04], peer: [1] }))).toBe(false);
  expect(isBehind(figure({ ours: [1.2], peer: [1] }))).toBe(true);
  expect(isBehind(figure({ ours: [0.9], peer: [1], better: 'higher' }))).toBe(true);
  expect(verdictOf(figure({ ours: [20], peer: [10] }))).toBe('2 × worse');
  expect(verdictOf(figure({ ours: [20], peer: [10], better: 'higher' }))).toBe('2 × better');
  expect(verdictOf(figure({ ours: [0], peer: [10] }))).toBe('none against some');
});

test('rows measured anew take the place of their own figures only, in the order of the rows', () => {
  const before = [figure({ name: 'old' }, 'memory'), figure({ name: 'old' }, 'leaks')];
  expect(merged(before, [figure({ name: 'new' }, 'memory')]).map(({ row, name }) => [row, name])).toEqual([['leaks', 'old'], ['memory', 'new']]);
});

test('a plot shows every measured figure, and says which way is better', () => {
  const svg = plotOf('Title <1>', [figure({ name: 'a & b' }), figure({ name: 'c', ours: [1000], peer: [1] })]);
  expect(svg).toContain('a &amp; b');
  expect(svg).toContain('Title &lt;1&gt;');
  expect(svg).toContain('shorter is better, logarithmic');
  expect(svg?.match(/class="(?:ours|behind|peer)" x/g)).toHaveLength(4);
});

test('a row without results is named, with the command that measures it', () => {
  expect(documentOf([]).get('docs/benchmarks.md')).toContain('Not measured yet: `npm run bench -- leaks` does.');
});

test('where ours is behind stands on the page with its cause', () => {
  const page = documentOf([figure({ ours: [9], peer: [3], whenBehind: 'It does more.' })]).get('docs/benchmarks.md') ?? '';
  expect(page.split('## Where ours is behind')[1]).toContain('9 against 3 ms. It does more.');
});

test('another run is compared with the single runs of the first, and its figures stand beside those', () => {
  const before = [figure({ name: 'a' }), figure({ name: 'b' }), figure({ name: 'once', ours: [1], peer: [2] }), figure({ name: 'not again' }), figure({ name: 'nothing', ours: [0, 0, 0], peer: [0, 0, 0] })];
  const again = measuredAgain(before, [
    figure({ name: 'a', ours: [1, 2, 3], peer: [2, 4, 6] }),
    figure({ name: 'b', ours: [40, 50, 60] }),
    figure({ name: 'once', ours: [1.03], peer: [2] }),
    figure({ name: 'nothing', ours: [0, 0, 1], peer: [0, 0, 0] }),
  ]);
  expect(again.map(({ ours }) => ours)).toEqual(before.map(({ ours }) => ours));
  expect(again.map(isWithinSpread)).toEqual([true, false, true, null, true]);
  expect(againOf(again)).toContain('3 of 4 ratios');
  expect(againOf(again)).toContain('- **b**, against another: ratio 6.25 then, 0.25 before (single runs 0.25 to 3).');
  expect(documentOf(again).get('docs/benchmarks.md')).toContain('**b**, against another: ratio 6.25');
  expect(againOf(before)).toBe('There was no second run.');
});

test('chance puts the median of five runs beyond five others one time in six', () => {
  expect(beyondByChance(5)).toBeCloseTo(1 / 6);
  expect(beyondByChance(3)).toBeCloseTo(2 / 5);
  expect(beyondByChance(11)).toBeLessThan(0.02);
  expect(beyondByChance(1)).toBe(0);
});

test('where the peer has nothing in a single run, another run is held against each one’s own runs', () => {
  const [compared] = measuredAgain([figure({ ours: [100, 100, 100], peer: [0, 10, 20], better: 'higher' })], [figure({ ours: [100, 100, 100], peer: [0, 12, 20] })]);
  expect(isWithinSpread(compared as Figure)).toBe(true);
  const elsewhere = measuredAgain([figure({ ours: [100, 100, 100], peer: [0, 10, 20], better: 'higher' })], [figure({ ours: [100, 100, 100], peer: [30, 40, 50] })]);
  expect(againOf(elsewhere)).toContain('ratio 2.5 then, 10 before (single runs 100; 0 to 20).');
});

test('the page and its plots say what the results say', () => {
  const files = documentOf(readResults());
  for (const [file, text] of files) expect(textOf(file), `${file}: npm run bench -- --document writes it again`).toBe(text);
  expect(plotsThere().sort()).toEqual([...files.keys()].filter((file) => file.endsWith('.svg')).sort());
});

test('there are results of every row, with the fields that they are said to have', () => {
  const results = readResults();
  expect([...new Set(results.map(({ row }) => row))]).toEqual(ROWS.map(({ name }) => name));
  for (const result of results) {
    const filled = result.why === undefined;
    expect(Object.keys(result)).toEqual(expect.arrayContaining(['name', 'unit', 'ours', 'peer', 'peerName', 'ratio', 'spread', 'runs', 'machine']));
    expect(result.ours !== null && result.peer !== null && result.runs > 0, result.name).toBe(filled);
  }
});

test('the machine says what it is', () => {
  const { cores, browser } = thisMachine();
  expect(cores).toBeGreaterThan(0);
  expect(browser).toMatch(/\d+\.\d+/);
});

test('the peers are installed from a file of their own, each by one version', () => {
  const { dependencies, private: isPrivate } = JSON.parse(readFileSync('bench/package.json', 'utf8')) as { dependencies: Record<string, string>; private: boolean };
  expect(isPrivate).toBe(true);
  for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});
