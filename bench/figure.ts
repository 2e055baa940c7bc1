import { execFileSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem, type as systemName } from 'node:os';

/** What a row measured for one figure: the same number of samples of both, taken in turns. */
export interface Samples {
  /** What is measured, unique among all rows. */
  readonly name: string;
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  readonly ours: readonly number[];
  readonly peer: readonly number[];
  readonly peerName: string;
  /** What stands for the samples. Default `median`; `mean` where most are nothing. */
  readonly middle?: 'median' | 'mean';
  /** What else a reader has to know, a sentence. */
  readonly note?: string;
  /** Why ours is behind, should it be. */
  readonly whenBehind?: string;
}

/** A figure that can't be had on this machine. */
export interface Unmeasured {
  readonly name: string;
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  readonly peerName: string;
  /** Why, a sentence. */
  readonly why: string;
}

export type Measured = Samples | Unmeasured;

/** The least and the greatest. */
export type Range = readonly [number, number];

/** One line of `bench/results.json`. */
export interface Figure {
  readonly row: string;
  readonly name: string;
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  readonly ours: number | null;
  readonly peer: number | null;
  readonly peerName: string;
  /** Ours divided by the peer's; null where one of them is missing, or the peer's is nothing. */
  readonly ratio: number | null;
  /** Of the single runs; the ratio's is null where one of them has none, because the peer's is nothing. */
  readonly spread: { readonly ours: Range; readonly peer: Range; readonly ratio: Range | null } | null;
  readonly runs: number;
  readonly machine: Machine;
  readonly why?: string;
  readonly note?: string;
  readonly whenBehind?: string;
  /** The same, measured once more by another run: `npm run bench -- --again`. */
  readonly again?: Again;
}

/** What another run found. */
export interface Again {
  readonly ours: number;
  readonly peer: number;
  readonly ratio: number | null;
  readonly date: string;
  readonly load: number;
}

/** Where and when something was measured. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGB: number;
  readonly system: string;
  readonly node: string;
  readonly browser: string;
  /** Programs that ran or waited to run, on average over the minute before: what else the machine did. */
  readonly load: number;
  readonly date: string;
}

export function thisMachine(): Machine {
  const [first, ...others] = cpus();
  return {
    processor: first?.model ?? 'unknown',
    cores: others.length + 1,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    system: `${systemName()} ${release().split('-')[0]}`,
    node: process.version,
    browser: execFileSync(process.env['CHROMIUM'] ?? '/usr/bin/chromium', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(),
    load: Number((loadavg()[0] ?? 0).toFixed(1)),
    date: new Date().toISOString().slice(0, 16),
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] ?? NaN) : ((sorted[half - 1] ?? NaN) + (sorted[half] ?? NaN)) / 2;
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Four significant digits: more would be noise. */
const rounded = (value: number): number => Number(value.toPrecision(4));
const rangeOf = (values: readonly number[]): Range => [rounded(Math.min(...values)), rounded(Math.max(...values))];

/** What a row measured, as it is kept. */
export function figureOf(row: string, measured: Measured, machine: Machine): Figure {
  const { name, unit, better, peerName } = measured;
  if ('why' in measured) return { row, name, unit, better, ours: null, peer: null, peerName, ratio: null, spread: null, runs: 0, machine, why: measured.why };
  const { ours, peer, middle = 'median', note, whenBehind } = measured;
  if (ours.length === 0 || ours.length !== peer.length) throw new Error(`${name}: ${ours.length} samples of ours and ${peer.length} of the peer's are no comparison.`);
  if (![...ours, ...peer].every(Number.isFinite)) throw new Error(`${name}: not every sample is a number: ${JSON.stringify({ ours, peer })}`);
  const of = middle === 'mean' ? mean : median;
  const ratios = ours.map((value, index) => value / (peer[index] ?? NaN));
  return {
    row, name, unit, better,
    ours: rounded(of(ours)),
    peer: rounded(of(peer)),
    peerName,
    ratio: of(peer) === 0 ? null : rounded(of(ours) / of(peer)),
    spread: { ours: rangeOf(ours), peer: rangeOf(peer), ratio: ratios.every(Number.isFinite) ? rangeOf(ratios) : null },
    runs: ours.length,
    machine,
    ...(note !== undefined && { note }),
    ...(whenBehind !== undefined && { whenBehind }),
  };
}

/** Whether ours is the worse of the two by more than a twentieth, which is what any two runs of one thing differ by here. */
export function isBehind({ better, ours, peer }: Pick<Figure, 'better' | 'ours' | 'peer'>): boolean {
  if (ours === null || peer === null) return false;
  return better === 'lower' ? ours > peer * 1.05 : ours < peer * 0.95;
}

/** The figure, with what another run found beside it. */
export function withAgain(figure: Figure, { ours, peer, ratio, machine: { date, load } }: Figure): Figure {
  return ours === null || peer === null ? figure : { ...figure, again: { ours, peer, ratio, date, load } };
}

const isIn = (value: number, [least, most]: Range): boolean => value >= least && value <= most;

/** Whether another run's ratio lies within the first one's single runs; null where there is none. What was measured only once has no spread: a twentieth counts as one. */
export function isWithinSpread({ again, ratio, spread, runs, ours, peer }: Figure): boolean | null {
  if (!again || !spread || ours === null || peer === null) return null;
  if (again.ratio === null || ratio === null || !spread.ratio) return isIn(again.ours, spread.ours) && isIn(again.peer, spread.peer);
  return isIn(again.ratio, runs > 1 ? spread.ratio : [ratio * 0.95, ratio * 1.05]);
}

/**
 * How probable it is that the median of so many runs lies beyond all of as many others
 * of one and the same thing: the upper half of them, or the lower, has to be at that
 * end of both together.
 */
export function beyondByChance(runs: number): number {
  const half = Math.ceil((runs + 1) / 2);
  let probability = 2;
  for (let place = 0; place < half; place++) probability *= (runs - place) / (2 * runs - place);
  return runs > 1 ? probability : 0;
}
