import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { withAgain } from './figure.js';
import type { Figure } from './figure.js';
import { ROWS } from './rows/index.js';

/** Relative to the repository's folder. */
export const RESULTS = 'bench/results.json';

export function readResults(file = RESULTS): Figure[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Figure[]) : [];
}

/** The figures with some rows measured anew, in the order of the rows. */
export function merged(before: readonly Figure[], measured: readonly Figure[]): Figure[] {
  const anew = new Set(measured.map(({ row }) => row));
  const all = [...before.filter(({ row }) => !anew.has(row)), ...measured];
  return ROWS.flatMap(({ name }) => all.filter(({ row }) => row === name));
}

const keyOf = ({ row, name, unit, peerName }: Figure): string => [row, name, unit, peerName].join('\n');

/** The figures, with what another run found beside those that it measured too. */
export function measuredAgain(before: readonly Figure[], measured: readonly Figure[]): Figure[] {
  const anew = new Map(measured.map((figure) => [keyOf(figure), figure]));
  return before.map((figure) => {
    const again = anew.get(keyOf(figure));
    return again ? withAgain(figure, again) : figure;
  });
}

/** One figure a line, so that a difference shows what has changed. */
export function writeResults(figures: readonly Figure[], file = RESULTS): void {
  writeFileSync(file, `[\n${figures.map((figure) => JSON.stringify(figure)).join(',\n')}\n]\n`);
}
