import { nodeResolve } from '@rollup/plugin-node-resolve';

export default {
  input: 'src/main.js',
  output: { dir: 'dist/scripts', format: 'es' },
  // The Socket.IO client names by its `browser` field what browsers get.
  plugins: [nodeResolve({ browser: true })],
};
