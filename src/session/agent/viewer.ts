import type { LinkQuality } from '../../peer/link-stats.js';

/** A visitor who gets the share. Times are milliseconds since 1970 on the agent's clock. */
export interface Viewer {
  /** The visitor's id in this session: a random number. */
  readonly id: string;
  /** The visitor's name, if the host set one. */
  readonly name: string | undefined;
  /** When the visitor connected. */
  readonly since: number;
  /** The connection quality. `lost` while no data arrives, null for visitors on the media server, where it's unknown. */
  readonly quality: LinkQuality | null;
  /** When the connection got its current quality. */
  readonly qualitySince: number;
  /** Whether the visitor has hidden the view. */
  readonly away: boolean;
  /** When the visitor hid the view; null while it's visible. */
  readonly awaySince: number | null;
  /** Whether the picture comes from the media server. */
  readonly relayed: boolean;
}
