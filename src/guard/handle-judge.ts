import { AllowedSites } from '../policy/allowed-sites.js';
import { addressOfHandle } from './capture-handle.js';
import type { TabHandle } from './guard-messages.js';
import type { GuardSettings } from './guard-settings.js';
import type { FrameJudge, Judgement } from './judgement.js';

/** Asks the page that captures the tab what that tells of itself at this moment. */
export type AskForHandle = () => Promise<TabHandle | null>;

/**
 * Judges a captured tab by what it tells of itself; it looks at no pixels. Only
 * the page hears what a tab tells, and frames don't come by way of the page: while
 * it is busy, what it told last may be of a page long gone. So it is asked for each frame.
 */
export class HandleJudge implements FrameJudge {
  #sites: AllowedSites;
  readonly #ask: AskForHandle;
  #handle: TabHandle | null = null;

  /** @throws ScreenShareError `settings-invalid` for a rule that doesn't parse */
  constructor(settings: GuardSettings, ask: AskForHandle) {
    this.#sites = new AllowedSites(settings.allowedSites);
    this.#ask = ask;
  }

  /** What the tab tells now; null when it tells nothing. */
  handle(handle: TabHandle | null): void {
    this.#handle = handle;
  }

  async judge(): Promise<Judgement> {
    this.#handle = await this.#ask();
    return this.again();
  }

  again(): Judgement {
    const address = this.#handle && addressOfHandle(this.#handle);
    if (address === null) return { verdict: 'unclear', reason: 'no-handle' };
    const { allowed, rule } = this.#sites.check(address);
    const found = { shown: address, proof: 'capture-handle' } as const;
    return allowed && rule !== undefined ? { verdict: 'allowed', rule, page: address, ...found } : { verdict: 'blocked', ...found };
  }

  update(settings: GuardSettings): void {
    this.#sites = new AllowedSites(settings.allowedSites);
  }

  forget(): void {
    // Nothing is remembered but what the tab told.
  }
}
