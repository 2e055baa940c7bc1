import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import { launchBrowser } from '../../e2e/harness/browser.js';
import type { RealBrowser } from '../../e2e/harness/browser.js';
import type { Authority } from '../../e2e/harness/certificates.js';
import type { Display } from '../../e2e/harness/display.js';
import { makeAddresses } from './addresses.js';
import type { AgentPage } from './agent-page.js';
import { attemptOf } from './attempt.js';
import type { Attempt, Seen } from './attempt.js';
import type { Condition } from './conditions.js';
import { startTestSite } from './test-site.js';
import type { TestSite } from './test-site.js';

/** The title of every page of the captured window: what the picker goes by. */
export const title = 'Matrix target';

/** What runs in the agent's browser, as scripts. */
export interface AgentScripts {
  readonly page: string;
  readonly worker: string;
}

/** @param plugins change what the agent's code is made of, to see what a check is good for. */
export async function bundleAgent(folder: string, plugins: Plugin[] = []): Promise<AgentScripts> {
  const bundle = async (name: string): Promise<string> => {
    const { outputFiles } = await build({ entryPoints: [`${folder}/${name}`], bundle: true, write: false, format: 'iife', target: 'es2022', plugins });
    return outputFiles[0]?.text ?? '';
  };
  return { page: await bundle('agent-page.ts'), worker: await bundle('agent-worker.ts') };
}

export interface CapturedWindowOptions {
  readonly condition: Condition;
  readonly display: Display;
  readonly authority: Authority;
  readonly agent: AgentScripts;
  /** Serves every host at its port; pages that it serves have `title`. */
  readonly site: TestSite;
  /** What the captured window shows first; a page of `site`. */
  readonly start: string;
  /** Width of the captured window in CSS pixels. Default 1200. */
  readonly width?: number;
  /** Whose window is captured: one of the agent's own browser, or of another. Default `own`. */
  readonly by?: 'own' | 'other';
}

/** A window that the agent's page captures, with a worker that reads its address. */
export interface CapturedWindow {
  readonly target: Page;
  /** What the worker makes of the page with this barcode, or of whatever is shown, once it has settled. */
  read(code: number | null): Promise<Seen>;
  close(): Promise<void>;
}

/** Opens an agent's window and one to be captured, in browsers of this condition. */
export async function openCapturedWindow(options: CapturedWindowOptions): Promise<CapturedWindow> {
  const { condition, display, authority, agent, site, start, width = 1200, by = 'own' } = options;
  const launched: RealBrowser[] = [];
  const launch = async (): Promise<RealBrowser> => {
    const browser = await launchBrowser({
      display, home: authority.home, resolveTo: `127.0.0.1:${site.port}`, captureTitle: title, width: 500, height: 400,
      scale: condition.scale, dark: condition.dark, font: { family: condition.font, antialiasing: condition.antialiasing },
      ...(condition.args && { args: condition.args }),
    });
    launched.push(browser);
    return browser;
  };
  const browser = await launch();
  const owner = by === 'own' ? browser : await launch();
  await browser.page.goto(`https://localhost:${site.port}/agent`);
  await browser.page.evaluate(() => void (document.title = 'Agent'));
  const target = await owner.openWindow(start, condition.kind, { width, height: 320 });
  // A new window has the focus in its address bar until its page is clicked.
  await target.mouse.click(200, 60);
  await browser.page.evaluate(agent.page);
  await browser.page.evaluate(([worker, scale]) => (globalThis as unknown as { agent: AgentPage }).agent.capture(worker, scale),
    [agent.worker, condition.scale] as const);
  return {
    target,
    async read(code) {
      const seen = await browser.page.evaluate((wanted) => (globalThis as unknown as { agent: AgentPage }).agent.ask({ kind: 'read', code: wanted }), code);
      return seen as Seen;
    },
    async close() {
      for (const one of launched.reverse()) await one.close();
    },
  };
}

export interface ConditionRun extends Omit<CapturedWindowOptions, 'site' | 'start'> {
  readonly urls: number;
  readonly seed: number;
}

/** Visits address after address and has the agent's worker read each from the frames that `getDisplayMedia` captures. */
export async function runCondition({ urls, seed, ...options }: ConditionRun): Promise<Attempt[]> {
  const addresses = makeAddresses(urls, seed);
  const hosts = new Set(addresses.map(({ url }) => new URL(url).hostname));
  const site = await startTestSite(await options.authority.issue(['localhost', ...hosts]), title);
  try {
    const window = await openCapturedWindow({ ...options, site, start: new URL('/start', addresses[0]?.url).href });
    try {
      const attempts: Attempt[] = [];
      for (const [index, address] of addresses.entries()) {
        site.code = index + 1;
        await window.target.goto(address.url);
        attempts.push(attemptOf(address, await window.read(site.code)));
      }
      return attempts;
    } finally {
      await window.close();
    }
  } finally {
    await site.stop();
  }
}
