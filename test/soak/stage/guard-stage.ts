import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import { esbuildGuardWorker } from '../../../build/inline-worker.plugin.mjs';
import { esbuildStandIns, NODE_CONSTANTS } from '../../../build/node-stand-ins.mjs';
import { launchBrowser } from '../../e2e/harness/browser.js';
import type { BrowserOptions, RealBrowser } from '../../e2e/harness/browser.js';
import { createAuthority } from '../../e2e/harness/certificates.js';
import { startDisplay } from '../../e2e/harness/display.js';
import type { Display, DisplayOptions } from '../../e2e/harness/display.js';
import { displayedPicture } from '../../e2e/harness/pictures.js';
import type { Pixels } from '../../e2e/harness/pictures.js';
import type { GuardPage } from './guard-page.js';
import { ALLOWED, CAPTURED_TITLE, HOSTS, serveSites } from './guarded-sites.js';
import { listen } from './listen.js';

const run = promisify(execFile);

export interface GuardStage {
  readonly display: Display;
  /** The agent's page, whose `guardPage` captures the window with {@link CAPTURED_TITLE}. */
  readonly agent: Page;
  /** Runs on the agent's page. */
  readonly guard: <R, A>(work: (page: GuardPage, argument: A) => R | Promise<R>, argument?: A) => Promise<R>;
  /** A browser whose window is to be shared. */
  browser(options?: Partial<BrowserOptions>): Promise<RealBrowser>;
  /** Presses keys, as xdotool names them, in the window that has the focus. */
  keys(...keys: string[]): Promise<void>;
  type(text: string): Promise<void>;
  xdotool(...words: string[]): Promise<string>;
  /** What is on the screen. */
  picture(box?: { x: number; y: number; width: number; height: number }): Promise<Pixels>;
  close(): Promise<void>;
}

/** `import text from './file?text'`. */
const textModules: Plugin = {
  name: 'text-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\?text$/ }, ({ path, resolveDir }) => ({ path: join(resolveDir, path.replace('?text', '')), namespace: 'text' }));
    onLoad({ filter: /./, namespace: 'text' }, async ({ path }) => ({ contents: await readFile(path, 'utf8'), loader: 'text' }));
  },
};

/** The agent's page as one script. */
async function bundlePage(script: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(process.cwd(), script)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    // What the package itself has for pages without a bundler.
    alias: { 'simple-peer': 'simple-peer/simplepeer.min.js' },
    plugins: [
      esbuildGuardWorker({ minify: false }),
      esbuildStandIns(),
      textModules,
    ],
    define: NODE_CONSTANTS,
  });
  return outputFiles[0]!.text;
}

async function servePage(file: string): Promise<{ address: string; close(): Promise<void> }> {
  const script = await bundlePage(file);
  const server = createServer((request, response) => {
    if (request.url === '/page.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>agent</title><script src="/page.js"></script>');
  });
  return listen(server, () => server.closeAllConnections());
}

/** Ends what was begun, the last first. */
class Endings {
  readonly #endings: (() => Promise<unknown>)[] = [];

  add<T extends { close(): Promise<unknown> }>(one: T): T {
    this.#endings.push(() => one.close());
    return one;
  }

  async close(): Promise<void> {
    for (const end of this.#endings.splice(0).reverse()) await end();
  }
}

/** Sets up a display with the agent's browser on it, its page with this script; windows to share come with `browser`. */
export async function setGuardStage(screen: DisplayOptions = { width: 2100, height: 1200 }, script = 'test/soak/stage/guard-page.ts'): Promise<GuardStage> {
  const endings = new Endings();
  try {
    return await setStage(endings, screen, script);
  } catch (error) {
    await endings.close();
    throw error;
  }
}

async function setStage(endings: Endings, screen: DisplayOptions, script: string): Promise<GuardStage> {
  const page = endings.add(await servePage(script));
  const folder = await mkdtemp(join(tmpdir(), 'guard-stage-'));
  endings.add({ close: () => rm(folder, { recursive: true, force: true }) });
  const display = await startDisplay(screen);
  endings.add({ close: () => display.stop() });
  const authority = await createAuthority(folder);
  const sites = endings.add(await serveSites(await authority.issue(HOSTS)));
  const common = { display, home: authority.home };
  const agentBrowser = endings.add(
    await launchBrowser({ ...common, captureTitle: CAPTURED_TITLE, args: ['--window-position=1500,600', '--window-size=500,500'] }),
  );
  const agent = agentBrowser.page;
  await agent.goto(`http://${page.address}/`);
  const xdotool = async (...words: string[]): Promise<string> => (await run('xdotool', words, { env: { ...process.env, DISPLAY: display.name } })).stdout;
  return {
    display,
    agent,
    guard: (work, argument) =>
      agent.evaluate(
        ([source, given]) => (0, eval)(`(${source})`)(window.guardPage, given) as never,
        [work.toString(), argument as unknown] as const,
      ),
    browser: async (options) => endings.add(await launchBrowser({ ...common, resolveTo: sites.address, ...options })),
    xdotool,
    picture: (box) => displayedPicture(display, box),
    keys: async (...keys) => void (await xdotool('key', '--clearmodifiers', ...keys)),
    type: async (text) => void (await xdotool('type', '--delay', '2', text)),
    close: () => endings.close(),
  };
}

/** A window on an allowed page, which the agent's picker will find. */
export async function openSharedWindow(stage: GuardStage, kind: 'normal' | 'popup', options: Partial<BrowserOptions> = {}): Promise<{ browser: RealBrowser; page: Page }> {
  const browser = await stage.browser(options);
  const { width = 1000, height = 700 } = options;
  const start = `${ALLOWED}/first/start`;
  let { page } = browser;
  if (kind === 'popup') page = await browser.openWindow(start, 'popup', { width, height });
  else await page.goto(start);
  await stage.display.windowTitled(CAPTURED_TITLE);
  await page.bringToFront();
  await page.mouse.click(400, 400);
  return { browser, page };
}

/** A window on an allowed page, captured by the agent's page. */
export async function captureWindow(stage: GuardStage, kind: 'normal' | 'popup', options: Partial<BrowserOptions> = {}): Promise<{ browser: RealBrowser; page: Page }> {
  const opened = await openSharedWindow(stage, kind, options);
  await stage.guard((it) => it.capture());
  return opened;
}
