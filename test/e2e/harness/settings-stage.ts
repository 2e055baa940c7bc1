import { expect, type Locator, type Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDemo } from '../../../demo/prepare.mjs';
import { startDemoServer } from '../../../demo/server.mjs';
import type { ScreenShareSettings } from '../../../src/policy/settings.js';
import { HttpSettingsStore } from '../../../src/store/http-settings-store.js';
import { ALLOWED, CAPTURED_TITLE, serveSites } from '../../soak/stage/guarded-sites.js';
import { launchBrowser, type BrowserOptions, type RealBrowser } from './browser.js';
import { createAuthority } from './certificates.js';
import { startDisplay, type Display } from './display.js';

export type Environment = 'staging' | 'production';

/** The demo's server with its panel and its agents, https sites to share, and real windows of all of them. */
export class SettingsStage {
  readonly url: string;
  readonly #display: Display;
  readonly #launch: (options?: Partial<BrowserOptions>) => Promise<RealBrowser>;
  readonly #close: () => Promise<void>;
  #browsers: RealBrowser[] = [];
  #viewers: RealBrowser | null = null;
  #visitors: RealBrowser | null = null;

  private constructor(url: string, display: Display, launch: (options?: Partial<BrowserOptions>) => Promise<RealBrowser>, close: () => Promise<void>) {
    this.url = url;
    this.#display = display;
    this.#launch = async (options) => {
      const browser = await launch(options);
      this.#browsers.push(browser);
      return browser;
    };
    this.#close = close;
  }

  static async set(): Promise<SettingsStage> {
    await buildDemo();
    const folder = await mkdtemp(join(tmpdir(), 'settings-'));
    const authority = await createAuthority(folder);
    const sites = await serveSites(await authority.issue(['*.example.test']));
    const display = await startDisplay();
    const demo = await startDemoServer();
    const launch = (options: Partial<BrowserOptions> = {}): Promise<RealBrowser> => launchBrowser({ display, home: authority.home, resolveTo: sites.address, ...options });
    return new SettingsStage(demo.url, display, launch, async () => {
      await demo.close();
      await display.stop();
      await sites.close();
      await rm(folder, { recursive: true, force: true });
    });
  }

  /** Saves and publishes these, past the panel. */
  async begin(settings: ScreenShareSettings): Promise<void> {
    const store = new HttpSettingsStore(`${this.url}/screenshare`);
    const { staging } = await store.read();
    await store.publish((await store.save(settings, staging?.version ?? null)).version);
  }

  /** A window of a browser for administrators and agents, whose picker takes the window with an allowed page. */
  async viewer(path: string): Promise<Page> {
    const url = `${this.url}${path}`;
    if (this.#viewers) return this.#viewers.openWindow(url, 'normal', { width: 1100, height: 800 });
    this.#viewers = await this.#launch({ captureTitle: CAPTURED_TITLE, args: ['--window-position=500,0'], width: 1100, height: 800 });
    await this.#viewers.page.goto(url);
    return this.#viewers.page;
  }

  /** The administrator's panel, loaded. */
  async panel(): Promise<Page> {
    const page = await this.viewer('/admin.html');
    await expect(page.locator('#save')).toBeVisible();
    return page;
  }

  agent = (session: string, environment: Environment): Promise<Page> => this.viewer(`/agent.html?session=${session}&name=Anna&settings=/screenshare/${environment}`);

  async visitor(session: string): Promise<Page> {
    const url = `${this.url}/visitor.html?session=${session}`;
    if (this.#visitors) return this.#visitors.openWindow(url, 'normal', { width: 1000, height: 800 });
    this.#visitors = await this.#launch({ width: 1000, height: 800, args: ['--window-position=300,100'] });
    await this.#visitors.page.goto(url);
    return this.#visitors.page;
  }

  /** A window on an allowed page, clicked into. */
  async source(): Promise<Page> {
    const { page } = await this.#launch();
    await page.goto(`${ALLOWED}/first/start`);
    await this.#display.windowTitled(CAPTURED_TITLE);
    await page.bringToFront();
    await page.mouse.click(500, 400);
    return page;
  }

  /** The next window that the agents' browser opens. */
  opened(): Promise<Page> {
    return this.#viewers!.context.waitForEvent('page');
  }

  /** Closes the browsers. */
  async clear(): Promise<void> {
    await Promise.all(this.#browsers.splice(0).map((each) => each.close()));
    this.#viewers = null;
    this.#visitors = null;
  }

  async close(): Promise<void> {
    await this.clear();
    await this.#close();
  }
}

export const shareButton = (agent: Page): Locator => agent.locator('glance-screenshare-button');

export const agentIs = (agent: Page, state: string): Promise<void> => expect(shareButton(agent)).toHaveAttribute('state', state, { timeout: 30_000 });

export const visitorSees = (visitor: Page, state: string): Promise<void> => expect(visitor.locator('glance-share-view')).toHaveAttribute('state', state, { timeout: 30_000 });

/** Chooses Share…, by the menu where there are bookmarks. */
export async function share(agent: Page): Promise<void> {
  await agent.bringToFront();
  await agent.getByRole('button', { name: 'Screen Share' }).click();
  const item = agent.getByRole('menuitem', { name: 'Share…' });
  if ((await item.count()) > 0) await item.click();
  await agentIs(agent, 'sharing');
}
