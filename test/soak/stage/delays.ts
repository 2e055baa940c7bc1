import { barcode } from '../../address-bar/live-matrix/barcode.js';

type Codes = readonly (readonly [code: number, at: number])[];

/** The number that a page shows as a barcode is the time in these steps, milliseconds. */
export const CODE_STEP_MS = 4;
/** It starts again after so long. */
const PERIOD_MS = CODE_STEP_MS * (1 << barcode.bits);

/** How long after the page showed it each frame came, milliseconds. */
export const agesOf = (seen: Codes): number[] => seen.map(([code, at]) => (((at - code * CODE_STEP_MS) % PERIOD_MS) + PERIOD_MS) % PERIOD_MS);

/** The first frame with each number: a page that is busy, or still, shows one for long. */
const firsts = (codes: Codes): Codes => codes.filter(([code], index) => codes[index - 1]?.[0] !== code);

/** How long after it was captured each frame with another time in it came, milliseconds; for pages that are too busy to show the time. */
export function delaysOf(captured: Codes, seen: Codes): number[] {
  const first = firsts(captured);
  return firsts(seen).flatMap(([code, at]) => {
    const before = first.findLast((one) => one[0] === code && one[1] <= at);
    return before && at - before[1] < PERIOD_MS / 2 ? [at - before[1]] : [];
  });
}

export interface Delay {
  readonly frames: number;
  readonly median: number | null;
  readonly p95: number | null;
  readonly worst: number | null;
}

export function delayOf(values: readonly number[]): Delay {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number): number | null => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? null;
  return { frames: sorted.length, median: at(0.5), p95: at(0.95), worst: at(1) };
}
