import { ROWS } from '../../bench/rows/index.js';
import { testShortForms } from './short-rows.js';

/** One row for each kind of stage. `npm run bench` runs them all; those without windows also run among the tests of pure code. */
const WITH_WINDOWS = ['first-picture', 'reading', 'cost', 'legibility'];

testShortForms(ROWS.filter(({ name }) => WITH_WINDOWS.includes(name)));
