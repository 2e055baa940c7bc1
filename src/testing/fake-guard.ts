import { closeError } from '../guard/page/guard-error.js';
import { timesOf, type GuardSettings } from '../guard/decide/guard-settings.js';
import type { HoldReason, Judgement } from '../guard/decide/judgement.js';
import { AllowedSites } from '../policy/allowed-sites.js';
import type { ShareGuard, ShareGuardOptions } from '../session/agent/session-parts.js';
import type { FakeSource } from './fake-source.js';

/**
 * Applies the rules in the settings like the guard, but gets the page from the test
 * instead of reading an address bar, and decides at once.
 */
export class FakeGuard implements ShareGuard {
  readonly track: MediaStreamTrack;
  readonly #options: ShareGuardOptions;
  readonly #source: FakeSource;
  readonly #forget: () => void;
  #sites: AllowedSites;
  #graceMs: number;
  #state: ShareGuard['state'] = 'checking';
  #why: HoldReason | null = null;
  #judgement: Judgement | null = null;
  #paused = false;
  #decided: string | null = null;

  constructor(options: ShareGuardOptions, source: FakeSource) {
    this.#options = options;
    this.#source = source;
    this.#sites = new AllowedSites(options.settings.allowedSites);
    this.#graceMs = timesOf(options.settings).graceMs;
    this.track = options.track.clone();
    this.#forget = source.watchedBy(this);
    // Deferred, because the share that creates it can't handle a decision yet.
    queueMicrotask(() => this.judge());
  }

  get state(): ShareGuard['state'] {
    return this.#state;
  }

  get why(): HoldReason | null {
    return this.#why;
  }

  /** The fake guard doesn't have a time limit. The test decides when it gives up. */
  get endsAt(): null {
    return null;
  }

  get graceMs(): number {
    return this.#graceMs;
  }

  get judgement(): Judgement | null {
    return this.#judgement;
  }

  stats(): null {
    return null;
  }

  update(settings: GuardSettings): void {
    this.#sites = new AllowedSites(settings.allowedSites);
    this.#graceMs = timesOf(settings).graceMs;
    this.judge();
  }

  pause(): void {
    this.#paused = true;
    this.judge();
  }

  resume(): void {
    this.#paused = false;
    this.judge();
  }

  repeat(): void {
    // The track keeps its picture, so there's nothing to repeat.
  }

  close(): void {
    this.#state = 'closed';
    this.#forget();
    this.track.stop();
  }

  /** Checks the source's page. */
  judge(): void {
    if (this.#state === 'closed') return;
    if (this.#paused) return this.#change('held', 'paused');
    const { page, unclear } = this.#source;
    if (unclear !== null || page === null) {
      const reason = unclear ?? 'no-address-bar';
      this.#decide({ verdict: 'unclear', reason });
      return this.#change('held', reason);
    }
    const { allowed, rule } = this.#sites.check(page);
    const shown = page.replace(/^https:\/\//, '');
    if (allowed && rule !== undefined) {
      this.#decide({ verdict: 'allowed', shown, rule, proof: 'exact', page });
      this.#change('released', null);
    } else {
      this.#decide({ verdict: 'blocked', shown });
      this.#finish('site-not-allowed', null);
    }
  }

  /** The page was unclear for longer than the grace time. */
  giveUp(reason: HoldReason): void {
    if (this.#state !== 'closed') this.#finish('address-unreadable', reason);
  }

  sourceEnded(): void {
    if (this.#state === 'closed') return;
    this.close();
    this.#options.onClose?.(null);
  }

  #finish(reason: 'site-not-allowed' | 'address-unreadable', why: HoldReason | null): void {
    this.close();
    this.#options.onClose?.(closeError(reason, why, this.#judgement));
  }

  #change(state: 'held' | 'released', why: HoldReason | null): void {
    const next = state === 'held' && this.#state === 'checking' ? 'checking' : state;
    if (this.#state === next && this.#why === why) return;
    this.#state = next;
    this.#why = why;
    this.#options.onChange?.(this);
  }

  #decide(judgement: Judgement): void {
    this.#judgement = judgement;
    const { verdict, shown = null, rule = null, proof = null, page = null, reason = null } = judgement;
    const decided = JSON.stringify([verdict, shown, reason]);
    if (decided === this.#decided) return;
    this.#decided = decided;
    this.#options.onDecision?.({ time: Date.now(), verdict, shown, rule, proof, page, reason });
  }
}
