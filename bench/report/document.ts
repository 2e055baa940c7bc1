import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isBehind } from '../figure.js';
import type { Figure, Machine } from '../figure.js';
import type { Row } from '../row.js';
import { ROWS } from '../rows/index.js';
import { againOf } from './again.js';
import { plotOf } from './plot.js';
import { shown, shownRuns, verdictOf } from './table.js';

const DOCUMENT = 'docs/benchmarks.md';
const PLOTS = 'docs/pictures/benchmarks';

const HEAD = `# Benchmarks

What it does, measured against what one would use instead. \`npm run bench\` measures all of it and writes this page; \`npm run bench -- leaks\` measures one row. Nothing here is a test: no figure makes a build fail.

Machines differ and are seldom idle, so each figure is measured against its peer in the same run, in turns. What stands for a figure is the median of the runs; beside it stand the least and the greatest of them. Ratios are worth more than figures. What ours is behind in stands [at the end](#where-ours-is-behind), with the cause.`;

/** Figures that can share a scale. */
function plotsOf({ name, title }: Row, figures: readonly Figure[]): { file: string; title: string; svg: string }[] {
  const units = [...new Set(figures.map(({ unit }) => unit))];
  return units.flatMap((unit, index) => {
    const svg = plotOf(title, figures.filter((figure) => figure.unit === unit));
    return svg === null ? [] : [{ file: `${name}${index === 0 ? '' : `-${index + 1}`}.svg`, title: `${title}, ${unit}`, svg }];
  });
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

function rowOf(figure: Figure): string {
  const { name, unit, ours, peer, peerName, spread, runs, why } = figure;
  const cells = why === undefined
    ? [name, unit, `**${shown(ours)}**`, shown(peer), peerName, verdictOf(figure), shownRuns(spread), String(runs)]
    : [name, unit, '', '', peerName, 'not measured', '', ''];
  return `| ${cells.map(cell).join(' | ')} |`;
}

const describeMachine = ({ processor, cores, memoryGB, system, node, browser, load, date }: Machine): string =>
  `Measured ${date.replace('T', ' ')} UTC on ${cores} cores of ${processor}, ${memoryGB} GB, ${system}, Node ${node}, ${browser}; load ${load} when it began.`;

function sectionOf(row: Row, figures: readonly Figure[], plots: readonly { file: string; title: string }[]): string {
  const machine = figures[0]?.machine;
  const sentences = (key: 'note' | 'why'): string[] => [...new Set(figures.flatMap((figure) => figure[key] ?? []))];
  return [
    `## ${row.title}`,
    row.about,
    ...plots.map(({ file, title }) => `![${title}](pictures/benchmarks/${file})`),
    ['| | unit | ours | peer | against | ours is | single runs: ours; peer | runs |', '| --- | --- | ---: | ---: | --- | --- | --- | ---: |', ...figures.map(rowOf)].join('\n'),
    ...sentences('note'),
    ...sentences('why').map((why) => `Not measured: ${why}`),
    ...(machine ? [`<small>${describeMachine(machine)}</small>`] : []),
  ].join('\n\n');
}

function behindOf(figures: readonly Figure[]): string {
  const behind = figures.filter(isBehind);
  const lines = behind.map((figure) => `- **${figure.name}**, against ${figure.peerName}: ${shown(figure.ours)} against ${shown(figure.peer)} ${figure.unit}. ${figure.whenBehind ?? 'The cause is not known yet.'}`);
  return ['## Where ours is behind', lines.length > 0 ? lines.join('\n') : 'Nowhere in this run.'].join('\n\n');
}

/** The page and its plots, by their paths. */
export function documentOf(figures: readonly Figure[]): Map<string, string> {
  const files = new Map<string, string>();
  const sections = ROWS.map((row) => {
    const own = figures.filter(({ row: name }) => name === row.name);
    if (own.length === 0) return `## ${row.title}\n\n${row.about}\n\nNot measured yet: \`npm run bench -- ${row.name}\` does.`;
    const plots = plotsOf(row, own);
    for (const { file, svg } of plots) files.set(join(PLOTS, file), svg);
    return sectionOf(row, own, plots);
  });
  files.set(DOCUMENT, `${[HEAD, ...sections, `## Measured again\n\n${againOf(figures)}`, behindOf(figures)].join('\n\n')}\n`);
  return files;
}

/** The plots that lie there now. */
export const plotsThere = (): string[] => (existsSync(PLOTS) ? readdirSync(PLOTS).map((file) => join(PLOTS, file)) : []);

export function writeDocument(figures: readonly Figure[]): void {
  rmSync(PLOTS, { recursive: true, force: true });
  mkdirSync(PLOTS, { recursive: true });
  for (const [file, text] of documentOf(figures)) writeFileSync(file, text);
}
