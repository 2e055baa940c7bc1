import type { GuardStats } from '../guard/decide/guard-meter.js';
import type { LinkStats } from '../peer/link-stats.js';

/** Current figures of a share, from the last second. Reading them costs nothing. */
export interface SessionStats {
  /**
   * One entry per link. An agent has one for each directly linked visitor and one
   * for the media server; a visitor has one, to the agent or to the media server.
   */
  readonly links: readonly LinkStats[];
  /** The guard's queue and cost; null without Allowed Sites, and for visitors. */
  readonly guard: GuardStats | null;
}
