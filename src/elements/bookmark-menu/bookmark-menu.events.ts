import type { Complaint } from '../shared/developer-console.js';

/** The `detail` of `glance-bookmark-open`. */
export interface BookmarkOpenDetail {
  readonly title: string;
  readonly url: string;
}

/** The events of `<glance-bookmark-menu>`. They don't bubble. */
export interface GlanceBookmarkMenuEventMap {
  /** A bookmark is about to be opened. Cancelable: after `preventDefault()`, the page opens it instead. */
  'glance-bookmark-open': CustomEvent<BookmarkOpenDetail>;
  /** A message for the page's developer: a mistake in the page, or a problem that the element works around. Also in the console. */
  'glance-share-warning': CustomEvent<Complaint>;
}
