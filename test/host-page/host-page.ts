import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import sirv from 'sirv';
import { findBrowser } from '../browser.mjs';

const SETTINGS = JSON.stringify({ escalateToShow: true, surfaces: ['screen', 'window', 'tab'], allowedSites: [], bookmarks: [] });

const FAKE_CAPTURE = ['--no-sandbox', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=display-media-type=window,fps=10', '--autoplay-policy=no-user-gesture-required', '--disable-gpu'];

/** What a page's scripts do to it before the package's script is loaded, and once its elements stand there. */
export interface HostScripts {
  readonly before?: string;
  readonly after?: string;
}

/** What became of a share in such a page. */
export interface Outcome {
  readonly shared: boolean;
  /** All warnings and errors in the console. */
  readonly console: readonly string[];
}

/** Milliseconds after which a share that isn't there counts as failed. */
const PATIENCE = 8_000;

const page = ({ before = '' }: HostScripts): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title>
<script>${before}</script></head><body>
<glance-screenshare-button session-id="host-page" settings="/settings.json" cobrowse-version="5.4" agent-name="Ann"></glance-screenshare-button>
<glance-share-view session-id="host-page"></glance-share-view>
<script type="module">import '/dist/cdn/agent.js'; import '/dist/cdn/visitor.js';</script>
</body></html>`;

/** The built package in pages that others have spoilt. */
export class HostPages {
  readonly #browser: Browser;
  readonly #http: Server;
  #html = '';

  private constructor(browser: Browser) {
    this.#browser = browser;
    const dist = sirv(fileURLToPath(new URL('../../dist', import.meta.url)), { dev: true });
    this.#http = createServer((request, response) => {
      const { url = '/' } = request;
      if (url === '/settings.json') response.setHeader('content-type', 'application/json').end(SETTINGS);
      else if (url.startsWith('/dist/')) {
        request.url = url.slice('/dist'.length);
        dist(request, response);
      } else response.setHeader('content-type', 'text/html').end(this.#html);
    });
  }

  static async open(): Promise<HostPages> {
    const executablePath = await findBrowser();
    if (executablePath === null) throw new Error('These tests need Chrome or Chromium.');
    const pages = new HostPages(await chromium.launch({ executablePath, args: FAKE_CAPTURE }));
    await new Promise<void>((resolve) => pages.#http.listen(0, '127.0.0.1', resolve));
    return pages;
  }

  /** A page with these scripts, its console, and what closes it. */
  async page(scripts: HostScripts, html = page(scripts)): Promise<{ page: Page; console: string[]; close: () => Promise<void> }> {
    this.#html = html;
    const context = await this.#browser.newContext();
    const opened = await context.newPage();
    const said: string[] = [];
    opened.on('console', (message) => (message.type() === 'warning' || message.type() === 'error') && said.push(message.text()));
    opened.on('pageerror', (error) => said.push(`uncaught: ${error.message}`));
    await opened.goto(`http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/`);
    return { page: opened, console: said, close: () => context.close() };
  }

  /** Loads the elements into a page with these scripts, and shares from one to the other. */
  async share(scripts: HostScripts): Promise<Outcome> {
    const { page: opened, console: said, close } = await this.page(scripts);
    try {
      const button = opened.locator('glance-screenshare-button >> #main:not([aria-disabled])');
      if (scripts.after !== undefined) {
        await button.waitFor({ timeout: PATIENCE });
        await opened.evaluate(scripts.after);
      }
      await button.click({ timeout: PATIENCE });
      await opened.locator('glance-share-view[state=viewing]').waitFor({ timeout: PATIENCE });
      return { shared: true, console: said };
    } catch {
      return { shared: false, console: said };
    } finally {
      await close();
    }
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }
}
