import { cpSync } from 'node:fs';

/** Copies the page and its settings. */
const pages = { apply: (compiler) => compiler.hooks.done.tap('pages', () => cpSync('public', 'dist', { recursive: true })) };

export default { mode: 'production', entry: './src/main.js', output: { publicPath: '/', clean: true }, plugins: [pages], performance: false };
