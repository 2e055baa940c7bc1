import type { ScreenShareErrorCode } from '../../policy/screen-share-error.js';
import type { ShareEndReason, ShareInfo } from '../../session/share-info.js';
import type { BookmarkOpenDetail } from '../bookmark-menu/bookmark-menu.events.js';

/** What `glance-share-error` tells. */
export interface ShareErrorDetail {
  readonly code: ScreenShareErrorCode;
  readonly message: string;
  readonly remedy: string;
}

/** The events of `<glance-screenshare-button>`. None of them bubbles. */
export interface GlanceScreenshareButtonEventMap {
  /** Visitors see the share from now on. */
  'glance-share-start': CustomEvent<ShareInfo>;
  /** The share is over. */
  'glance-share-end': CustomEvent<{ readonly reason: ShareEndReason }>;
  /** A share could not start or had to end. Cancelable: `preventDefault()` keeps the button's own dialog away. */
  'glance-share-error': CustomEvent<ShareErrorDetail>;
  /** Visitors keep the last picture. */
  'glance-share-pause': CustomEvent<null>;
  /** Visitors see the live picture again. */
  'glance-share-resume': CustomEvent<null>;
  /** A bookmark is about to be opened. Cancelable: `preventDefault()` leaves opening it to the page. */
  'glance-bookmark-open': CustomEvent<BookmarkOpenDetail>;
  /** Something for the developer's log, which the element copes with. */
  'glance-share-warning': CustomEvent<{ readonly message: string; readonly cause: unknown }>;
}
