/**
 * `npm run read-address -- FILE…`: what the guard reads in pictures of browser
 * windows, one JSON line each. The reading runs in a browser without a window,
 * because the exact reader draws with the browser's own letters.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';
import { findBrowser } from '../test/browser.mjs';

const require = createRequire(import.meta.url);
const PAGE_SCRIPT = fileURLToPath(new URL('./src/read-window/picture-page.ts', import.meta.url));
const JAVASCRIPT = 'text/javascript; charset=utf-8';

/** What a picture shows, or why that can't be told. */
export class PictureReader {
  #browser;
  #page;
  #server;

  static async open() {
    const reader = new PictureReader();
    await reader.#start();
    return reader;
  }

  async #start() {
    const executablePath = await findBrowser();
    if (!executablePath) throw new Error('Reading needs Chrome or Chromium. Install one (npx playwright install chromium), or name one with CHROME_PATH.');
    this.#server = await serve();
    this.#browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
    this.#page = await this.#browser.newPage();
    await this.#page.goto(`http://127.0.0.1:${this.#server.address().port}/`);
    await this.#page.waitForFunction(() => 'readPicture' in globalThis);
  }

  /**
   * @param {string} file
   * @param {{ whole?: boolean }} [options] `whole` adds what the corpus report needs: the whole reading, the time to find the bar
   * @returns one line's worth: `{file, found, box, text, confidence, security, editing, engine, ms}`, or `{file, error}`.
   */
  async read(file, { whole = false } = {}) {
    let bytes;
    try {
      bytes = await readFile(file);
    } catch (error) {
      return { file, error: error.code === 'ENOENT' ? 'There is no such file.' : `The file can't be read: ${error.message}` };
    }
    if (!isPicture(bytes)) return { file, error: 'This is no PNG or JPEG picture.' };
    try {
      const { line, details } = await this.#page.evaluate((data) => globalThis.readPicture(data), bytes.toString('base64'));
      return { file, ...line, ...(whole && details) };
    } catch (error) {
      return { file, error: plainMessage(error) };
    }
  }

  async close() {
    await this.#browser?.close();
    this.#server?.closeAllConnections();
    this.#server?.close();
  }
}

function isPicture(bytes) {
  const isPng = bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  return isPng || (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff);
}

function plainMessage(error) {
  const [first = ''] = String(error.message).split('\n');
  return first.replace(/^page\.evaluate: (?:\w*Error: )?/, '');
}

/** The page, its script and OCR's parts, for this machine alone. */
async function serve() {
  const { outputFiles } = await build({ entryPoints: [PAGE_SCRIPT], bundle: true, write: false, format: 'esm', target: 'es2022', logLevel: 'error' });
  const tesseract = dirname(require.resolve('tesseract.js/package.json'));
  const core = dirname(require.resolve('tesseract.js-core/package.json', { paths: [tesseract] }));
  const language = join(dirname(require.resolve('@tesseract.js-data/eng/package.json')), '4.0.0_best_int');
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://reader').pathname);
    const send = (type, body) => response.writeHead(200, { 'content-type': type }).end(body);
    if (path === '/') return send('text/html; charset=utf-8', '<!doctype html><title>Read pictures</title><script type="module" src="/page.js"></script>');
    if (path === '/page.js') return send(JAVASCRIPT, outputFiles[0].text);
    const file = assetFile(path, { tesseract, core, language });
    const body = file && (await readFile(file).catch(() => null));
    if (!body) return response.writeHead(404).end();
    send(file.endsWith('.js') ? JAVASCRIPT : 'application/octet-stream', body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function assetFile(path, { tesseract, core, language }) {
  if (path === '/ocr/worker.min.js') return join(tesseract, 'dist', 'worker.min.js');
  const [, folder, name] = /^\/ocr\/(core|language)\/([\w.-]+)$/.exec(path) ?? [];
  if (!name) return null;
  return join(folder === 'core' ? core : language, name);
}

async function main(files) {
  if (files.length === 0) {
    console.error('Usage: npm run read-address -- FILE…\nReads the address bar in pictures (PNG or JPEG) of browser windows; prints one JSON line a picture.');
    return 2;
  }
  const reader = await PictureReader.open();
  let status = 0;
  try {
    for (const file of files) {
      const line = await reader.read(file);
      if (line.error !== undefined) status = 1;
      process.stdout.write(`${JSON.stringify(line)}\n`);
    }
  } finally {
    await reader.close();
  }
  return status;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = await main(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    return 1;
  });
}
