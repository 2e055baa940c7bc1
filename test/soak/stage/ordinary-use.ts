import type { Page } from '@playwright/test';
import type { GuardStage } from './guard-stage.js';
import { ALLOWED } from './guarded-sites.js';

/** What somebody works with who uses the captured window. */
export interface Desk {
  readonly stage: GuardStage;
  readonly page: Page;
  /** X's number of the captured window. */
  readonly window: string;
}

interface Action {
  readonly name: string;
  readonly run: (desk: Desk) => Promise<void>;
}

/** A dialog's text by which whoever answers it knows to take longer than the guard's grace. */
export const STAYS = 'An alert that stays.';

export const pause = (page: Page, ms: number): Promise<unknown> => page.evaluate((time) => new Promise((resolve) => setTimeout(resolve, time)), ms);
const visit = (path: string) => async ({ page }: Desk): Promise<void> => void (await page.goto(`${ALLOWED}/first/${path}`));
const keys = (...names: string[]) => async ({ stage }: Desk): Promise<void> => stage.keys(...names);
const size = async ({ stage, window }: Desk, width: number, height: number): Promise<void> => void (await stage.xdotool('windowsize', window, `${width}`, `${height}`));

const asked = (how: 'alert' | 'confirm' | 'prompt', text: string) => async ({ page }: Desk): Promise<void> => {
  const closed = page.waitForEvent('dialog').then(() => page.evaluate(() => document.title));
  await page.evaluate(([name, words]) => void setTimeout(() => window[name](words), 0), [how, text] as const);
  // The page answers again once the dialog has been closed.
  await closed;
};

/** What agents do all day, on pages that are all allowed. */
export const ACTIONS: readonly Action[] = [
  { name: 'follow a link', run: async ({ page }) => page.locator('#inside').click() },
  { name: 'another page', run: visit('other?x=1') },
  { name: 'scroll', run: async ({ page }) => { for (let i = 0; i < 10; i++) await page.mouse.wheel(0, i < 6 ? 120 : -180); } },
  { name: 'type in a field', run: async ({ page }) => { await page.locator('#field').click(); await page.keyboard.type('Hello, how are you? https://evil.example/', { delay: 20 }); } },
  { name: 'an alert', run: asked('alert', 'An alert.') },
  { name: 'an alert that stays longer than the grace', run: asked('alert', STAYS) },
  { name: 'a question', run: asked('confirm', 'A question?') },
  { name: 'a prompt that stays', run: asked('prompt', STAYS) },
  { name: 'a tooltip', run: async ({ page }) => void (await page.locator('#link').evaluate((link) => link.setAttribute('title', 'A tooltip')), await page.locator('#link').hover(), await pause(page, 900)) },
  { name: 'a download', run: async ({ page }) => void (await page.evaluate(() => { const a = document.createElement('a'); a.href = URL.createObjectURL(new Blob(['text'])); a.download = 'file.txt'; a.click(); }), await pause(page, 1_500)) },
  { name: 'zoom in and out', run: async (desk) => { await keys('ctrl+plus', 'ctrl+plus')(desk); await pause(desk.page, 400); await keys('ctrl+minus', 'ctrl+0')(desk); } },
  { name: 'resize', run: async (desk) => { for (const [w, h] of [[900, 640], [1_150, 720], [760, 560], [1_000, 700]] as const) { await size(desk, w, h); await pause(desk.page, 250); } } },
  { name: 'move', run: async ({ stage, window, page }) => { for (const x of [60, 300, 10]) { await stage.xdotool('windowmove', window, `${x}`, '20'); await pause(page, 120); } } },
  { name: 'developer tools', run: async (desk) => { await keys('F12')(desk); await pause(desk.page, 1_500); await keys('F12')(desk); await pause(desk.page, 500); } },
  { name: 'the bookmarks bar', run: async (desk) => { await keys('ctrl+shift+b')(desk); await pause(desk.page, 700); await keys('ctrl+shift+b')(desk); } },
  { name: 'find in the page', run: async (desk) => { await keys('ctrl+f')(desk); await desk.stage.type('page'); await pause(desk.page, 400); await keys('Escape')(desk); } },
  { name: 'the bubble of a bookmark, left open', run: async (desk) => { await keys('ctrl+d')(desk); await pause(desk.page, 5_500); await keys('Escape')(desk); } },
  { name: 'the find bar, left open', run: async (desk) => { await keys('ctrl+f')(desk); await pause(desk.page, 5_500); await keys('Escape')(desk); } },
  { name: 'the side panel', run: async (desk) => { await keys('alt+shift+r')(desk); await pause(desk.page, 5_500); await keys('alt+shift+r')(desk); await pause(desk.page, 400); } },
  { name: 'a context menu', run: async ({ stage, page }) => { await stage.xdotool('mousemove', '500', '400', 'click', '3'); await pause(page, 1_500); await stage.keys('Escape'); } },
  { name: "the browser's menu", run: async (desk) => { await keys('alt+f')(desk); await pause(desk.page, 1_500); await keys('Escape')(desk); } },
  { name: 'a tab hovered', run: async ({ stage, page }) => { await stage.xdotool('mousemove', '120', '20'); await pause(page, 1_500); await stage.xdotool('mousemove', '500', '400'); } },
  { name: 'the pointer across the bar', run: async ({ stage, page }) => { for (let y = 300; y > 10; y -= 15) await stage.xdotool('mousemove', '400', `${y}`); await pause(page, 200); await stage.xdotool('mousemove', '500', '400'); } },
  { name: 'the window in the background', run: async ({ stage, page, window }) => { await stage.agent.bringToFront(); await pause(page, 1_000); await stage.xdotool('windowactivate', window); } },
  { name: 'minimise and restore', run: async ({ stage, page, window }) => { await stage.xdotool('windowminimize', window); await pause(stage.agent, 2_500); await stage.xdotool('windowactivate', window); await pause(page, 300); } },
  { name: 'reload', run: async ({ page }) => void (await page.reload()) },
  { name: 'back and forward', run: async ({ page }) => { await page.goto(`${ALLOWED}/first/three`); await page.goBack(); await page.goForward(); } },
  { name: 'pushState', run: async ({ page }) => page.evaluate(() => history.pushState({}, '', `/first/state-${Date.now()}`)) },
  { name: 'the bar focused and left again', run: async (desk) => { await keys('ctrl+l')(desk); await pause(desk.page, 800); await keys('Escape', 'Escape')(desk); await desk.page.mouse.click(500, 400); } },
  { name: 'a new address typed', run: async (desk) => { await keys('ctrl+l')(desk); await desk.stage.type(`${ALLOWED}/first/typed\n`); await desk.page.waitForURL('**/first/typed'); } },
  { name: 'rest', run: async ({ page }) => void (await pause(page, 2_000)) },
];
