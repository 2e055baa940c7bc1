import { AllowedSites } from '../policy/allowed-sites.js';
import { addressOfHandle } from './capture-handle.js';
import type { TabHandle } from './guard-messages.js';
import type { GuardSettings } from './guard-settings.js';
import type { FrameJudge, Judgement } from './judgement.js';

/** Judges a captured tab by what it tells of itself. It looks at no pixels: what was told last holds for every frame until something else is told. */
export class HandleJudge implements FrameJudge {
  #sites: AllowedSites;
  #handle: TabHandle | null = null;

  /** @throws ScreenShareError `settings-invalid` for a rule that doesn't parse */
  constructor(settings: GuardSettings) {
    this.#sites = new AllowedSites(settings.allowedSites);
  }

  /** What the tab tells now; null when it tells nothing. */
  handle(handle: TabHandle | null): void {
    this.#handle = handle;
  }

  judge(): Judgement {
    const address = this.#handle && addressOfHandle(this.#handle);
    if (address === null) return { verdict: 'unclear', reason: 'no-handle' };
    const { allowed, rule } = this.#sites.check(address);
    const found = { shown: address, proof: 'capture-handle' } as const;
    return allowed && rule !== undefined ? { verdict: 'allowed', rule, ...found } : { verdict: 'blocked', ...found };
  }

  again(): Judgement {
    return this.judge();
  }

  update(settings: GuardSettings): void {
    this.#sites = new AllowedSites(settings.allowedSites);
  }

  forget(): void {
    // Nothing is remembered but what the tab told.
  }
}
