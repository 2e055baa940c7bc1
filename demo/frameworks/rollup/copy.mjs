// What this bundler leaves where it is: the parts that read address bars in foreign fonts, looked for in `ocr/` beside the script's folder.
import { cpSync } from 'node:fs';

cpSync('index.html', 'dist/index.html');
cpSync('public', 'dist', { recursive: true });
cpSync('node_modules/glance-screenshare/dist/ocr', 'dist/ocr', { recursive: true });
