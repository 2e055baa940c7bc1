/** Builds the demo's own scripts. Pages load the package's built files, like a customer's pages would. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import commonjs from '@rollup/plugin-commonjs';
import nodeResolve from '@rollup/plugin-node-resolve';
import esbuild from 'rollup-plugin-esbuild';
import { NODE_CONSTANTS, nodeAliases } from '../build/node-aliases.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default {
  input: Object.fromEntries(['index', 'visitor', 'agent', 'admin', 'read-window'].map((page) => [page, here(`src/${page}.ts`)])),
  output: { dir: here('dist'), format: 'es', sourcemap: true, chunkFileNames: '[name].js', manualChunks: (id) => (/node_modules\/(@?rrweb|@?socket\.io|engine\.io)/.test(id) ? 'libraries' : undefined) },
  plugins: [nodeAliases(), nodeResolve({ browser: true, preferBuiltins: false, extensions: ['.ts', '.mjs', '.js'] }), commonjs({ requireReturnsDefault: 'auto', ignoreGlobal: true }), compile(), replayStyles()],
};

/** esbuild without its own module resolution, which ignores a package's `browser` field. */
function compile() {
  return { ...esbuild({ target: 'es2022', minify: true, exclude: [], define: NODE_CONSTANTS }), resolveId: null };
}

/** rrweb's own styles for the cursor and the frame of a replayed page. */
function replayStyles() {
  return {
    name: 'replay-styles',
    generateBundle() {
      const source = readFileSync(fileURLToPath(new URL('style.min.css', import.meta.resolve('rrweb'))), 'utf8');
      this.emitFile({ type: 'asset', fileName: 'replay.css', source });
    },
  };
}
