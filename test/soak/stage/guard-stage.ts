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
import { esbuildNodeAliases, NODE_CONSTANTS } from '../../../build/node-aliases.mjs';
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
import { ownWindow } from './own-window.js';

const run = promisify(execFile);

export interface GuardStage {
  readonly display: Display;
  /** The agent's page, whose `guardPage` captures the window with {@link CAPTURED_TITLE}. */
  readonly agent: Page;
  /** Runs on the agent's page. */
  readonly guard: <R, A>(work: (page: GuardPage, argument: A) => R | Promise<R>, argument?: A) => Promise<R>;
  /** The agent's browser. It trusts the sites' certificates and finds their hosts, so that windows of its own can be shared too. */
  readonly own: RealBrowser;
  /** The scale of the agent's browser. */
  readonly ownScale: number;
  /** Another browser, whose window is to be shared. */
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

/** Replaces modules of the guard's worker, by the ends of their paths. */
function replacing(modules: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'replaced-modules',
    setup({ onLoad }) {
      for (const [end, contents] of Object.entries(modules)) {
        onLoad({ filter: new RegExp(`/${end.replaceAll('.', '\\.')}$`) }, () => ({ contents, loader: 'ts' }));
      }
    },
  };
}

/** The agent's page as one script. */
async function bundlePage(script: string, replaced?: Readonly<Record<string, string>>): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(process.cwd(), script)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    plugins: [esbuildNodeAliases(), esbuildGuardWorker({ minify: false, ...(replaced && { plugins: [replacing(replaced)] }) }), textModules],
    define: NODE_CONSTANTS,
  });
  return outputFiles[0]!.text;
}

async function servePage(file: string, replaced?: Readonly<Record<string, string>>): Promise<{ address: string; close(): Promise<void> }> {
  const script = await bundlePage(file, replaced);
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

export interface StageOptions {
  /** Default 2100 x 1200. */
  readonly screen?: DisplayOptions | undefined;
  /** The script of the agent's page. */
  readonly script?: string;
  /** How the agent's browser is started: scale, theme, font. */
  readonly own?: Partial<BrowserOptions>;
  /** Modules of the guard that are replaced by these texts, such as `{ 'locate/browser-frame.ts': '…' }`: a test takes a defence out. */
  readonly replaced?: Readonly<Record<string, string>>;
}

/** Sets up a display with the agent's browser on it. Windows to share come from `browser`, or from the agent's own browser. */
export async function setGuardStage(options: StageOptions = {}): Promise<GuardStage> {
  const endings = new Endings();
  try {
    return await setStage(endings, options);
  } catch (error) {
    await endings.close();
    throw error;
  }
}

const wideScreen: DisplayOptions = { width: 2100, height: 1200 };
const guardScript = 'test/soak/stage/guard-page.ts';

/** Puts the agent's window right of and below the shared one, at any scale. */
function placeOfAgent(scale: number): string[] {
  return [`--window-position=${Math.round(1500 / scale)},${Math.round(600 / scale)}`, '--window-size=500,500'];
}

async function setStage(endings: Endings, { screen = wideScreen, script = guardScript, own: options = {}, replaced }: StageOptions): Promise<GuardStage> {
  const page = endings.add(await servePage(script, replaced));
  const folder = await mkdtemp(join(tmpdir(), 'guard-stage-'));
  endings.add({ close: () => rm(folder, { recursive: true, force: true }) });
  const display = await startDisplay(screen);
  endings.add({ close: () => display.stop() });
  const authority = await createAuthority(folder);
  const sites = endings.add(await serveSites(await authority.issue(HOSTS)));
  const common = { display, home: authority.home, resolveTo: sites.address };
  const { scale: ownScale = 1, args = [] } = options;
  const own = endings.add(await launchBrowser({ ...common, captureTitle: CAPTURED_TITLE, ...options, args: [...args, ...placeOfAgent(ownScale)] }));
  const agent = own.page;
  await agent.goto(`http://${page.address}/`);
  const xdotool = async (...words: string[]): Promise<string> => (await run('xdotool', words, { env: { ...process.env, DISPLAY: display.name } })).stdout;
  return {
    display,
    agent,
    own,
    ownScale,
    guard: (work, argument) =>
      agent.evaluate(
        ([source, given]) => (0, eval)(`(${source})`)(window.guardPage, given) as never,
        [work.toString(), argument as unknown] as const,
      ),
    browser: async (options) => endings.add(await launchBrowser({ ...common, ...options })),
    xdotool,
    picture: (box) => displayedPicture(display, box),
    keys: async (...keys) => void (await xdotool('key', '--clearmodifiers', ...keys)),
    type: async (text) => void (await xdotool('type', '--delay', '2', text)),
    close: () => endings.close(),
  };
}

/** Which browser the shared window belongs to. The two are captured in different ways. */
export type WindowOwner = 'own' | 'other';

export interface SharedWindowOptions extends Partial<BrowserOptions> {
  /**
   * `own`: a window of the agent's browser, which its compositor captures in even sizes. It looks as the stage's
   * `own` options say; of the options here only `width` and `height` count. `other`: a window of another browser,
   * which the system captures. Default `other`.
   */
  readonly by?: WindowOwner;
}

/** How long the browser's picker may take to find the window that it was told to pick, milliseconds. */
const PICKER_MS = 20_000;

/**
 * The agent picks the shared window. Chromium's picker accepts it by its title; about one time in some hundred it
 * lists the window and accepts nothing (seen in a soak, with the window in the list for half an hour). Then the picker
 * is dismissed, as a person would do, and opened again.
 */
export async function pickWindow(stage: GuardStage): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const picked = stage.guard((it) => it.capture()).then(() => true, (error: unknown) => error);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => void (timer = setTimeout(() => resolve(false), PICKER_MS)));
    const result = await Promise.race([picked, late]);
    clearTimeout(timer);
    if (result === true) return;
    if (result !== false) throw result;
    await stage.xdotool('search', '--name', '^agent - ', 'windowactivate', '--sync', 'key', 'Escape');
    await picked;
  }
  throw new Error(`The picker hasn't found the window "${CAPTURED_TITLE}" in three tries of ${PICKER_MS / 1_000} s each.`);
}

/** A window on an allowed page, which the agent's picker will find. */
export async function openSharedWindow(stage: GuardStage, kind: 'normal' | 'popup', { by = 'other', ...options }: SharedWindowOptions = {}): Promise<{ browser: RealBrowser; page: Page }> {
  const { width = 1000, height = 700 } = options;
  const start = `${ALLOWED}/first/start`;
  const browser = by === 'own' ? await ownWindow(stage, { kind, url: start, width, height }) : await stage.browser(options);
  let { page } = browser;
  if (by === 'other' && kind === 'popup') page = await browser.openWindow(start, 'popup', { width, height });
  else if (by === 'other') await page.goto(start);
  await stage.display.windowTitled(CAPTURED_TITLE);
  await page.bringToFront();
  await page.mouse.click(400, 400);
  return { browser, page };
}

/** A window on an allowed page, captured by the agent's page. */
export async function captureWindow(stage: GuardStage, kind: 'normal' | 'popup', options: SharedWindowOptions = {}): Promise<{ browser: RealBrowser; page: Page }> {
  const opened = await openSharedWindow(stage, kind, options);
  await pickWindow(stage);
  return opened;
}
