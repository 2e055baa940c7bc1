import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
// Importing the package on a server does nothing.
import 'glance-screenshare/define';
import { renderToString } from 'react-dom/server';
import { ScreenShare } from './screen-share.jsx';

const PUBLIC = fileURLToPath(new URL('public', import.meta.url));
const TYPES = { '.js': 'text/javascript', '.json': 'application/json', '.wasm': 'application/wasm' };

// A page in another language than the elements' texts.
const page = () => `<!doctype html>
<html lang="fi">
  <head>
    <meta charset="utf-8">
    <title>React on a server</title>
    <script type="module" src="/scripts/main.js"></script>
  </head>
  <body><div id="root">${renderToString(<ScreenShare />)}</div></body>
</html>`;

const server = createServer(async ({ url }, response) => {
  const { pathname } = new URL(url, 'http://localhost');
  if (pathname === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end(page());
  try {
    const file = await readFile(join(PUBLIC, normalize(pathname)));
    response.writeHead(200, { 'content-type': TYPES[extname(pathname)] ?? 'application/octet-stream' }).end(file);
  } catch {
    response.writeHead(404).end();
  }
});
const port = process.argv[process.argv.indexOf('--port') + 1];
server.listen(Number(port), () => console.log(`Ready at http://localhost:${server.address().port}`));
