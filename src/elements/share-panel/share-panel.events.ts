import type { ShareEndReason, ShareInfo } from '../../session/share-info.js';
import type { Complaint } from '../shared/developer-console.js';

/**
 * - `closed`: nothing is shared.
 * - `asking`: the visitor is asked whether they want to see the share.
 * - `open`: the visitor sees the share, or that it's starting or has ended.
 * - `away`: the visitor has hidden the panel; a button brings it back.
 */
export type SharePanelState = 'closed' | 'asking' | 'open' | 'away';

/** The events of `<glance-share-panel>`: those of its view and its own. They don't bubble. */
export interface GlanceSharePanelEventMap {
  /** The panel has been opened, answered, hidden, brought back or closed, by the visitor or by itself. */
  'glance-panel-change': CustomEvent<{ readonly state: SharePanelState }>;
  /** The share's picture has arrived. */
  'glance-share-start': CustomEvent<ShareInfo>;
  /** The share has ended. */
  'glance-share-end': CustomEvent<{ readonly reason: ShareEndReason }>;
  /** The agent has paused; the last picture stays. */
  'glance-share-pause': CustomEvent<null>;
  /** The picture is live again. */
  'glance-share-resume': CustomEvent<null>;
  /** A message for the page's developer: a mistake in the page, or a problem that the element works around. Also in the console. */
  'glance-share-warning': CustomEvent<Complaint>;
}
