import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { build } from 'esbuild';
import type { HttpSettingsSource } from '../../src/store/http-settings-source.js';
import type { HttpSettingsStore } from '../../src/store/http-settings-store.js';
import type { PageSettingsStore } from '../../src/store/page-settings-store.js';
import type { settingsFrom } from '../../src/store/settings-from-store.js';
import type { SettingsState, SettingsStore } from '../../src/store/settings-store.js';
import { SettingsStoreError, type SettingsStoreErrorCode } from '../../src/store/settings-store-error.js';
import { esbuildNodeAliases, NODE_CONSTANTS } from '../../build/node-aliases.mjs';
import { findBrowser } from '../browser.mjs';

const ENTRY = `
  export { PageSettingsStore } from './src/store/page-settings-store.ts';
  export { HttpSettingsStore } from './src/store/http-settings-store.ts';
  export { HttpSettingsSource } from './src/store/http-settings-source.ts';
  export { settingsFrom } from './src/store/settings-from-store.ts';
`;

/** What a page of these tests has: the stores' own code, and the one store of this tab. */
export interface StorePage {
  readonly kit: {
    readonly PageSettingsStore: typeof PageSettingsStore;
    readonly HttpSettingsStore: typeof HttpSettingsStore;
    readonly HttpSettingsSource: typeof HttpSettingsSource;
    readonly settingsFrom: typeof settingsFrom;
  };
  store: SettingsStore;
}

/** Tabs of one real browser that have the stores' code, as a bundler gives it. */
export class StoreTabs {
  readonly #browser: Browser;
  readonly #script: string;
  context!: BrowserContext;

  private constructor(browser: Browser, script: string) {
    this.#browser = browser;
    this.#script = script;
  }

  static async open(): Promise<StoreTabs> {
    const executablePath = await findBrowser();
    if (executablePath === null) throw new Error('These tests need Chrome or Chromium.');
    const { outputFiles } = await build({
      stdin: { contents: ENTRY, resolveDir: process.cwd(), loader: 'ts' },
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'kit',
      platform: 'browser',
      target: 'es2022',
      plugins: [esbuildNodeAliases()],
      define: NODE_CONSTANTS,
    });
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    return new StoreTabs(browser, outputFiles[0]!.text);
  }

  /** A browser that has never seen these settings. */
  async clear(): Promise<void> {
    await this.context?.close();
    this.context = await this.#browser.newContext();
  }

  /** A tab at this origin. Nobody needs to serve the page itself. */
  async tab(origin: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.route(`${origin}/tab`, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Tab</title>' }));
    await page.goto(`${origin}/tab`);
    await page.addScriptTag({ content: this.#script });
    return page;
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}

type Outcome = { readonly ok: unknown } | { readonly failed: { readonly code: SettingsStoreErrorCode | null } & Record<string, unknown> };

/** The store of a tab, in the hands of a test. */
export class TabStore implements SettingsStore {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  read = (signal?: AbortSignal) => this.#call<SettingsState>('read', [], signal);
  save: SettingsStore['save'] = (settings, version, signal) => this.#call('save', [settings, version], signal);
  publish: SettingsStore['publish'] = (version, { comment = '', signal } = {}) => this.#call('publish', [version, { comment }], signal);
  rollback: SettingsStore['rollback'] = (version, production, { comment = '', signal } = {}) => this.#call('rollback', [version, production, { comment }], signal);
  history: SettingsStore['history'] = (options = {}) => this.#call('history', [options]);
  publication: SettingsStore['publication'] = (version, signal) => this.#call('publication', [version], signal);

  subscribe(onChange: (state: SettingsState) => void): () => void {
    const name = `heard${Math.random().toString(36).slice(2)}`;
    let stopped = false;
    const subscribed = this.#page
      .exposeFunction(name, (state: SettingsState) => void (stopped || onChange(state)))
      .then(() => this.#page.evaluateHandle((name) => {
        const { store } = globalThis as unknown as StorePage;
        return store.subscribe((state) => (globalThis as unknown as Record<string, (state: SettingsState) => void>)[name]!(state));
      }, name));
    this.#settled = subscribed;
    return () => {
      stopped = true;
      void subscribed.then((stop) => stop.evaluate((stop: () => void) => stop()));
    };
  }

  /** What has to be done in the tab before anything else is. */
  #settled: Promise<unknown> = Promise.resolve();

  async #call<T>(method: Exclude<keyof SettingsStore, 'subscribe'>, args: readonly unknown[], signal?: AbortSignal): Promise<T> {
    await this.#settled;
    const outcome = await this.#page.evaluate(async ({ method, args, aborted }): Promise<Outcome> => {
      const { store } = globalThis as unknown as StorePage;
      const reason = {};
      try {
        const call = store[method] as (...args: unknown[]) => Promise<unknown>;
        return { ok: await call.apply(store, [...args, ...(aborted ? [AbortSignal.abort(reason)] : [])]) };
      } catch (error) {
        if (aborted && error === reason) return { failed: { code: null } };
        const { code, message, remedy, problems, state, mayHaveHappened } = error as SettingsStoreError;
        return { failed: { code, message, remedy, problems, state, mayHaveHappened } };
      }
    }, { method, args, aborted: signal?.aborted ?? false });
    if ('ok' in outcome) return outcome.ok as T;
    const { code, ...options } = outcome.failed;
    if (code === null) throw signal?.reason;
    throw new SettingsStoreError(code, options);
  }
}
