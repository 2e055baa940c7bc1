import { ROWS } from '../../bench/rows/index.js';
import { testShortForms } from './short-rows.js';

/** The rows that need no window run among the tests of pure code. */
const WITHOUT_WINDOWS = ['rules', 'bytes', 'signalling'];

testShortForms(ROWS.filter(({ name }) => !WITHOUT_WINDOWS.includes(name)));
