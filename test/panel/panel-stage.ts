import { chromium, expect, type Browser, type Page } from '@playwright/test';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { createSettingsEndpoint, type SettingsEndpoint } from '../../src/server/index.js';
import { HttpSettingsStore } from '../../src/store/http-settings-store.js';
import { MemorySettingsRepository } from '../../src/store/memory-settings-store.js';
import { findBrowser } from '../browser.mjs';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** How long the panel of these tests waits for an answer, in milliseconds. */
const TIMEOUT_MS = 1_500;

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Settings</title></head><body><main><h1>Settings</h1>
<glance-screenshare-settings></glance-screenshare-settings></main><script type="module">
  import { HttpSettingsStore } from '/dist/cdn/admin.js';
  document.querySelector('glance-screenshare-settings').settings = new HttpSettingsStore('/screenshare', { timeoutMs: ${TIMEOUT_MS} });
</script></body></html>`;

/** The built panel in a real browser, on a real server whose answers a test can spoil. */
export class PanelStage {
  /** Answers a write in the endpoint's place; null lets the endpoint answer. */
  spoil: Answer | null = null;
  readonly #browser: Browser;
  readonly #http: Server;
  #endpoint!: SettingsEndpoint;

  private constructor(browser: Browser) {
    this.#browser = browser;
    const dist = sirv(fileURLToPath(new URL('../../dist', import.meta.url)), { dev: true });
    this.#http = createServer((request, response) => {
      const { url = '/', method } = request;
      if (url.startsWith('/dist/')) {
        request.url = url.slice('/dist'.length);
        dist(request, response);
      } else if (!url.startsWith('/screenshare')) response.setHeader('content-type', 'text/html').end(PAGE);
      else if (this.spoil && method !== 'GET') this.spoil(request, response);
      else this.#endpoint.node(request, response);
    });
    this.reset();
  }

  static async open(): Promise<PanelStage> {
    const executablePath = await findBrowser();
    if (executablePath === null) throw new Error('These tests need Chrome or Chromium.');
    const stage = new PanelStage(await chromium.launch({ executablePath, args: ['--no-sandbox'] }));
    await new Promise<void>((resolve) => stage.#http.listen(0, '127.0.0.1', resolve));
    return stage;
  }

  get #url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  /** Forgets all settings. */
  reset(): void {
    this.spoil = null;
    this.#endpoint = createSettingsEndpoint({ repository: new MemorySettingsRepository(), authorize: () => ({ role: 'administrator', name: 'Ada' }) });
  }

  /** The endpoint itself, for a test that answers too late or not with what it did. */
  readonly pass: Answer = (request, response) => this.#endpoint.node(request, response);

  /** The settings, past the panel. */
  store(): HttpSettingsStore {
    return new HttpSettingsStore(`${this.#url}/screenshare`);
  }

  /** A panel of an administrator, loaded. */
  async panel(): Promise<Page> {
    const context = await this.#browser.newContext({ viewport: { width: 1100, height: 900 } });
    const page = await context.newPage();
    await page.goto(this.#url);
    await expect(page.locator('#save')).toBeVisible();
    return page;
  }

  /** Closes every panel, between two tests. */
  async clear(): Promise<void> {
    await Promise.all(this.#browser.contexts().map((context) => context.close()));
    this.#endpoint.close();
    this.reset();
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#endpoint.close();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }
}
