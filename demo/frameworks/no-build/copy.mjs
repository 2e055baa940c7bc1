// No bundler: the page, its settings and the package's files, as a web server would have them.
import { cpSync, mkdirSync } from 'node:fs';

mkdirSync('dist', { recursive: true });
cpSync('index.html', 'dist/index.html');
cpSync('public', 'dist', { recursive: true });
for (const folder of ['cdn', 'ocr']) cpSync(`node_modules/glance-screenshare/dist/${folder}`, `dist/glance/${folder}`, { recursive: true });
