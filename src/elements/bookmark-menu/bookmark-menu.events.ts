/** What `glance-bookmark-open` tells. */
export interface BookmarkOpenDetail {
  readonly title: string;
  readonly url: string;
}

/** The events of `<glance-bookmark-menu>`. None of them bubbles. */
export interface GlanceBookmarkMenuEventMap {
  /** A bookmark is about to be opened. Cancelable: `preventDefault()` leaves opening it to the page. */
  'glance-bookmark-open': CustomEvent<BookmarkOpenDetail>;
}
