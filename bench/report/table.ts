import { isBehind } from '../figure.js';
import type { Figure, Range } from '../figure.js';

/** Three significant digits at most, in full. */
export function shown(value: number | null): string {
  if (value === null) return '';
  if (value !== 0 && Math.abs(value) < 0.001) return value.toExponential(1);
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 4 });
}

export const shownRange = ([least, most]: Range): string => (shown(least) === shown(most) ? shown(least) : `${shown(least)} to ${shown(most)}`);

/** The single runs of ours, and the peer's. */
export const shownRuns = (spread: Figure['spread']): string => (spread ? `${shownRange(spread.ours)}; ${shownRange(spread.peer)}` : '');

/** How ours compares, for people: how many times better or worse. */
export function verdictOf({ better, ours, peer, ratio }: Figure): string {
  if (ours === null || peer === null) return '';
  if (ratio === null) return ours === 0 ? 'both none' : 'the peer has none';
  if (ours === 0) return better === 'lower' ? 'none against some' : 'none';
  const times = better === 'lower' ? 1 / ratio : ratio;
  if (times > 0.95 && times < 1.05) return 'level';
  return times >= 1 ? `${shown(times)} × better` : `${shown(1 / times)} × worse`;
}

/** The figures as lines of text. */
export function tableOf(figures: readonly Figure[]): string {
  const head = ['figure', 'unit', 'ours', 'peer', 'against', '', 'ours in single runs', 'peer in single runs', 'runs'];
  const rows = figures.map((figure) => [
    figure.name,
    figure.unit,
    shown(figure.ours),
    shown(figure.peer),
    figure.peerName,
    figure.why ?? `${verdictOf(figure)}${isBehind(figure) ? ' !' : ''}`,
    figure.spread ? shownRange(figure.spread.ours) : '',
    figure.spread ? shownRange(figure.spread.peer) : '',
    figure.runs === 0 ? '' : String(figure.runs),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => Math.min(60, row[column]?.length ?? 0))));
  return [head, ...rows].map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}
