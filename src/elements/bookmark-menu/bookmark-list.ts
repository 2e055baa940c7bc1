import { parseUrl } from '../../built-ins/parse-url.js';
import { msg } from '@lit/localize';
import type { ReactiveControllerHost } from 'lit';
import { AllowedSites } from '../../policy/allowed-sites.js';
import { MAX_BOOKMARKS, type Bookmark, type ScreenShareSettings } from '../../policy/settings.js';
import { BookmarkWindows } from './bookmark-windows.js';
import type { BookmarkOpenDetail } from './bookmark-menu.events.js';

/** A bookmark as shown in the menu. */
export interface BookmarkEntry extends BookmarkOpenDetail {
  readonly open: boolean;
  /** Why it wasn't or can't be opened; empty if it can. */
  readonly trouble: string;
  /** Whether the settings in force refuse it. */
  readonly refused: boolean;
}

/** The bookmarks in the settings, and the logic for choosing one. */
export class BookmarkList {
  readonly #host: ReactiveControllerHost;
  readonly #windows: BookmarkWindows;
  #settings: ScreenShareSettings | null = null;
  #sites: AllowedSites | null = null;
  #blocked: string | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    this.#windows = new BookmarkWindows(host);
  }

  /** A message besides the menu, when the browser has blocked a window; otherwise empty. */
  get notice(): string {
    return this.#blocked === null ? '' : blockedText();
  }

  /** The active bookmarks, in order. */
  entries(settings: ScreenShareSettings | null): BookmarkEntry[] {
    this.#take(settings);
    return (settings?.bookmarks ?? []).filter(({ active }) => active).slice(0, MAX_BOOKMARKS).map((bookmark) => this.#entry(bookmark));
  }

  /**
   * Opens a bookmark returned by `entries`, if the current settings allow it.
   * @param allow Called right before a window opens; false leaves it to the page.
   * @returns Whether the bookmark opened or the page opens it. Otherwise, the menu says why.
   */
  choose({ title, url }: BookmarkOpenDetail, settings: ScreenShareSettings | null, allow: (detail: BookmarkOpenDetail) => boolean): boolean {
    this.#take(settings);
    if (settings === null || this.#refusal(url) !== '') return false;
    const done = !allow({ title, url }) || this.#windows.show(url);
    this.#blocked = done ? null : url;
    this.#host.requestUpdate();
    return done;
  }

  #take(settings: ScreenShareSettings | null): void {
    if (settings === this.#settings) return;
    this.#settings = settings;
    this.#sites = settings && settings.allowedSites.length > 0 ? new AllowedSites(settings.allowedSites) : null;
  }

  #entry({ title, url }: Bookmark): BookmarkEntry {
    const refusal = this.#refusal(url);
    const blocked = url === this.#blocked ? blockedText() : '';
    return { title, url, open: this.#windows.isOpen(url), trouble: refusal || blocked, refused: refusal !== '' };
  }

  #refusal(url: string): string {
    const protocol = parseUrl(url)?.protocol ?? '';
    if (protocol !== 'https:' && (this.#sites || protocol !== 'http:')) return msg('Not opened: only secure web pages are.');
    if (this.#sites && !this.#sites.check(url).allowed) return msg('Not allowed here: no allowed site of these settings covers this page.');
    return '';
  }
}

function blockedText(): string {
  return msg('Your browser blocked the new window. Allow pop-ups for this site, at the end of the address bar, then choose the bookmark again.');
}
