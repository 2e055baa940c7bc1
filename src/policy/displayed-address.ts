/** What an address bar shows, as read from its pixels. */
export interface DisplayedAddress {
  /** The visible text, without the ellipsis if it's truncated. */
  readonly text: string;
  /** Whether the bar truncates the address at the right. */
  readonly truncated: boolean;
  /** What the mark beside the address says about the connection. */
  readonly security: 'secure' | 'not-secure' | 'unknown';
  /** Whether the bar has the focus, is being typed in, or shows suggestions. Its text may then not be the page's address. */
  readonly editing: boolean;
  /**
   * Whether the browser shows only the host for every page, as Safari does by default. Default false: a
   * host alone is the home page, whose slash is hidden.
   */
  readonly hostOnly?: boolean;
  /** Whether the browser would show a host in another script the same way, so that it isn't known which of the two this is. Default false. */
  readonly confusable?: boolean;
}
