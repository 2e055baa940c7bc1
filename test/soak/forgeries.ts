import type { Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { settledPicture } from '../e2e/harness/attack-desk.js';
import type { RealBrowser } from '../e2e/harness/browser.js';
import type { Pixels } from '../e2e/harness/pictures.js';
import { FORGERIES, sweep, type Forgery, type Model, type Sweep } from './forgeries/forging-page.js';
import { everyLook, lookName, optionsOf, THEMES, titlePrefix, withThemes, type Look } from './forgeries/looks.js';
import { pickWindow, setGuardStage, type GuardStage } from './stage/guard-stage.js';
import { ALLOWED, CAPTURED_TITLE, FORBIDDEN, RULES } from './stage/guarded-sites.js';
import { until } from './stage/until.js';

/** Windows of one browser, one after the other. */
const WINDOWS = ['normal', 'with bookmarks', 'narrow', 'cropped', 'popup'] as const;
export type WindowKind = (typeof WINDOWS)[number];

/** CSS pixels. */
const SIZE = { width: 900, height: 540 };
/** Heights at which each forgery is drawn in each window; another window has heights between those. */
const HEIGHTS = 14;
/** For how long a forgery stands at one height: a frame is captured and judged meanwhile. */
const STAND_MS = 80;
/** Frames that must have been judged while a forgery was drawn. */
const LEAST_JUDGED = 6;
/** The same as `STAND_MS` where only a few heights are asked for. */
const FEW_STAND_MS = 2_000;
/** The same at most where it was believed, until its frames leave: the guard waits 10 s for an allowed page to have painted. */
const LONG_STAND_MS = 60_000;
/** How much longer than its forgeries stand a page on a busy machine may take. */
const DRAWING_MS = 30_000;

export interface ForgeriesOptions {
  readonly looks?: readonly Look[];
  readonly kinds?: readonly WindowKind[];
  /** At most. Default all. */
  readonly windows?: number | undefined;
  /** Tops of the forgeries, CSS pixels below the page's own. Default `HEIGHTS` of them, from above the page to below a browser's toolbar. */
  readonly tops?: readonly number[];
  /** See `StageOptions.replaced`. */
  readonly replaced?: Readonly<Record<string, string>>;
  readonly say?: (line: string) => void;
}

export interface ForgeriesReport {
  windows: number;
  /** Heights at which something was drawn. */
  forgeries: number;
  /** Frames of forbidden pages that the visitor has had. */
  forbidden: number;
  /** Windows in which a forgery was believed. */
  believed: string[];
  /** Windows whose own address was read, so that the share ended before most forgeries were drawn. */
  read: number;
}

/** Pages of every kind of window draw what allows them, at every height; counts what the visitor sees. */
export async function countForgeries({ looks = everyLook(), kinds = WINDOWS, windows = Infinity, tops, replaced, say = () => undefined }: ForgeriesOptions = {}): Promise<ForgeriesReport> {
  const report: ForgeriesReport = { windows: 0, forgeries: 0, forbidden: 0, believed: [], read: 0 };
  return withThemes(async (themes) => {
    for (const some of groups(looks)) {
      const [{ rightToLeft, scale }] = some;
      await attackLooks(some, { kinds, windows, tops, themes, report, say, replaced, scale, prefix: titlePrefix({ rightToLeft }) });
    }
    return report;
  });
}

/** An agent's browser reads windows of its own scale, and finds them by their titles' beginning. */
function groups(looks: readonly Look[]): [Look, ...Look[]][] {
  const found = new Map<string, [Look, ...Look[]]>();
  for (const look of looks) {
    const key = `${look.rightToLeft} ${look.scale}`;
    const group = found.get(key);
    if (group) group.push(look);
    else found.set(key, [look]);
  }
  return [...found.values()];
}

interface Run {
  readonly kinds: readonly WindowKind[];
  readonly windows: number;
  readonly tops: readonly number[] | undefined;
  readonly themes: string;
  readonly report: ForgeriesReport;
  readonly say: (line: string) => void;
  readonly replaced: Readonly<Record<string, string>> | undefined;
  /** Of the agent's browser. */
  readonly scale: number;
  /** What the browser puts before its windows' titles. */
  readonly prefix: string;
}

async function attackLooks(looks: readonly Look[], run: Run): Promise<void> {
  const stage = await setGuardStage({ own: { captureTitle: `${run.prefix}${CAPTURED_TITLE}`, scale: run.scale }, ...(run.replaced && { replaced: run.replaced }) });
  try {
    const models = new Models(stage);
    for (const look of looks) {
      if (run.report.windows >= run.windows) return;
      const browser = await stage.browser({ ...SIZE, ...optionsOf(look, run.themes) });
      try {
        if (typeof THEMES[look.theme] === 'object') await closeThemeNotice(stage, browser, look);
        for (const kind of run.kinds) await attackWindow({ stage, browser, look, kind, models: await models.of(look) }, run);
      } finally {
        await browser.close();
      }
    }
  } finally {
    await stage.close();
  }
}

interface Attack {
  readonly stage: GuardStage;
  readonly browser: RealBrowser;
  readonly look: Look;
  readonly kind: WindowKind;
  readonly models: readonly Model[];
}

async function attackWindow(attack: Attack, run: Run): Promise<void> {
  const { stage, look, kind, models } = attack;
  const page = await openAttacked(attack, run.prefix);
  await pickWindow(stage);
  await stage.guard((it) => it.counts(true));
  const { report } = run;
  let believed = false;
  let read = false;
  for (const model of models) {
    for (const forgery of forgeriesOf(model, look)) {
      const tops = run.tops?.map((top) => Math.round(top * look.scale)) ?? topsOf(forgery, model.scale, report.windows);
      const sweep = { forgery, model, tops, title: CAPTURED_TITLE, standMs: run.tops ? FEW_STAND_MS : STAND_MS };
      const verdicts = await tryForgery(stage, page, sweep);
      if (verdicts.includes('allowed')) {
        believed = true;
        await letLeak(stage, page, sweep);
      }
      read ||= verdicts.includes('blocked');
      report.forgeries += tops.length;
    }
  }
  const { gated } = await stage.guard((it) => it.counts());
  const name = `${kind}, ${lookName(look)}`;
  report.windows++;
  report.forbidden += gated.forbidden;
  if (read) report.read++;
  if (believed || gated.forbidden > 0) report.believed.push(name);
  run.say(`${report.windows} ${name}: ${gated.forbidden} forbidden frames${believed ? ', believed' : ''}${read ? ', its own address read' : ''}`);
  if (kind === 'popup') await page.close();
}

/**
 * A browser tells in an info bar that it has a new theme. A page's first row is right
 * below the toolbar only once that is closed, as it is for whoever chose the theme.
 */
async function closeThemeNotice(stage: GuardStage, { page }: RealBrowser, { scale, rightToLeft, touch }: Look): Promise<void> {
  const x = rightToLeft ? 34 : SIZE.width - 34;
  const browserRows = touch ? 125 : 95;
  await until(async () => {
    await stage.xdotool('mousemove', `${Math.round(x * scale)}`, `${Math.round((browserRows + 20) * scale)}`, 'click', '1');
    return page.evaluate((height) => innerHeight > height, SIZE.height - browserRows);
  }, 'the notice of the new theme is closed');
}

function forgeriesOf({ popup, scale }: Model, look: Look): readonly Forgery[] {
  if (popup) return ['strip'];
  return scale === look.scale ? FORGERIES : ['window', 'toolbar'];
}

/** Brings the window to the state that its kind says, with the forbidden page in it. */
async function openAttacked({ stage, browser, look, kind }: Attack, prefix: string): Promise<Page> {
  const [width, height] = [Math.round(SIZE.width * look.scale), Math.round(SIZE.height * look.scale)];
  let { page } = browser;
  if (kind === 'popup') {
    await page.evaluate(() => { document.title = 'another window'; });
    page = await browser.openWindow(`${FORBIDDEN}/page`, 'popup', SIZE);
  } else await page.goto(`${FORBIDDEN}/page`);
  await page.evaluate((title) => { document.title = title; }, CAPTURED_TITLE);
  const window = await stage.display.windowTitled(`${prefix}${CAPTURED_TITLE}`);
  await stage.xdotool('windowmove', window, kind === 'cropped' ? '-25' : '0', kind === 'cropped' ? '-12' : '0');
  await stage.xdotool('windowsize', window, `${kind === 'narrow' ? Math.round(width * 0.6) : width}`, `${height}`);
  await page.bringToFront();
  await page.mouse.click(300, 300);
  if (kind === 'with bookmarks' || kind === 'narrow') await stage.keys('ctrl+shift+b');
  return page;
}

/** The heights of one window's forgeries, spread evenly, between those of the windows before. */
function topsOf(forgery: Forgery, scale: number, window: number): number[] {
  const [from, to] = forgery === 'window' ? [-80, 60] : [-20, 120];
  const phase = (window * 0.618) % 1;
  return Array.from({ length: HEIGHTS }, (_, at) => Math.round((from + ((to - from) * (at + phase)) / HEIGHTS) * scale));
}

/** What the guard made of the window while a forgery was drawn in it; it ends when the guard reads the window's own address. */
async function tryForgery(stage: GuardStage, page: Page, forgery: Sweep): Promise<string[]> {
  await stage.guard((it, rules) => it.guard({ allowedSites: rules, guard: { graceMs: 30_000 } }), RULES);
  // A guard that has just been started on a busy machine judges nothing for a while.
  do await drawForgery(stage, page, forgery);
  while (await stage.guard((it, frames) => it.ending === null && (it.stats()?.framesIn ?? 0) < frames, LEAST_JUDGED));
  return stage.guard((it) => it.decisions.map(({ verdict }) => verdict));
}

/** Draws until each height has been drawn, the share has ended, or `isEnough`. */
async function drawForgery(stage: GuardStage, page: Page, forgery: Sweep, isEnough: () => Promise<boolean> = async () => false): Promise<void> {
  let isDone = false;
  const swept = page.evaluate(sweep, forgery).then(() => { isDone = true; });
  await until(async () => isDone || (await stage.guard((it) => it.ending !== null)) || isEnough(), 'the forgery was drawn at each height, or the share has ended', forgery.tops.length * forgery.standMs + DRAWING_MS);
  void swept.catch(() => undefined);
}

/** Draws a forgery that was believed once more, at the height at which it is, until its frames have reached the visitor. */
async function letLeak(stage: GuardStage, page: Page, sweep: Sweep): Promise<void> {
  for (const top of sweep.tops) {
    const verdicts = await tryForgery(stage, page, { ...sweep, tops: [top], standMs: FEW_STAND_MS });
    if (!verdicts.includes('allowed')) continue;
    await drawForgery(stage, page, { ...sweep, tops: [top], standMs: LONG_STAND_MS }, async () => (await stage.guard((it) => it.counts())).gated.forbidden > 0);
    return;
  }
}

/** Pictures of real browsers' tops, taken when they are first needed. */
class Models {
  readonly #stage: GuardStage;
  readonly #taken = new Map<string, Model>();

  constructor(stage: GuardStage) {
    this.#stage = stage;
  }

  /** Of windows at the look's own scale and at twice that, and of a pop-up. */
  async of({ theme, scale }: Look): Promise<Model[]> {
    const dark = theme === 'dark';
    const wanted = [{ scale, dark, popup: false }, { scale: scale * 2, dark, popup: false }, { scale, dark, popup: true }];
    const models: Model[] = [];
    for (const one of wanted) {
      const key = JSON.stringify(one);
      // One after the other: their windows would cover each other.
      const model = this.#taken.get(key) ?? (await this.#take(one));
      this.#taken.set(key, model);
      models.push(model);
    }
    return models;
  }

  async #take({ scale, dark, popup }: { scale: number; dark: boolean; popup: boolean }): Promise<Model> {
    const { width } = scale > 2 ? { width: 500 } : SIZE;
    const browser = await this.#stage.browser({ scale, dark, width, height: 300 });
    try {
      const start = `${ALLOWED}/first/start`;
      const page = popup ? await browser.openWindow(start, 'popup', { width, height: 300 }) : browser.page;
      if (!popup) await page.goto(start);
      await page.mouse.click(100, 150);
      await page.evaluate(() => { document.title = 'model'; });
      const window = await this.#stage.display.windowTitled('model');
      const geometry = await this.#stage.xdotool('getwindowgeometry', '--shell', window);
      const [, x = '0', y = '0', wide = '0'] = /X=(-?\d+)\nY=(-?\d+)\nWIDTH=(\d+)/.exec(geometry) ?? [];
      const rows = Math.round((popup ? 33 : 87) * scale);
      const picture = await settledPicture(this.#stage, { x: Number(x), y: Number(y), width: Number(wide), height: rows });
      return { url: asDataUrl(picture), scale, popup };
    } finally {
      await browser.close();
    }
  }
}

function asDataUrl({ width, height, data }: Pixels): string {
  const picture = new PNG({ width, height });
  picture.data = Buffer.from(data);
  return `data:image/png;base64,${PNG.sync.write(picture).toString('base64')}`;
}
