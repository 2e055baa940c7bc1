import type { GuardStats } from '../guard/guard-meter.js';
import type { LinkStats } from '../peer/link-stats.js';

/** How a share is doing at the moment: figures of the last second. Reading them costs nothing. */
export interface SessionStats {
  /** One for each link: an agent has one to each visitor who isn't served by the media server, and one to that; a visitor has one to the agent or to the media server. */
  readonly links: readonly LinkStats[];
  /** The guard's queue and cost; null without Allowed Sites, and at a visitor. */
  readonly guard: GuardStats | null;
}
