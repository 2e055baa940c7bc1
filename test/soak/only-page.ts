import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeTheme } from './forgeries/browser-theme.js';
import { everyLook, optionsOf, THEMES, titlePrefix, type Look } from './forgeries/looks.js';
import { openSharedWindow, pickWindow, setGuardStage } from './stage/guard-stage.js';
import type { GuardStage, WindowOwner } from './stage/guard-stage.js';
import type { Edges } from './stage/guard-page.js';
import { ALLOWED, BARE, CAPTURED_TITLE, FORBIDDEN } from './stage/guarded-sites.js';
import { resizeShared } from './stage/own-window.js';
import { until } from './stage/until.js';

export interface OnlyPageOptions {
  /** At most. Default all. */
  readonly windows?: number | undefined;
  /** Changes of the page's edge in mid-share, in each window. Default 4. */
  readonly changes?: number;
  readonly looks?: readonly Look[];
  readonly by?: WindowOwner;
  /** `window` shows that what is counted is there. Default `page`. */
  readonly show?: 'page' | 'window';
  readonly say?: (line: string) => void;
}

export interface OnlyPageReport {
  windows: number;
  /** Windows that the guard showed. The others it held, as it does with looks that it can't read. */
  shown: number;
  frames: number;
  changes: number;
  /** Frames with anything at their edges that isn't the page's. */
  foreign: number;
  /** Windows that had such frames, and how many rows and columns in the worst. */
  dirty: string[];
}

interface At {
  readonly stage: GuardStage;
  readonly page: Page;
  readonly other: Page;
  readonly size: { readonly width: number; readonly height: number };
}

const pass = (page: Page, ms: number): Promise<unknown> => page.evaluate((time) => new Promise((resolve) => setTimeout(resolve, time)), ms);

/** What moves the page's edge while a window is shared. Each ends as it began, when it has been done twice. */
const CHANGES: Readonly<Record<string, (at: At, n: number) => Promise<unknown>>> = {
  'bookmarks bar': ({ stage }) => stage.keys('ctrl+shift+b'),
  // It says which tab is shared with which page.
  'info bar': ({ other }, n) => other.evaluate((start) => {
    const own = window as unknown as { stream?: MediaStream };
    own.stream?.getTracks().forEach((track) => track.stop());
    return start ? navigator.mediaDevices.getDisplayMedia({ video: { displaySurface: 'browser' } }).then((stream) => { own.stream = stream; }) : undefined;
  }, n % 2 === 0),
  resize: ({ stage, size: { width, height } }, n) => resizeShared(stage, n % 2 === 0 ? { width: width - 77, height: height - 53 } : { width, height }),
  'side panel': ({ stage }) => stage.keys('alt+shift+r'),
};

const SIZE = { width: 900, height: 600 };

/** Shares one window of one look, and looks at the edges of all that is let out while the page's own edge moves. */
async function watch(stage: GuardStage, page: Page, other: Page, { scale }: Look, { changes, show }: { changes: number; show: 'page' | 'window' }): Promise<{ edges: Edges; changes: number } | null> {
  await stage.guard((it, settings) => it.guard(settings), { allowedSites: [`${ALLOWED}/*`], guard: { graceMs: 60_000, show } });
  await stage.guard((it) => it.watchEdges());
  const ended = Date.now() + 25_000;
  await until(async () => (await stage.guard((it) => it.state === 'released' || it.ending !== null)) || Date.now() > ended, 'the window is shown, or held for long', 60_000);
  if (!(await stage.guard((it) => it.state === 'released'))) return null;
  await pass(page, 500);
  const at: At = { stage, page, other, size: { width: Math.round(SIZE.width * scale), height: Math.round(SIZE.height * scale) } };
  const names = Object.keys(CHANGES);
  for (let n = 0; n < changes; n++) {
    await CHANGES[names[(n >> 1) % names.length]!]!(at, n);
    await pass(page, 900);
  }
  const edges = await stage.guard((it) => it.edges());
  return { edges, changes };
}

async function openOther(stage: GuardStage, page: Page): Promise<Page> {
  const forbidden = page.context().waitForEvent('page');
  await page.evaluate((url) => void open(url, '_blank'), `${FORBIDDEN}/another-tab`);
  const tab = await forbidden;
  await tab.waitForLoadState();
  await page.bringToFront();
  const opened = page.context().waitForEvent('page');
  await page.evaluate((url) => void open(url, '_blank', 'popup,width=300,height=200,left=1500,top=0'), `${ALLOWED}/first/helper`);
  const other = await opened;
  await other.waitForLoadState();
  await other.evaluate(() => { document.title = 'helper'; });
  await stage.xdotool('windowactivate', '--sync', await stage.display.windowTitled(CAPTURED_TITLE));
  return other;
}

/** Shares windows of every look while their page's edge moves, and counts what else than the page is let out. */
export async function countForeignEdges({ windows = Infinity, changes = 4, looks = everyLook(), by, show = 'page', say = () => undefined }: OnlyPageOptions = {}): Promise<OnlyPageReport> {
  const report: OnlyPageReport = { windows: 0, shown: 0, frames: 0, changes: 0, foreign: 0, dirty: [] };
  const themes = await mkdtemp(join(tmpdir(), 'themes-'));
  // Tabs are picked by the title that the forbidden one has, so that the info bar tells its host.
  const picksTab = '--auto-select-tab-capture-source-by-title=forbidden';
  try {
    for (const [name, theme] of Object.entries(THEMES)) if (typeof theme === 'object') await writeTheme(join(themes, name.replaceAll(' ', '-')), theme);
    for (const look of looks) {
      for (const owner of by ? [by] : (['own', 'other'] as const)) {
        if (report.windows >= windows) return report;
        const { args = [], ...options } = optionsOf(look, themes);
        const browser = { ...options, ...SIZE, args: [...args, picksTab] };
        const stage = await setGuardStage({ own: { captureTitle: `${titlePrefix(look)}${CAPTURED_TITLE}`, scale: look.scale, ...(owner === 'own' ? { ...options, args: browser.args } : {}) } });
        try {
          for (const kind of ['normal', 'popup'] as const) {
            for (const white of [false, true]) {
              if (report.windows >= windows) return report;
              const name = `${owner} ${kind}, ${white ? 'white' : 'green'}, ${look.theme}, scale ${look.scale}${look.touch ? ', touch' : ''}${look.rightToLeft ? ', right to left' : ''}${look.verticalTabs ? ', vertical tabs' : ''}`;
              const opened = await openSharedWindow(stage, kind, { by: owner, ...browser });
              const { page } = opened;
              try {
                await page.goto(`${ALLOWED}${BARE}${white ? '?white' : ''}`);
                await page.mouse.click(300, 300);
                // Before there is a tab of the title that tabs are picked by.
                await pickWindow(stage);
                const other = await openOther(stage, page);
                const seen = await watch(stage, page, other, look, { changes: kind === 'popup' ? Math.min(changes, 6) : changes, show });
                report.windows++;
                if (seen) {
                  const { edges } = seen;
                  report.shown++;
                  report.frames += edges.frames;
                  report.changes += seen.changes;
                  report.foreign += edges.foreign;
                  if (edges.sample) {
                    const file = join(tmpdir(), `only-page-${show}-${owner}-${report.windows}.png`);
                    await writeFile(file, edges.sample, 'base64');
                    say(`  The worst frame: ${file}`);
                  }
                  if (edges.foreign > 0) report.dirty.push(`${name}: ${edges.foreign} of ${edges.frames} frames, ${edges.rows} rows, ${edges.columns} columns`);
                  say(`${report.windows} ${name}: ${edges.foreign} of ${edges.frames} frames foreign${edges.foreign > 0 ? `, ${edges.rows} rows, ${edges.columns} columns` : ''}; ${edges.sizes.join(', ')}`);
                } else say(`${report.windows} ${name}: held (${await stage.guard((it) => `${it.why}`)})`);
                for (const each of page.context().pages()) if (each !== page && each !== stage.agent) await each.close();
              } catch (error) {
                say(`- ${name}: ${(error as Error).message.split('\n')[0]}`);
              } finally {
                await opened.browser.close();
              }
            }
          }
        } finally {
          await stage.close();
        }
      }
    }
    return report;
  } finally {
    await rm(themes, { recursive: true });
  }
}
