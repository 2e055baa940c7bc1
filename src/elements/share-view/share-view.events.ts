import type { ShareEndReason, ShareInfo } from '../../session/share-info.js';
import type { Complaint } from '../shared/developer-console.js';

/** The events of `<glance-share-view>`. They don't bubble. */
export interface GlanceShareViewEventMap {
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
