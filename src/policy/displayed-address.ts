/** What an address bar shows, as far as a reader can tell. */
export interface DisplayedAddress {
  /** The visible text, without an ellipsis where it is cut off. */
  readonly text: string;
  /** The bar cuts the address off at the right. */
  readonly truncated: boolean;
  /** What the mark beside the address says of the connection. */
  readonly security: 'secure' | 'not-secure' | 'unknown';
  /** The bar has the focus, is being typed in, or shows suggestions: what it shows need not be the page's address. */
  readonly editing: boolean;
  /**
   * The bar is of a browser that shows the host alone whatever the page, as Safari does by default.
   * Default false: a host alone is the home page, whose slash is hidden.
   */
  readonly hostOnly?: boolean;
}
