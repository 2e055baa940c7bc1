import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { everyLook, lookName, optionsOf, titlePrefix, withThemes, type Look } from './forgeries/looks.js';
import { openSharedWindow, pickWindow, setGuardStage } from './stage/guard-stage.js';
import type { GuardStage, WindowOwner } from './stage/guard-stage.js';
import type { Edges } from './stage/guard-page.js';
import { ALLOWED, BARE, CAPTURED_TITLE, FORBIDDEN } from './stage/guarded-sites.js';
import { pause } from './stage/ordinary-use.js';
import { resizeShared } from './stage/own-window.js';
import { until } from './stage/until.js';

export interface OnlyPageOptions {
  /** At most. Default all. */
  readonly windows?: number | undefined;
  /** Changes of the page's edge in mid-share, in each window: two of each kind in turn. Default 8, all kinds. */
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
async function watch(stage: GuardStage, page: Page, other: Page, { scale }: Look, { changes, show }: { changes: number; show: 'page' | 'window' }): Promise<Edges | null> {
  await stage.guard((it, settings) => it.guard(settings), { allowedSites: [`${ALLOWED}/*`], guard: { graceMs: 60_000, show } });
  await stage.guard((it) => it.watchEdges());
  const ended = Date.now() + 25_000;
  await until(async () => (await stage.guard((it) => it.state === 'released' || it.ending !== null)) || Date.now() > ended, 'the window is shown, or held for long', 60_000);
  if (!(await stage.guard((it) => it.state === 'released'))) return null;
  await pause(page, 500);
  const at: At = { stage, page, other, size: { width: Math.round(SIZE.width * scale), height: Math.round(SIZE.height * scale) } };
  const names = Object.keys(CHANGES);
  for (let n = 0; n < changes; n++) {
    await CHANGES[names[(n >> 1) % names.length]!]!(at, n);
    await pause(page, 900);
  }
  return stage.guard((it) => it.edges());
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

/** One look of one owner's windows, of each kind and with each page. */
interface Round {
  readonly look: Look;
  readonly owner: WindowOwner;
  readonly themes: string;
  readonly windows: number;
  readonly changes: number;
  readonly show: 'page' | 'window';
  readonly report: OnlyPageReport;
  readonly say: (line: string) => void;
}

// Tabs are picked by the title that the forbidden one has, so that the info bar tells its host.
const PICKS_TAB = '--auto-select-tab-capture-source-by-title=forbidden';

async function watchLook(round: Round): Promise<void> {
  const { look, owner, themes, windows, report, say } = round;
  const { args = [], ...options } = optionsOf(look, themes);
  const browser = { ...options, args: [...args, PICKS_TAB] };
  const stage = await setGuardStage({ own: { captureTitle: `${titlePrefix(look)}${CAPTURED_TITLE}`, scale: look.scale, ...(owner === 'own' ? browser : {}) } });
  try {
    for (const kind of ['normal', 'popup'] as const) {
      for (const background of ['green', 'white'] as const) {
        if (report.windows >= windows) return;
        const name = `${owner} ${kind}, ${background}, ${lookName(look)}`;
        const opened = await openSharedWindow(stage, kind, { by: owner, ...browser, ...SIZE });
        try {
          await watchWindow({ stage, page: opened.page, name, kind, background }, round);
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

interface Watched {
  readonly stage: GuardStage;
  readonly page: Page;
  readonly name: string;
  readonly kind: 'normal' | 'popup';
  readonly background: 'green' | 'white';
}

async function watchWindow({ stage, page, name, kind, background }: Watched, { look, owner, changes, show, report, say }: Round): Promise<void> {
  await page.goto(`${ALLOWED}${BARE}${background === 'white' ? '?white' : ''}`);
  await page.mouse.click(300, 300);
  // Before there is a tab of the title that tabs are picked by.
  await pickWindow(stage);
  const other = await openOther(stage, page);
  // A pop-up has no side panel.
  const done = kind === 'popup' ? Math.min(changes, 6) : changes;
  const edges = await watch(stage, page, other, look, { changes: done, show });
  report.windows++;
  if (edges) {
    const { foreign, frames, rows, columns, sample, sizes } = edges;
    const worst = `${foreign} of ${frames} frames, ${rows} rows, ${columns} columns`;
    report.shown++;
    report.frames += frames;
    report.changes += done;
    report.foreign += foreign;
    if (foreign > 0) report.dirty.push(`${name}: ${worst}`);
    say(`${report.windows} ${name}: ${worst}; ${sizes.join(', ')}`);
    if (sample) {
      const file = join(tmpdir(), `only-page-${show}-${owner}-${report.windows}.png`);
      await writeFile(file, sample, 'base64');
      say(`  The worst frame: ${file}`);
    }
  } else say(`${report.windows} ${name}: held (${await stage.guard((it) => `${it.why}`)})`);
  for (const each of page.context().pages()) if (each !== page && each !== stage.agent) await each.close();
}

/** Shares windows of every look while their page's edge moves, and counts what else than the page is let out. */
export async function countForeignEdges({ windows = Infinity, changes = 8, looks = everyLook(), by, show = 'page', say = () => undefined }: OnlyPageOptions = {}): Promise<OnlyPageReport> {
  const report: OnlyPageReport = { windows: 0, shown: 0, frames: 0, changes: 0, foreign: 0, dirty: [] };
  return withThemes(async (themes) => {
    for (const look of looks) {
      for (const owner of by ? [by] : (['own', 'other'] as const)) {
        if (report.windows < windows) await watchLook({ look, owner, themes, windows, changes, show, report, say });
      }
    }
    return report;
  });
}
