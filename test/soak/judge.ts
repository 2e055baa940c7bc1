import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';
import { esbuildNodeAliases, NODE_CONSTANTS } from '../../build/node-aliases.mjs';
import { listen } from './stage/listen.js';
import type { JudgeCost } from './stage/judge-page.js';

const SIZES = { '1080p': [1920, 1080], '4K': [3840, 2160] } as const;

/** A page of its own origin, isolated, so that its clock tells microseconds. */
async function servePage(): Promise<{ address: string; close(): Promise<void> }> {
  const { outputFiles } = await build({
    entryPoints: ['test/soak/stage/judge-page.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    plugins: [esbuildNodeAliases()],
    define: NODE_CONSTANTS,
  });
  const picture = await readFile('test/address-bar/windows/normal-light.png');
  const bodies: Record<string, readonly [string, string | Buffer]> = {
    '/': ['text/html', '<!doctype html><script src="/page.js"></script>'],
    '/page.js': ['text/javascript', outputFiles[0]!.text],
    '/window.png': ['image/png', picture],
  };
  return listen(
    createServer(({ url = '' }, response) => {
      const [type, body] = bodies[url] ?? ['text/plain', ''];
      response.writeHead(200, { 'content-type': type, 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }).end(body);
    }),
  );
}

/** What judging one frame takes, by the window's size; nothing else of a share runs meanwhile. */
export async function measureJudge({ frames = 2_000 } = {}): Promise<Record<keyof typeof SIZES, JudgeCost>> {
  const page = await servePage();
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
    ignoreDefaultArgs: ['--force-color-profile=srgb', '--font-render-hinting=none'],
  });
  try {
    const tab = await browser.newPage();
    await tab.goto(`http://${page.address}/`);
    const measured = async (size: keyof typeof SIZES): Promise<JudgeCost> => {
      const [width, height] = SIZES[size];
      return tab.evaluate((options) => window.measureJudge(options), { url: '/window.png', width, height, frames });
    };
    return { '1080p': await measured('1080p'), '4K': await measured('4K') };
  } finally {
    await browser.close();
    await page.close();
  }
}
