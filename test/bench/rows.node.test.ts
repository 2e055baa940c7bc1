import { bytes } from '../../bench/rows/bytes.js';
import { rules } from '../../bench/rows/rules.js';
import { signalling } from '../../bench/rows/signalling.js';
import { testShortForms } from './short-rows.js';

testShortForms([rules, bytes, signalling]);
