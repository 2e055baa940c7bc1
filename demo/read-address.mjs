/**
 * `npm run read-address -- FILE…`: prints what the guard reads in pictures of
 * browser windows, one JSON line each. The reading runs in a headless browser,
 * because the exact reader draws with the browser's own letters.
 */
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundleOcrReader, OCR_ASSETS } from '../build/ocr-assets.mjs';
import { findBrowser } from '../test/browser.mjs';
import { ReadingBrowsers } from './reading-browsers.mjs';

const PAGE_SCRIPT = fileURLToPath(new URL('./src/read-window/picture-page.ts', import.meta.url));
const JAVASCRIPT = 'text/javascript; charset=utf-8';

/** Larger files aren't screenshots, and would exhaust the browser's memory. */
const MOST_BYTES = 64 * 2 ** 20;
/** How many pictures are read at the same time: one is recognized while another is searched. */
const AT_ONCE = 2;

/** Why a file can't be read, by Node's error code. */
const NOT_READ = {
  ENOENT: 'There is no such file.',
  EISDIR: 'This is a folder. Name the pictures in it.',
  EACCES: 'This file may not be read by you.',
};

/** Reads the address in a picture, or reports why that isn't possible. */
export class PictureReader {
  #readers;
  #server;

  static async open() {
    const reader = new PictureReader();
    const executablePath = await findBrowser();
    if (!executablePath) throw new Error('Reading needs Chrome or Chromium. Install one (npx playwright install chromium), or name one with CHROME_PATH.');
    reader.#server = await serve();
    reader.#readers = new ReadingBrowsers(executablePath, `http://127.0.0.1:${reader.#server.address().port}/`);
    return reader;
  }

  /**
   * @param {string} file
   * @param {{ whole?: boolean }} [options] `whole` adds data for the corpus report:
   * the whole reading, and the time to find the bar
   * @returns The data of one line: `{file, found, box, text, confidence, security,
   * editing, engine, ms}`, or `{file, error}`.
   */
  async read(file, { whole = false } = {}) {
    let bytes;
    try {
      const { size, isFile } = await fileAt(file);
      if (isFile && size > MOST_BYTES) return { file, error: `The file has ${size} bytes; pictures may have ${MOST_BYTES}.` };
      bytes = await readFile(file);
    } catch (error) {
      return { file, error: NOT_READ[error.code] ?? `The file can't be read: ${error.message}` };
    }
    if (bytes.length === 0) return { file, error: 'The file is empty.' };
    if (!isPicture(bytes)) return { file, error: 'This is no picture: PNG, JPEG and WebP are.' };
    try {
      const { line, details } = await this.#readPicture(bytes.toString('base64'));
      return { file, ...line, ...(whole && details) };
    } catch (error) {
      return { file, error: plainMessage(error) };
    }
  }

  /** Reads several files, and yields their lines in the files' order. */
  async *readAll(files, options) {
    const waiting = [...files];
    const reading = [];
    while (waiting.length > 0 || reading.length > 0) {
      while (reading.length < AT_ONCE && waiting.length > 0) reading.push(this.read(waiting.shift(), options));
      yield await reading.shift();
    }
  }

  /** Reads exactly, in a browser with the window's display scale, if possible; otherwise with OCR. */
  async #readPicture(data) {
    const { scale, drawn } = await this.#readers.look(data);
    // No system uses a display scale below 1.
    const exact = drawn && scale >= 1;
    if (!exact || scale === 1) return this.#readers.read(data, { scale: 1, ocr: true, exact });
    const first = await this.#readers.read(data, { scale, ocr: false, exact });
    if (first.line.engine === 'exact' && !first.line.editing) return first;
    const second = await this.#readers.read(data, { scale: 1, ocr: true, exact: false });
    return { ...second, line: { ...second.line, ms: Number((first.line.ms + second.line.ms).toFixed(1)) } };
  }

  async close() {
    await this.#readers?.close();
    this.#server?.closeAllConnections();
    this.#server?.close();
  }
}

async function fileAt(path) {
  const found = await stat(path);
  return { size: found.size, isFile: found.isFile() };
}

function isPicture(bytes) {
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  const isPng = bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  return isPng || isWebp || (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff);
}

function plainMessage(error) {
  const [first = ''] = String(error.message).split('\n');
  return first.replace(/^page\.evaluate: (?:\w*Error: )?/, '');
}

/** Serves the page, its script and the OCR parts, for this machine only. */
async function serve() {
  const { outputFiles } = await build({ entryPoints: [PAGE_SCRIPT], bundle: true, write: false, format: 'esm', target: 'es2022', logLevel: 'error' });
  const ocrReader = await bundleOcrReader();
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://reader').pathname);
    const send = (type, body) => response.writeHead(200, { 'content-type': type }).end(body);
    if (path === '/') return send('text/html; charset=utf-8', '<!doctype html><title>Read pictures</title><script type="module" src="/page.js"></script>');
    if (path === '/page.js') return send(JAVASCRIPT, outputFiles[0].text);
    if (path === '/ocr/reader.js') return send(JAVASCRIPT, ocrReader);
    const file = path.startsWith('/ocr/') ? OCR_ASSETS[path.slice('/ocr/'.length)] : undefined;
    const body = file && (await readFile(file).catch(() => null));
    if (!body) return response.writeHead(404).end();
    send(file.endsWith('.js') ? JAVASCRIPT : 'application/octet-stream', body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function main(files) {
  if (files.length === 0) {
    console.error('Usage: npm run read-address -- FILE…\nReads the address bar in pictures (PNG, JPEG or WebP) of browser windows; prints one JSON line a picture.');
    return 2;
  }
  const reader = await PictureReader.open();
  let status = 0;
  try {
    for await (const line of reader.readAll(files)) {
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
