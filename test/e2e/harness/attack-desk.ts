import type { Page } from '@playwright/test';
import type { GuardSettings } from '../../../src/guard/decide/guard-settings.js';
import type { RealBrowser } from './browser.js';
import type { DisplayOptions } from './display.js';
import { difference } from './pictures.js';
import type { Pixels } from './pictures.js';
import type { Counts } from '../../soak/stage/guard-page.js';
import { captureWindow, setGuardStage } from '../../soak/stage/guard-stage.js';
import type { GuardStage, SharedWindowOptions } from '../../soak/stage/guard-stage.js';
import { ALLOWED, CAPTURED_TITLE, RULES } from '../../soak/stage/guarded-sites.js';
import { until } from '../../soak/stage/until.js';

type Times = Pick<NonNullable<GuardSettings['guard']>, 'graceMs' | 'holdBackMs'>;

/** While a bar has the focus, its text is selected or its list open, it can't be read, in whichever way. */
const UNCLEAR: readonly string[] = ['editing', 'suggestions', 'new-tab', 'unreadable', 'no-address-bar'];

/** What is on a part of the screen once it no longer changes. */
export async function settledPicture(stage: GuardStage, box: { x: number; y: number; width: number; height: number }): Promise<Pixels> {
  let last = await stage.picture(box);
  let same = 0;
  await until(async () => {
    const next = await stage.picture(box);
    same = difference(last, next) === 0 ? same + 1 : 0;
    last = next;
    return same >= 4;
  }, 'the picture stands still');
  return last;
}

/** A captured window, the guard that shares it, and what an attack on it comes to. */
export class AttackDesk {
  private constructor(
    readonly stage: GuardStage,
    readonly browser: RealBrowser,
    readonly page: Page,
    /** The captured window, as xdotool names it. */
    readonly window: string,
  ) {}

  /** @param options.by whose window is shared: `own`, of the agent's browser, which all other options then apply to, or `other`, the default. */
  static async set(kind: 'normal' | 'popup' = 'normal', { screen, by = 'other', ...options }: SharedWindowOptions & { screen?: DisplayOptions } = {}): Promise<AttackDesk> {
    const stage = await setGuardStage({ screen, ...(by === 'own' && { own: options }) });
    try {
      const { browser, page } = await captureWindow(stage, kind, { by, ...options });
      const window = await stage.display.windowTitled(CAPTURED_TITLE);
      return new AttackDesk(stage, browser, page, window);
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  /** The top rows of a normal window of the same width that shows an allowed page, as they are on the screen. */
  static async toolbarOf(stage: GuardStage, rows: number, width = 1000): Promise<Pixels> {
    const browser = await stage.browser({ width, height: 700 });
    try {
      await browser.page.goto(`${ALLOWED}/first/start`);
      await browser.page.mouse.click(500, 500);
      return await settledPicture(stage, { x: 0, y: 0, width, height: rows });
    } finally {
      await browser.close();
    }
  }

  close(): Promise<void> {
    return this.stage.close();
  }

  /** Back to an allowed page that nothing covers, in the window that has the keyboard. */
  async start(page = this.page): Promise<void> {
    await page.bringToFront();
    await this.stage.xdotool('windowactivate', '--sync', this.window);
    await page.goto(`${ALLOWED}/first/start`);
    await page.mouse.click(500, 500);
  }

  /** Starts the guard, and counts from now on. A second visitor has the raw picture until the guard ends the share. */
  async guard(times: Times = {}, allowedSites: readonly string[] = RULES): Promise<void> {
    await this.stage.guard((it, settings) => it.counts(true).then(() => it.guard(settings, { raw: true })), { allowedSites, guard: times });
  }

  /** Starts the guard, again where it ends by a window's first picture that is still of the page before. */
  async #guardUntil(found: () => Promise<boolean>, what: string, times: Times, allowedSites: readonly string[]): Promise<void> {
    const ends: string[] = [];
    await until(async () => {
      await this.guard(times, allowedSites);
      await until(async () => (await found()) || (await this.ending()) !== null, what);
      const end = await this.ending();
      if (end) ends.push(end.message);
      return found();
    }, () => `${what}; it ended with: ${ends.join(' ')}`);
  }

  /** Starts the guard, and waits until it has found this address. */
  guardShowing(address: string, times: Times = {}, allowedSites: readonly string[] = RULES): Promise<void> {
    const found = (): Promise<boolean> => this.stage.guard((it, text) => it.decisions.some(({ shown }) => shown?.startsWith(text)), address);
    return this.#guardUntil(found, `${address} is found`, times, allowedSites);
  }

  /** Starts the guard over a bar that is being edited, and waits until it holds for that. */
  guardUnclear(times: Times = {}): Promise<void> {
    const found = (): Promise<boolean> => this.stage.guard((it, list) => list.includes(it.why ?? ''), UNCLEAR);
    return this.#guardUntil(found, 'the share is held', times, RULES);
  }

  /** Shares the allowed page, until the visitor has it. */
  async share(times: Times = {}, allowedSites: readonly string[] = RULES): Promise<void> {
    await this.#guardUntil(() => this.stage.guard((it) => it.state === 'released'), 'the share goes on', times, allowedSites);
    await this.seen();
  }

  async counts(): Promise<Counts> {
    return (await this.stage.guard((it) => it.counts())).gated;
  }

  /** The visitor has had so many frames more. */
  async seen(frames = 1): Promise<void> {
    const before = (await this.counts()).frames;
    await until(async () => (await this.counts()).frames >= before + frames, `the visitor sees ${frames} frames`);
  }

  async released(): Promise<void> {
    await until(() => this.stage.guard((it) => it.state === 'released' || it.ending !== null), 'the share goes on or ends');
    const end = await this.ending();
    if (end) throw new Error(`The share has ended: ${end.code} ${end.message}`);
  }

  /** Goes to full screen, or leaves it, as a person does. */
  async fullScreen(on: boolean): Promise<void> {
    await this.stage.keys('F11');
    await until(() => this.page.evaluate((wanted) => matchMedia('(display-mode: fullscreen)').matches === wanted, on), on ? 'full screen' : 'a window again');
  }

  /** The guard holds for one of these reasons. */
  held(...reasons: readonly string[]): Promise<void> {
    const states: string[] = [];
    return until(async () => {
      const state = await this.stage.guard(({ state, why, ending }) => `${state} ${why ?? ''} ${ending?.message ?? ''}`);
      if (states.at(-1) !== state) states.push(state);
      return reasons.some((reason) => state.includes(` ${reason} `));
    }, () => `the share is held: ${reasons.join(', ')}; it was ${states.join(', then ')}`);
  }

  /** The guard holds for a bar that is being edited. */
  unclear(): Promise<void> {
    return this.held(...UNCLEAR);
  }

  /** Waits for the end of the share. @returns its code and what it says */
  async ended(): Promise<{ code: string | null; message: string }> {
    await until(() => this.stage.guard((it) => it.ending !== null), 'the share ends');
    return (await this.ending())!;
  }

  ending(): Promise<{ code: string | null; message: string } | null> {
    return this.stage.guard((it) => it.ending && { code: it.ending.code, message: it.ending.message });
  }

  /** What the bar was found to show, in order. */
  decisions(): Promise<{ verdict: string; shown: string | null }[]> {
    return this.stage.guard((it) => it.decisions.map(({ verdict, shown }) => ({ verdict, shown })));
  }

  /** Frames with anything forbidden in them that the visitor has had, after whatever is still on its way. */
  async forbidden(): Promise<number> {
    await this.pass(400);
    return (await this.counts()).forbidden;
  }

  /** Guards a window that shows what isn't allowed: what is known to be forbidden ends at once, what is unclear after the grace. @returns how the share ended, and how often anything had been released */
  async refused(times: Times = { graceMs: 20_000 }, allowedSites: readonly string[] = RULES): Promise<{ code: string | null; message: string; released: number; forbidden: number }> {
    await this.guard(times, allowedSites);
    return this.refusal();
  }

  /** How a share ended that is refused. */
  async refusal(): Promise<{ code: string | null; message: string; released: number; forbidden: number }> {
    const ending = await this.ended();
    const released = await this.stage.guard((it) => it.states.filter(({ state }) => state === 'released').length);
    return { ...ending, released, forbidden: await this.forbidden() };
  }

  /** A time in which something must not happen. */
  pass(ms: number): Promise<unknown> {
    return this.stage.agent.evaluate((time) => new Promise((resolve) => setTimeout(resolve, time)), ms);
  }
}
