import type { GuardStats } from '../../guard/decide/guard-meter.js';
import type { HoldReason } from '../../guard/decide/judgement.js';
import type { ScreenShareError } from '../../policy/screen-share-error.js';
import type { ScreenShareSettings } from '../../policy/settings.js';

/** Why visitors keep the last picture for now. */
export interface Hold {
  /**
   * - `agent`: the agent paused.
   * - `guard`: the guard can't be sure of the page, or newer settings are
   *   overdue.
   * - `absence`: the agent's page was suspended for so long, for example during
   *   sleep, that visitors were told that the share had ended.
   *   `AgentSession.resume()` shows it again.
   */
  readonly by: 'agent' | 'guard' | 'absence';
  /** What the guard isn't sure about. `settings`: newer settings exist but can't be read at the moment. */
  readonly reason: HoldReason | 'settings' | null;
  /** The text in the address bar, if it could be read. */
  readonly shown: string | null;
  /** When the hold began, in milliseconds since 1970. */
  readonly since: number;
  /**
   * When the share ends unless the address becomes clear, by this page's
   * `performance.now()` in milliseconds. Null if there is no deadline, for example
   * during the agent's own pause.
   */
  readonly endsAt: number | null;
  /** How long an address can stay unclear in total, in milliseconds: `guard.graceMs` in the settings. Null if {@link Hold.endsAt} is null. */
  readonly graceMs: number | null;
}

/**
 * - `checking`: no picture has been sent yet.
 * - `open`: the live picture is sent.
 * - `held`: visitors keep the last picture.
 */
export type OutletState = 'checking' | 'open' | 'held';

/** An outlet's description of a hold. The share adds when it began. */
export type OutletHold = Omit<Hold, 'since'>;

/** Controls what visitors get of the picked source. */
export interface Outlet {
  readonly state: OutletState;
  /** Why the outlet is held or not open yet; null while it's open. */
  readonly hold: OutletHold | null;
  /** The track to send now. Null sends nothing, so visitors keep the last picture. */
  readonly track: MediaStreamTrack | null;
  /** The guard's figures. Null without a guard, and before the first figures. */
  readonly stats: GuardStats | null;
  pause(): void;
  resume(): void;
  /** Applies other settings from now on. */
  update(settings: ScreenShareSettings): void;
  /** Sends the last picture again, for a visitor who just joined. */
  repeat(): void;
  close(): void;
}

export interface OutletHandlers {
  /** The outlet's state, hold or track has changed. */
  readonly onChange: () => void;
  /** The outlet closed by itself, for this reason. Without a reason, the source ended. */
  readonly onClose: (error: ScreenShareError | null) => void;
}

/** The hold during an agent's pause. */
export const PAUSED_BY_AGENT: OutletHold = Object.freeze({ by: 'agent', reason: null, shown: null, endsAt: null, graceMs: null });
