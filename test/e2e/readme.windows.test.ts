import { expect, test, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sirv from 'sirv';
import { codeBlocksOf, ROOT, textOf } from '../docs/documents.js';
import { launchBrowser, type RealBrowser } from './harness/browser.js';
import { startDisplay, type Display } from './harness/display.js';

/** A reader of the README with nothing but an empty folder, a browser and what it says. */
const SOMETHING_TO_SHOW = 'Order 4711';

let home: string;
let display: Display;
let server: Server | undefined;
let browser: RealBrowser | undefined;

test.beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'reader-'));
  display = await startDisplay();
});

test.afterEach(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
  await display.stop();
  rmSync(home, { recursive: true, force: true });
});

/** The section of the README that this follows, and the files that it says to write: each after its name in bold. */
function fiveMinutes(): { commands: string; files: Map<string, string>; addresses: string[] } {
  const section = textOf('README.md').split(/^## /m).find((text) => text.startsWith('Try it in five minutes')) ?? '';
  const blocks = codeBlocksOf('README.md').filter(({ code }) => section.includes(code.trimEnd()));
  const names = [...section.matchAll(/\*\*([\w-]+\.\w+)\*\*/g)].map(([, name]) => name ?? '');
  const written = blocks.filter(({ language }) => language !== 'sh').map(({ code }) => code);
  expect(names, 'a name for every file, in order').toHaveLength(written.length);
  return {
    commands: blocks.find(({ language }) => language === 'sh')?.code ?? '',
    files: new Map(names.map((name, index) => [name, written[index] ?? ''])),
    addresses: [...section.matchAll(/`http:\/\/localhost:8080(\/\S+)`/g)].map(([, path]) => path ?? ''),
  };
}

/** Packs the package as the registry would have it. */
function pack(): string {
  const [made] = JSON.parse(execFileSync('npm', ['pack', '--json', '--ignore-scripts', `--pack-destination=${home}`], { cwd: ROOT, encoding: 'utf8' })) as { filename: string }[];
  return join(home, made?.filename ?? '');
}

async function serve(folder: string): Promise<string> {
  server = createServer(sirv(folder, { dev: true }));
  await new Promise<void>((listening) => server?.listen(0, 'localhost', listening));
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

test('from an empty folder to a share, by the README alone', async () => {
  const complaints: string[] = [];
  const { commands, files, addresses } = fiveMinutes();
  const [agentPath, visitorPath] = addresses;

  // The commands as they stand there; only the package comes from here instead of from the registry.
  const install = 'npm install glance-screenshare';
  expect(commands).toContain(install);
  const shell = commands.replace(install, `npm install --no-audit --no-fund --prefer-offline '${pack()}'`);
  const folder = execFileSync('bash', ['-euc', `${shell}\npwd`], { cwd: home, encoding: 'utf8' }).trim().split('\n').at(-1) ?? '';
  for (const [name, code] of files) writeFileSync(join(folder, name), code);
  const origin = await serve(folder);

  browser = await launchBrowser({ display, home, captureTitle: SOMETHING_TO_SHOW, width: 900, height: 600 });
  const open = async (page: Page, path = ''): Promise<Page> => {
    page.on('pageerror', ({ message }) => complaints.push(message));
    // A browser asks for the icon by itself.
    page.on('console', (entry) => entry.type() === 'error' && !entry.location().url.endsWith('/favicon.ico') && complaints.push(`${entry.text()} ${entry.location().url}`));
    expect((await page.goto(`${origin}${path}`))?.status(), path).toBe(200);
    return page;
  };
  const agent = await open(browser.page, agentPath);
  const visitor = await open(await browser.openWindow('about:blank', 'normal', { width: 900, height: 700 }), visitorPath);
  const source = await browser.openWindow('about:blank', 'normal', { width: 700, height: 500 });
  await source.setContent(`<title>${SOMETHING_TO_SHOW}</title><h1>${SOMETHING_TO_SHOW}</h1>`);
  await display.windowTitled(SOMETHING_TO_SHOW);

  await agent.bringToFront();
  await agent.getByRole('button', { name: 'Screen Share' }).click();
  await expect(visitor.locator('glance-share-view')).toHaveAttribute('state', 'viewing', { timeout: 30_000 });
  await visitor.waitForFunction(() => document.querySelector('glance-share-view')?.shadowRoot?.querySelector('video')?.videoWidth === 700);
  await agent.getByRole('button', { name: 'Stop Sharing' }).click();
  await expect(visitor.locator('glance-share-view')).toHaveAttribute('state', 'ended');
  expect(complaints).toEqual([]);
});
