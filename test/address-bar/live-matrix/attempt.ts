import type { Reading } from '../../../src/address-bar/address-bar.js';
import type { Address } from './addresses.js';

/** What the agent's worker made of a settled frame. */
export interface Seen {
  readonly located: boolean;
  readonly reading: Reading | null;
  readonly locateMs: number;
  readonly readMs: number;
}

/**
 * How a reading turned out: the very text, its visible beginning flagged as
 * cut off, nothing, or something that isn't shown.
 */
export type Outcome = 'exact' | 'cut' | 'refused' | 'wrong';

export interface Attempt extends Seen {
  readonly address: Address;
  readonly outcome: Outcome;
}

/** Letters that a bar must show before it may cut an address off. */
const leastShown = 12;

export function attemptOf(address: Address, seen: Seen): Attempt {
  return { address, ...seen, outcome: outcomeOf(address.shown, seen.reading) };
}

function outcomeOf(shown: string, reading: Reading | null): Outcome {
  if (!reading || reading.editing) return 'refused';
  if (reading.text === shown && !reading.truncated) return 'exact';
  const isBeginning = shown.startsWith(reading.text) && reading.text.length < shown.length && reading.text.length >= leastShown;
  return reading.truncated && isBeginning ? 'cut' : 'wrong';
}

/** The value that a share of sorted values don't exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
