import { testExamples } from './test-examples.js';

// Those whose installation is small; `npm run fixtures` has them all.
testExamples(['esbuild', 'no-build']);
