import type { Page } from '@playwright/test';
import type { RealBrowser } from '../test/e2e/harness/browser.js';
import { openSharedWindow, setGuardStage } from '../test/soak/stage/guard-stage.js';
import type { GuardStage } from '../test/soak/stage/guard-stage.js';
import { barcode } from '../test/address-bar/live-matrix/barcode.js';
import type { SharePage } from './pages/share-page.js';

/** A window to be shared, and an agent's page that shares it in several ways. */
export interface ShareStage {
  readonly stage: GuardStage;
  readonly browser: RealBrowser;
  /** The shared window's page. */
  readonly page: Page;
  readonly agent: Page;
  close(): Promise<void>;
}

/** The shared window's size. */
export const WINDOW = { width: 1_000, height: 700 } as const;

export async function setShareStage(): Promise<ShareStage> {
  const stage = await setGuardStage({ script: 'bench/pages/share-page.ts' });
  try {
    return { stage, ...(await openSharedWindow(stage, 'normal', WINDOW)), agent: stage.agent, close: () => stage.close() };
  } catch (error) {
    await stage.close();
    throw error;
  }
}

/** Runs on the agent's page. */
export function onPage<R, A>({ agent }: Pick<ShareStage, 'agent'>, work: (page: SharePage, argument: A) => R | Promise<R>, argument?: A): Promise<R> {
  return agent.evaluate(([source, given]) => (0, eval)(`(${source})`)(window.sharePage, given) as never, [work.toString(), argument as unknown] as const);
}

/** Time in which something is measured. */
export const pass = ({ agent }: Pick<ShareStage, 'agent'>, ms: number): Promise<void> => agent.evaluate((time) => new Promise((resolve) => setTimeout(resolve, time)), ms);

/** Has the page show numbers from now on: `showCode(n)`. */
export async function addBarcode(page: Page): Promise<void> {
  const { cell, left, bottom, bits } = barcode;
  await page.evaluate(`(() => {
    const code = document.createElement('div');
    code.style.cssText = 'position:fixed;left:${left}px;bottom:${bottom}px;display:flex;outline:6px solid #fff;background:#fff';
    code.innerHTML = '<i style="width:${cell}px;height:${cell}px"></i>'.repeat(${bits} + 3);
    document.body.append(code);
    window.showCode = (number) => {
      const cells = Array.from({ length: ${bits} }, (_, index) => (number >> index) & 1);
      [1, 0, ...cells, cells.reduce((a, b) => a + b) % 2].forEach((on, index) => { code.children[index].style.background = on ? '#000' : '#fff'; });
    };
  })()`);
}
