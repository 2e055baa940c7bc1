import type { BrowserContext, Page } from '@playwright/test';
import { openSharedWindow, pickWindow, setGuardStage } from './guard-stage.js';
import type { GuardStage, WindowOwner } from './guard-stage.js';
import { CAPTURED_TITLE } from './guarded-sites.js';
import { until } from './until.js';

/** A captured window, whose frames are counted as they are captured and as the visitor gets them. */
export interface AttackWindow {
  readonly stage: GuardStage;
  readonly by: WindowOwner;
  readonly context: BrowserContext;
  /** The tab that the attack is in; another one after {@link openAttackWindow}'s own has gone. */
  page: Page;
  /** X's number of the window. */
  readonly window: string;
  close(): Promise<void>;
}

/** Opens and captures a window as people have it, with all that the driver would switch off. */
export async function openAttackWindow(by: WindowOwner, { codes = false } = {}): Promise<AttackWindow> {
  const options = { asShipped: true };
  const stage = await setGuardStage({ own: options });
  try {
    const { browser, page } = await openSharedWindow(stage, 'normal', { by, ...options });
    const window = await stage.display.windowTitled(CAPTURED_TITLE);
    await pickWindow(stage);
    await stage.guard((it, read) => it.watchCaptured({ codes: read }), codes);
    page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
    return { stage, by, context: browser.context, page, window, close: () => stage.close() };
  } catch (error) {
    await stage.close();
    throw error;
  }
}

/** Time in which something must not happen, or in which what is on its way arrives. */
export const pass = ({ stage }: Pick<AttackWindow, 'stage'>, ms: number): Promise<unknown> =>
  stage.agent.evaluate((time) => new Promise((resolve) => setTimeout(resolve, time)), ms);

/** Starts a guard by these rules and waits until the visitor sees what it shows; again where it ends by a picture of the page before. */
export async function shareUntilSeen({ stage }: AttackWindow, settings: { allowedSites: readonly string[]; guard?: { holdBackMs?: number; graceMs?: number } }): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    await stage.guard((it) => it.counts(true));
    await stage.guard((it, given) => it.guard(given), settings);
    const seen = async (): Promise<boolean> => (await stage.guard((it) => it.counts())).gated.frames > 0;
    await until(async () => (await seen()) || (await stage.guard((it) => it.ending !== null)), () => stage.guard((it) => `the visitor sees an allowed page; the guard is ${it.state} (${it.why})`));
    const ending = await stage.guard((it) => it.ending);
    if (!ending) return;
    if (attempt === 3) throw new Error(`The share of an allowed page ends: ${ending.message}`);
  }
}

/** The window shows something forbidden, as captured. */
export const untilForbidden = ({ stage }: AttackWindow): Promise<void> =>
  until(async () => (await stage.guard((it) => it.captured())).forbidden > 0, 'the forbidden page is in the window', 8_000);
