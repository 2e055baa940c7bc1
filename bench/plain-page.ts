import { createServer } from 'node:http';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import { esbuildNodeAliases, NODE_CONSTANTS } from '../build/node-aliases.mjs';
import { listen } from '../test/soak/stage/listen.js';

/** A page with one script, in a browser without windows. */
export interface PlainPage {
  readonly tab: Page;
  close(): Promise<void>;
}

export async function openPage(script: string): Promise<PlainPage> {
  const { outputFiles } = await build({ entryPoints: [script], bundle: true, write: false, format: 'iife', target: 'es2022', plugins: [esbuildNodeAliases()], define: NODE_CONSTANTS });
  const bodies: Record<string, readonly [string, string]> = { '/': ['text/html', '<!doctype html><script src="/page.js"></script>'], '/page.js': ['text/javascript', outputFiles[0]?.text ?? ''] };
  const server = await listen(
    createServer(({ url = '' }, response) => {
      const [type, body] = bodies[url] ?? ['text/plain', ''];
      // Isolated, so that its clock tells microseconds.
      response.writeHead(200, { 'content-type': type, 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }).end(body);
    }),
  );
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  const tab = await browser.newPage();
  await tab.goto(`http://${server.address}/`);
  return {
    tab,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
