import type { BrowserContext, Page } from '@playwright/test';
import { ALLOWED, FORBIDDEN, LOOK_ALIKES } from './guarded-sites.js';
import type { GuardStage } from './guard-stage.js';
import { until } from './until.js';

/** What a way to a forbidden page needs. */
export interface Place {
  readonly stage: GuardStage;
  readonly context: BrowserContext;
  readonly page: Page;
}

/** One way from an allowed page to one that isn't. */
export interface Navigation {
  readonly name: string;
  /** Before the guard starts: what has to be open, or in the history. It ends on an allowed page. */
  readonly prepare?: (place: Place) => Promise<void>;
  /** Goes there; the guard must close. */
  readonly go: (place: Place) => Promise<void>;
  /** The forbidden page has no magenta: whatever lacks an allowed page's green has leaked. */
  readonly colourless?: boolean;
  /** Opens beside the captured window, which stays on its allowed page: the share goes on. */
  readonly elsewhere?: boolean;
  /** May be gone before a frame of it is captured; then the share goes on. */
  readonly fleeting?: boolean;
  /** Goes without a pointer and keys, and whether the window can be seen or not. */
  readonly unattended?: boolean;
  /** Needs tabs or an address field. */
  readonly normalOnly?: boolean;
}

const SECOND = `${ALLOWED}/second/page`;
const start = (page: Page): Promise<unknown> => page.goto(`${ALLOWED}/first/start`);
const click = (id: string) => ({ page }: Place): Promise<void> => page.locator(`#${id}`).click({ noWaitAfter: true });
const script = (source: string) => async ({ page }: Place): Promise<void> => {
  // A page that leaves may take the answer with it.
  await page.evaluate(source).catch(() => undefined);
};

/** A forbidden tab behind the captured one, made once. */
async function tabBehind({ context, page }: Place): Promise<void> {
  const opened = context.waitForEvent('page');
  await page.evaluate((url) => void window.open(url, '_blank'), SECOND);
  await (await opened).waitForLoadState();
  await page.bringToFront();
}

const closeOthers = async ({ context, page }: Place): Promise<void> => {
  for (const other of context.pages()) if (other !== page && /example\.test/.test(other.url())) await other.close();
};

/** To the forbidden tab and back within the hold-back, until the guard has seen it; a busy browser leaves some out. */
async function flashTab({ stage }: Place): Promise<void> {
  await until(async () => {
    await stage.keys('ctrl+Tab', 'ctrl+shift+Tab');
    return stage.guard((it) => it.ending !== null);
  }, 'the forbidden tab is seen');
}

export const NAVIGATIONS: readonly Navigation[] = [
  { name: 'link', go: click('link') },
  { name: 'other origin', go: click('other-origin') },
  { name: 'redirect', go: click('redirect') },
  { name: 'meta refresh', go: click('meta') },
  { name: 'form post', go: click('form-post') },
  { name: 'PDF', go: click('pdf') },
  { name: 'error page', go: click('error-page'), colourless: true },
  { name: 'about:blank', go: script(`location.href = 'about:blank'`), colourless: true, unattended: true },
  { name: 'script', unattended: true, go: script(`location.href = '${FORBIDDEN}/by-script'`) },
  {
    name: 'back',
    prepare: async ({ page }) => void (await page.goto(SECOND), await start(page)),
    unattended: true,
    go: script('history.back()'),
  },
  {
    name: 'forward',
    prepare: async ({ page }) => void (await start(page), await page.goto(`${FORBIDDEN}/ahead`), await page.goBack()),
    unattended: true,
    go: script('history.forward()'),
  },
  {
    name: 'reload into another page',
    prepare: async ({ page }) => void (await page.goto(`${ALLOWED}/first/reload?${Date.now()}`)),
    unattended: true,
    go: script('location.reload()'),
  },
  ...(['pushState', 'replaceState'] as const).flatMap((how): Navigation[] => [
    { name: `${how}, then the page`, unattended: true, go: script(`change('${how}'); requestAnimationFrame(() => requestAnimationFrame(forbid))`) },
    { name: `the page, then ${how}`, unattended: true, go: script(`forbid(); requestAnimationFrame(() => change('${how}'))`) },
    { name: `the page with ${how}`, unattended: true, go: script(`forbid(); change('${how}')`) },
  ]),
  {
    name: 'typed',
    normalOnly: true,
    go: async ({ stage }) => {
      await stage.keys('ctrl+l');
      await stage.type(`${FORBIDDEN}/typed\n`);
    },
  },
  { name: 'tab switch by key', normalOnly: true, prepare: tabBehind, go: ({ stage }) => stage.keys('ctrl+Tab') },
  {
    name: 'tab switch to and fro',
    normalOnly: true,
    prepare: tabBehind,
    // Back within the hold-back: the forbidden tab is there for an instant only.
    go: async ({ stage }) => {
      await stage.keys('ctrl+Tab', 'ctrl+shift+Tab', 'ctrl+Tab', 'ctrl+shift+Tab', 'ctrl+Tab');
    },
  },
  { name: 'new tab', normalOnly: true, go: script(`window.open('${FORBIDDEN}/new-tab', '_blank')`) },
  { name: 'popup', elsewhere: true, go: script(`window.open('${FORBIDDEN}/popup', '_blank', 'popup,width=300,height=200,left=1500,top=0')`) },
  { name: 'a forbidden tab for an instant', normalOnly: true, fleeting: true, prepare: tabBehind, go: flashTab },
  { name: 'a forbidden page that goes back at once', fleeting: true, go: script(`location.href = '${FORBIDDEN}/bounce'`) },
  { name: 'http', unattended: true, go: script(`location.href = '${ALLOWED.replace('https', 'http')}/first/plain'`) },
  ...Object.values(LOOK_ALIKES).map((url): Navigation => ({ name: `look-alike ${url}`, unattended: true, go: script(`location.href = '${url}'`) })),
];

/** Brings the captured window back to an allowed page, alone. */
export async function comeBack(place: Place): Promise<void> {
  await closeOthers(place);
  await place.page.bringToFront();
  await start(place.page);
}
