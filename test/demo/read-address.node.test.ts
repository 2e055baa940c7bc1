import { expect, test } from '@playwright/test';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findBrowser } from '../browser.mjs';

const PICTURE = 'test/address-bar/windows/normal-light.png';

/** `npm run read-address -- FILE…`. */
function readAddress(...files: string[]): Promise<{ lines: Record<string, unknown>[]; code: number; told: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['demo/read-address.mjs', ...files], (error, stdout, stderr) =>
      resolve({ lines: stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>), code: error ? Number(error.code) : 0, told: stderr }),
    );
  });
}

/** The same picture in another format, made by a browser. */
async function inFormat(file: string, type: 'image/jpeg' | 'image/webp'): Promise<Buffer> {
  const executablePath = await findBrowser();
  const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    const base64 = await page.evaluate(async ([png, format]) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: format, quality: 0.92 })).arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    }, [readFileSync(file).toString('base64'), type] as const);
    return Buffer.from(base64, 'base64');
  } finally {
    await browser.close();
  }
}

test('prints one line a picture, PNG, JPEG or WebP, and a reason for each that is none; the others are read all the same', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'read-address-'));
  try {
    const [jpeg, webp, words, torn, empty, huge] = ['window.jpg', 'window.webp', 'words.png', 'torn.png', 'empty.png', 'huge.png'].map((name) => join(folder, name)) as [string, string, string, string, string, string];
    await writeFile(jpeg, await inFormat(PICTURE, 'image/jpeg'));
    await writeFile(webp, await inFormat(PICTURE, 'image/webp'));
    await writeFile(empty, '');
    await writeFile(huge, '');
    await truncate(huge, 70 * 2 ** 20);
    await writeFile(words, 'no picture');
    await writeFile(torn, readFileSync(PICTURE).subarray(0, 2_000));
    const missing = join(folder, 'missing.png');
    const { lines, code } = await readAddress(missing, words, torn, folder, empty, huge, jpeg, webp, PICTURE);
    expect(lines).toEqual([
      { file: missing, error: 'There is no such file.' },
      { file: words, error: 'This is no picture: PNG, JPEG and WebP are.' },
      { file: torn, error: 'The picture is damaged, too large, or of a kind that the browser cannot show.' },
      { file: folder, error: 'This is a folder. Name the pictures in it.' },
      { file: empty, error: 'The file is empty.' },
      { file: huge, error: 'The file has 73400320 bytes; pictures may have 67108864.' },
      expect.objectContaining({ file: jpeg, found: true, text: 'example.test/first/page?q=1', security: 'secure', editing: false }),
      // What WebP leaves of the mark may be too little to know it; it is never taken for another.
      expect.objectContaining({ file: webp, found: true, text: 'example.test/first/page?q=1', security: expect.stringMatching(/^(secure|unknown)$/), editing: false }),
      expect.objectContaining({ file: PICTURE, found: true, text: 'example.test/first/page?q=1', security: 'secure', editing: false }),
    ]);
    expect(Object.keys(lines[8]!)).toEqual(['file', 'found', 'box', 'text', 'confidence', 'security', 'editing', 'engine', 'ms']);
    expect(code).toBe(1);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('without a picture it says how it is used', async () => {
  const { lines, code, told } = await readAddress();
  expect(lines).toEqual([]);
  expect(code).toBe(2);
  expect(told).toContain('npm run read-address -- FILE');
});

test('pictures of windows at any display scale are read to the pixel, light and dark, secure and not', async () => {
  const windows = {
    'normal-light': ['example.test/first/page?q=1', 'secure'],
    'popup-light-125': ['example.test/first/page?q=1', 'secure'],
    'not-secure-dark-150': ['bank.example/login', 'not-secure'],
    'home-page-dark-200': ['bank.example', 'secure'],
    'alert-dark-150': ['shop.example.test/first/start', 'secure'],
  };
  const { lines } = await readAddress(...Object.keys(windows).map((name) => `test/address-bar/windows/${name}.png`));
  expect(lines.map(({ text, security, engine }) => [text, security, engine])).toEqual(Object.values(windows).map((shown) => [...shown, 'exact']));
});
