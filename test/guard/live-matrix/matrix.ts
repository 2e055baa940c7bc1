import { build } from 'esbuild';
import { launchBrowser } from '../../e2e/harness/browser.js';
import type { Authority } from '../../e2e/harness/certificates.js';
import type { Display } from '../../e2e/harness/display.js';
import { makeAddresses } from './addresses.js';
import type { AgentPage } from './agent-page.js';
import { attemptOf } from './attempt.js';
import type { Attempt, Seen } from './attempt.js';
import type { Condition } from './conditions.js';
import { startTestSite } from './test-site.js';

const title = 'Matrix target';

/** What runs in the agent's browser, as scripts. */
export interface AgentScripts {
  readonly page: string;
  readonly worker: string;
}

export async function bundleAgent(folder: string): Promise<AgentScripts> {
  const bundle = async (name: string): Promise<string> => {
    const { outputFiles } = await build({ entryPoints: [`${folder}/${name}`], bundle: true, write: false, format: 'iife', target: 'es2022' });
    return outputFiles[0]?.text ?? '';
  };
  return { page: await bundle('agent-page.ts'), worker: await bundle('agent-worker.ts') };
}

export interface ConditionRun {
  readonly condition: Condition;
  readonly display: Display;
  readonly authority: Authority;
  readonly agent: AgentScripts;
  readonly urls: number;
  readonly seed: number;
  /** Width of the captured window in CSS pixels. Default 1200. */
  readonly width?: number;
}

/**
 * Opens an agent's window and one to be captured, in one browser of this
 * condition, visits address after address in the second and has the agent's
 * worker read each from the frames that `getDisplayMedia` captures.
 */
export async function runCondition({ condition, display, authority, agent, urls, seed, width = 1200 }: ConditionRun): Promise<Attempt[]> {
  const addresses = makeAddresses(urls, seed);
  const hosts = new Set(addresses.map(({ url }) => new URL(url).hostname));
  const site = await startTestSite(await authority.issue(['localhost', ...hosts]), title);
  const browser = await launchBrowser({
    display, home: authority.home, resolveTo: `127.0.0.1:${site.port}`, captureTitle: title, width: 500, height: 400,
    scale: condition.scale, dark: condition.dark, font: { family: condition.font, antialiasing: condition.antialiasing },
    ...(condition.args && { args: condition.args }),
  });
  try {
    await browser.page.goto(`https://localhost:${site.port}/agent`);
    await browser.page.evaluate(() => void (document.title = 'Agent'));
    const start = new URL('/start', addresses[0]?.url).href;
    const target = await browser.openWindow(start, condition.kind, { width, height: 320 });
    // A new window has the focus in its address bar until its page is clicked.
    await target.mouse.click(200, 60);
    await browser.page.evaluate(agent.page);
    await browser.page.evaluate(([worker, scale]) => (globalThis as unknown as { agent: AgentPage }).agent.capture(worker, scale),
      [agent.worker, condition.scale] as const);
    const attempts: Attempt[] = [];
    for (const [index, address] of addresses.entries()) {
      site.code = index + 1;
      await target.goto(address.url);
      const seen = await browser.page.evaluate((code) => (globalThis as unknown as { agent: AgentPage }).agent.ask({ kind: 'read', code }), site.code);
      attempts.push(attemptOf(address, seen as Seen));
    }
    return attempts;
  } finally {
    await browser.close();
    await site.stop();
  }
}
