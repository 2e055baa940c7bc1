import type { GuardStats } from '../guard/guard-meter.js';
import type { HoldReason } from '../guard/judgement.js';
import type { ScreenShareError } from '../policy/screen-share-error.js';
import type { ScreenShareSettings } from '../policy/settings.js';

/** Why visitors keep the last picture for now. */
export interface Hold {
  /** The agent paused, or the guard isn't sure of the page. */
  readonly by: 'agent' | 'guard';
  /** What the guard isn't sure about. */
  readonly reason: HoldReason | null;
  /** What the address bar showed, where it could be read. */
  readonly shown: string | null;
}

/**
 * - `checking`: no picture has been let out yet.
 * - `open`: the live picture goes out.
 * - `held`: visitors keep the last picture.
 */
export type OutletState = 'checking' | 'open' | 'held';

/** What stands between what was picked and the visitors. */
export interface Outlet {
  readonly state: OutletState;
  /** Why it is held, or not open yet; null while it is open. */
  readonly hold: Hold | null;
  /** What visitors are sent now; null sends nothing, so that they keep the last picture. */
  readonly track: MediaStreamTrack | null;
  /** The guard's figures; null where nothing is guarded, and before the first. */
  readonly stats: GuardStats | null;
  pause(): void;
  resume(): void;
  /** Goes by other settings from now on. */
  update(settings: ScreenShareSettings): void;
  /** Shows the last picture once more, for a visitor who has just come. */
  repeat(): void;
  close(): void;
}

export interface OutletHandlers {
  /** The outlet's state, hold or track has changed. */
  readonly onChange: () => void;
  /** It has closed by itself, with the reason; without one, the source has ended. */
  readonly onClose: (error: ScreenShareError | null) => void;
}
