import { AllowedSites } from '../../policy/allowed-sites.js';
import { addressOfHandle } from '../page/capture-handle.js';
import type { TabHandle } from '../guard-messages.js';
import type { GuardSettings } from '../decide/guard-settings.js';
import type { FrameJudge, Judgement } from '../decide/judgement.js';

/** Asks the capturing page for the tab's current Capture Handle. */
export type AskForHandle = () => Promise<TabHandle | null>;

/**
 * Judges a captured tab by its Capture Handle, without looking at pixels. Only the page receives the
 * handle, but frames don't pass through the page. While the page is busy, the last handle may belong to
 * a page that is long gone, so the judge asks for it with each frame.
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

  /** Sets the tab's current handle, or null if it has none. */
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
    // It remembers only the last handle, and asks for it again with each frame.
  }
}
