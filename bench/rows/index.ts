import type { Row } from '../row.js';
import { bytes } from './bytes.js';
import { cost } from './cost.js';
import { leaks } from './leaks.js';
import { reading } from './reading.js';
import { rules } from './rules.js';

/** All rows, in the order of their weight. */
export const ROWS: readonly Row[] = [leaks, reading, cost, rules, bytes];
