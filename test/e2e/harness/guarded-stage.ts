import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { ALLOWED, CAPTURED_TITLE, serveSites } from '../../soak/stage/guarded-sites.js';
import { launchBrowser, type BrowserOptions, type RealBrowser } from './browser.js';
import { createAuthority } from './certificates.js';
import { startDisplay, type Display } from './display.js';
import { openSupportDesk, type SupportDesk } from './support-desk.js';

/** Frames that a visitor's page has decoded: all, those with a forbidden page's colour, those without an allowed page's. */
export interface SeenFrames {
  readonly frames: number;
  readonly forbidden: number;
  readonly strange: number;
}

/** The support desk, https sites of which some are allowed, and browsers to share them with. */
export interface GuardedStage {
  readonly display: Display;
  readonly desk: SupportDesk;
  /** An agent's viewer, whose picker takes the window, or the tab, with an allowed page. */
  agent(page?: Parameters<SupportDesk['agentUrl']>[0], picks?: 'window' | 'tab'): Promise<{ browser: RealBrowser; page: Page }>;
  visitor(): Promise<Page>;
  /** A window on an allowed page, clicked into. */
  source(options?: Partial<BrowserOptions>): Promise<Page>;
  keys(...keys: string[]): Promise<void>;
  /** Closes the browsers. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function setGuardedStage(): Promise<GuardedStage> {
  const folder = await mkdtemp(join(tmpdir(), 'guarded-'));
  const authority = await createAuthority(folder);
  const sites = await serveSites(await authority.issue(['*.example.test']));
  const display = await startDisplay();
  const desk = await openSupportDesk();
  let browsers: RealBrowser[] = [];
  const browser = async (options: Partial<BrowserOptions>): Promise<RealBrowser> => {
    const started = await launchBrowser({ display, home: authority.home, resolveTo: sites.address, ...options });
    browsers.push(started);
    return started;
  };
  const clear = async (): Promise<void> => void (await Promise.all(browsers.splice(0).map((each) => each.close())));
  return {
    display,
    desk,
    clear,
    async agent(page, picks = 'window') {
      const started = await browser({ args: [`--auto-select-${picks}-capture-source-by-title=${CAPTURED_TITLE}`, '--window-position=600,0'] });
      await started.page.goto(desk.agentUrl(page));
      return { browser: started, page: started.page };
    },
    async visitor() {
      const { page } = await browser({ width: 1300, height: 950, args: ['--window-position=300,0'] });
      await page.goto(desk.visitorUrl());
      return page;
    },
    async source(options = {}) {
      const { page } = await browser(options);
      await page.goto(`${ALLOWED}/first/start`);
      await display.windowTitled(CAPTURED_TITLE);
      await page.bringToFront();
      await page.mouse.click(500, 400);
      return page;
    },
    async keys(...keys) {
      await promisify(execFile)('xdotool', ['key', '--clearmodifiers', ...keys], { env: { ...process.env, DISPLAY: display.name } });
    },
    async close() {
      await clear();
      browsers = [];
      await desk.close();
      await display.stop();
      await sites.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Counts, from now on, what the visitor's page decodes of the share that it
 * shows: every frame, not only those that it paints.
 */
export async function countFrames(visitor: Page): Promise<() => Promise<SeenFrames>> {
  const source = await readFile(join(process.cwd(), 'test/soak/stage/frame-counter.worker.js'), 'utf8');
  const counter = await visitor.locator('glance-share-view video').evaluateHandle((element, script) => {
    const [track] = ((element as HTMLVideoElement).srcObject as MediaStream).getVideoTracks();
    const Processor = (globalThis as unknown as { MediaStreamTrackProcessor: new (init: object) => { readable: ReadableStream } }).MediaStreamTrackProcessor;
    const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    const { readable } = new Processor({ track: track!, maxBufferSize: 30 });
    worker.postMessage({ readable }, [readable]);
    return worker;
  }, source);
  return () =>
    counter.evaluate(
      (worker) =>
        new Promise<SeenFrames>((resolve) => {
          worker.addEventListener('message', ({ data }) => resolve(data as SeenFrames), { once: true });
          worker.postMessage({});
        }),
    );
}
