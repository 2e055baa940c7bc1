import { testExamples } from './test-examples.js';

// One of each kind, whose installation is small: a bundler, a page without one, a server that renders. `npm run fixtures` has them all.
testExamples(['esbuild', 'no-build', 'react-server']);
