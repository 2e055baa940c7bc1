import type { Row } from '../row.js';
import { bytes } from './bytes.js';
import { cost } from './cost.js';
import { delay } from './delay.js';
import { firstPicture } from './first-picture.js';
import { leaks } from './leaks.js';
import { legibility } from './legibility.js';
import { memory } from './memory.js';
import { reading } from './reading.js';
import { rules } from './rules.js';
import { signalling } from './signalling.js';
import { viewers } from './viewers.js';

/** All rows, in the order of their weight. */
export const ROWS: readonly Row[] = [leaks, reading, cost, legibility, firstPicture, delay, rules, bytes, viewers, signalling, memory];
