import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { launchBrowser, type BrowserOptions, type RealBrowser } from './browser.js';
import { startDisplay, type Display } from './display.js';
import { openSupportDesk, type SupportDesk } from './support-desk.js';

/** A display of the test's own, a support desk, and browsers that are all gone afterwards. */
export interface WindowStage {
  readonly display: Display;
  readonly desk: SupportDesk;
  /** A browser with one window, its picker choosing by `flags`. */
  browser(options?: Omit<BrowserOptions, 'display' | 'home'>): Promise<RealBrowser>;
  /** An agent's viewer whose picker takes what `picks` says. */
  agent(picks: Pick, page?: Parameters<SupportDesk['agentUrl']>[0]): Promise<Agent>;
  /** A visitor's page in a browser of its own. */
  visitor(options?: { session?: string }): Promise<{ browser: RealBrowser; page: Page }>;
  close(): Promise<void>;
}

export interface Agent {
  readonly browser: RealBrowser;
  /** The viewer, with the button. */
  readonly page: Page;
}

/** What the browser's picker is made to choose; `ask` leaves it to whoever presses keys. */
export type Pick = { window?: string; tab?: string } | 'screen' | 'a screen, whatever is asked' | 'ask' | 'refused';

const pickerFlags = (picks: Pick): string[] => {
  if (picks === 'ask') return [];
  if (picks === 'screen' || picks === 'a screen, whatever is asked') return ['--auto-select-screen-capture-source'];
  if (picks === 'refused') return ['--use-fake-ui-for-media-stream=deny', '--use-fake-device-for-media-stream'];
  return [
    ...(picks.window ? [`--auto-select-window-capture-source-by-title=${picks.window}`] : []),
    ...(picks.tab ? [`--auto-select-tab-capture-source-by-title=${picks.tab}`] : []),
  ];
};

/** Makes the browser one that doesn't know how to leave screens out of its picker, as several don't. */
function offerScreens(): void {
  const { mediaDevices } = navigator;
  const real = mediaDevices.getDisplayMedia.bind(mediaDevices);
  mediaDevices.getDisplayMedia = (options) => real({ ...options, monitorTypeSurfaces: 'include' } as DisplayMediaStreamOptions);
}

/** Sets the stage. */
export async function setStage(): Promise<WindowStage> {
  const home = await mkdtemp(join(tmpdir(), 'windows-'));
  const display = await startDisplay();
  const desk = await openSupportDesk();
  const browsers: RealBrowser[] = [];
  const browser: WindowStage['browser'] = async (options) => {
    const started = await launchBrowser({ ...options, display, home });
    browsers.push(started);
    return started;
  };
  return {
    display,
    desk,
    browser,
    async agent(picks, page) {
      const started = await browser({ args: pickerFlags(picks) });
      if (picks === 'a screen, whatever is asked') await started.page.addInitScript(offerScreens);
      await started.page.goto(desk.agentUrl(page));
      return { browser: started, page: started.page };
    },
    async visitor(options) {
      const started = await browser({ width: 1300, height: 950 });
      await started.page.goto(desk.visitorUrl(options));
      return { browser: started, page: started.page };
    },
    async close() {
      await Promise.all(browsers.map((each) => each.close()));
      await desk.close();
      await display.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
