/** The demo's own scripts. The package comes to the pages as its built files, as it would to a customer's. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import commonjs from '@rollup/plugin-commonjs';
import nodeResolve from '@rollup/plugin-node-resolve';
import esbuild from 'rollup-plugin-esbuild';
import { NODE_CONSTANTS, standIns } from '../build/node-stand-ins.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default {
  input: Object.fromEntries(['index', 'visitor', 'agent', 'admin', 'read-window'].map((page) => [page, here(`src/${page}.ts`)])),
  output: { dir: here('dist'), format: 'es', sourcemap: true, chunkFileNames: '[name].js', manualChunks: (id) => (/node_modules\/(@?rrweb|@?socket\.io|engine\.io)/.test(id) ? 'libraries' : undefined) },
  plugins: [standIns(), nodeResolve({ browser: true, preferBuiltins: false, extensions: ['.ts', '.mjs', '.js'] }), commonjs({ requireReturnsDefault: 'auto' }), compile(), replayStyles()],
};

/** esbuild without its own way of finding files, which knows nothing of a package's `browser` field. */
function compile() {
  return { ...esbuild({ target: 'es2022', minify: true, exclude: [], define: NODE_CONSTANTS }), resolveId: null };
}

/** The cursor and the frame of a replayed page are rrweb's own styles. */
function replayStyles() {
  return {
    name: 'replay-styles',
    generateBundle() {
      const source = readFileSync(fileURLToPath(new URL('style.min.css', import.meta.resolve('rrweb'))), 'utf8');
      this.emitFile({ type: 'asset', fileName: 'replay.css', source });
    },
  };
}
