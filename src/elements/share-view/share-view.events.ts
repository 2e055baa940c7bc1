import type { ShareEndReason, ShareInfo } from '../../session/share-info.js';

/** The events of `<glance-share-view>`. None of them bubbles. */
export interface GlanceShareViewEventMap {
  /** The share's picture is there. */
  'glance-share-start': CustomEvent<ShareInfo>;
  /** The share is over. */
  'glance-share-end': CustomEvent<{ readonly reason: ShareEndReason }>;
  /** The agent has paused: the last picture stays. */
  'glance-share-pause': CustomEvent<null>;
  /** The picture is live again. */
  'glance-share-resume': CustomEvent<null>;
  /** Something for the developer's log, which the element copes with. */
  'glance-share-warning': CustomEvent<{ readonly message: string; readonly cause: unknown }>;
}
