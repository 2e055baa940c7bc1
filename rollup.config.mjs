import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import { inlineGuardWorker } from './inline-worker.plugin.mjs';
import { NODE_CONSTANTS, NODE_STAND_INS } from './node-stand-ins.mjs';

const nodeStandIns = {
  name: 'node-stand-ins',
  resolveId: { order: 'pre', handler: (source) => NODE_STAND_INS[source] ?? null },
};

const plugins = [
  inlineGuardWorker(),
  nodeStandIns,
  nodeResolve({ browser: true, preferBuiltins: false, exportConditions: ['browser', 'production'], extensions: ['.ts', '.mjs', '.js'] }),
  commonjs({ requireReturnsDefault: 'auto' }),
  {
    ...esbuild({
      exclude: [],
      target: 'es2022',
      tsconfig: 'tsconfig.json',
      define: NODE_CONSTANTS,
    }),
    // Its own way of finding files knows nothing of a package's `browser` field, and would bundle what socket.io-client has for Node.
    resolveId: null,
  },
];

/** The entries of the package: each path here is one line of the exports map. */
const ENTRIES = {
  index: 'src/index.ts',
  define: 'src/define.ts',
  'define/glance-screenshare-button': 'src/elements/screenshare-button/screenshare-button.define.ts',
  'define/glance-share-view': 'src/elements/share-view/share-view.define.ts',
  policy: 'src/policy/index.ts',
  'socket-io': 'src/channel/socket-io-channel.ts',
  server: 'src/server/index.ts',
};

/** Left to the application's own bundler, so that two libraries share one copy. */
const external = [/^lit($|\/)/, /^@lit\//, /^valibot$/, /^socket\.io-client$/, /^node:/];

/** One file for a page without a bundler, with everything in it. */
const cdn = (name) => ({
  input: `src/cdn/${name}.ts`,
  plugins,
  output: {
    file: `dist/cdn/${name}.js`,
    format: 'es',
    inlineDynamicImports: true,
    sourcemap: true,
    plugins: [terser({ format: { comments: false }, compress: { passes: 2 } })],
  },
});

export default [
  {
    input: ENTRIES,
    external,
    plugins,
    output: { dir: 'dist', format: 'es', chunkFileNames: 'chunks/[name].js', sourcemap: true },
  },
  cdn('agent'),
  cdn('visitor'),
];
