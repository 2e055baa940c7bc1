import type { Page } from '@playwright/test';
import type { AttackWindow } from './attack-window.js';

/** What another window of the same browser keeps its UI thread busy with, for as long as it is open. */
export const OTHER_WINDOW_STORMS: Readonly<Record<string, string>> = {
  quiet: '',
  titles: `{ let n = 0; setInterval(() => { for (let i = 0; i < 50; i++) document.title = n++ + '\u0627\u0644\u0639\u0631\u0628\u064A\u0629 \u0939\u093F\u0928\u094D\u0926\u0940 \u0E44\u0E17\u0E22 \u4E2D\u6587 \uD83D\uDE00 '.repeat(200); }, 4); }`,
  questions: `{
    const ask = () => { setInterval(() => { for (let i = 0; i < 3000; i++) { void navigator.permissions.query({ name: ['geolocation', 'notifications'][i % 2] }); void navigator.locks.query(); } }, 30); };
    ask();
    for (let i = 0; i < 3; i++) new Worker(URL.createObjectURL(new Blob(['(' + ask + ')()'])));
  }`,
  'routes of 40 frames': `{ const frames = Array.from({ length: 40 }, () => { const it = document.createElement('iframe'); it.src = '/frame'; document.body.append(it); return it; }); let n = 0; setInterval(() => { for (const { contentWindow: w } of frames) try { w.history.replaceState({}, '', '/f' + n++ + 'x'.repeat(20000)); } catch {} }, 15); }`,
};

/** Opens a small window beside the shared one, which does this until it is closed. */
export async function openStorm({ stage, context, page, window }: AttackWindow, storm: string): Promise<Page> {
  const opened = context.waitForEvent('page');
  await page.evaluate(() => void open('/blank', '_blank', 'popup,width=200,height=120,left=1300,top=600'));
  const other = await opened;
  await other.waitForLoadState();
  await stage.xdotool('windowactivate', '--sync', window);
  void other.evaluate(`${storm}; 0`).catch(() => undefined);
  return other;
}
