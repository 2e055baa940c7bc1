import type { ScreenShareErrorCode } from '../../policy/screen-share-error.js';
import type { ShareEndReason, ShareInfo } from '../../session/share-info.js';
import type { BookmarkOpenDetail } from '../bookmark-menu/bookmark-menu.events.js';
import type { Complaint } from '../shared/developer-console.js';

/** The `detail` of `glance-share-error`. */
export interface ShareErrorDetail {
  readonly code: ScreenShareErrorCode;
  readonly message: string;
  readonly remedy: string;
}

/** The events of `<glance-screenshare-button>`. They don't bubble. */
export interface GlanceScreenshareButtonEventMap {
  /** Visitors now see the share. */
  'glance-share-start': CustomEvent<ShareInfo>;
  /** The share has ended. */
  'glance-share-end': CustomEvent<{ readonly reason: ShareEndReason }>;
  /** A share couldn't start or had to end. Cancelable: `preventDefault()` suppresses the button's own dialog and notice. */
  'glance-share-error': CustomEvent<ShareErrorDetail>;
  /** Visitors keep the last picture. */
  'glance-share-pause': CustomEvent<null>;
  /** Visitors see the live picture again. */
  'glance-share-resume': CustomEvent<null>;
  /** A bookmark is about to be opened. Cancelable: after `preventDefault()`, the page opens it instead. */
  'glance-bookmark-open': CustomEvent<BookmarkOpenDetail>;
  /** A message for the page's developer: a mistake in the page, or a problem that the element works around. Also in the console. */
  'glance-share-warning': CustomEvent<Complaint>;
}
