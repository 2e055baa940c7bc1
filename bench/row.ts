import type { Measured } from './figure.js';

export interface RowOptions {
  /** The least that shows that the row runs; its figures mean nothing. */
  readonly short: boolean;
  /** Tells how far it is. */
  readonly say: (line: string) => void;
  /** How often each measurement is made again, where a row has a choice; fewer is rougher. */
  readonly rounds?: number | undefined;
  /** For how long the longest part goes on, minutes, where a row has a choice. */
  readonly minutes?: number | undefined;
}

/** One comparison: a file of `rows/`. */
export interface Row {
  /** What `npm run bench -- NAME` calls it. */
  readonly name: string;
  /** A heading. */
  readonly title: string;
  /** What is compared with what, and how; a paragraph. */
  readonly about: string;
  readonly measure: (options: RowOptions) => Promise<readonly Measured[]>;
}
