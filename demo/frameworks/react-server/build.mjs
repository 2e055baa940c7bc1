// The page's script and the server, both with React for development, which compares what the server wrote with what the page renders.
import { cpSync } from 'node:fs';
import { build } from 'esbuild';

const common = { bundle: true, format: 'esm', jsx: 'automatic', define: { 'process.env.NODE_ENV': '"development"' } };
await build({ ...common, entryPoints: ['src/main.jsx'], outfile: 'dist/public/scripts/main.js' });
await build({ ...common, entryPoints: ['src/server.jsx'], outfile: 'dist/server.js', platform: 'node', packages: 'external' });
cpSync('public', 'dist/public', { recursive: true });
cpSync('node_modules/glance-screenshare/dist/ocr', 'dist/public/ocr', { recursive: true });
