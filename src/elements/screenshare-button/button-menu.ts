import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { bookmarkItems } from '../bookmark-menu/bookmark-items.js';
import type { BookmarkEntry } from '../bookmark-menu/bookmark-list.js';
import { screenIcon } from '../shared/icons.js';
import type { MenuButton } from '../shared/menu-button.js';

export interface ButtonMenuHandlers {
  /** The last item's label while something is being shared, otherwise null. */
  readonly shareLabel: string | null;
  /** Called during the click, so that the window can open. */
  readonly onBookmark: (bookmark: BookmarkEntry) => void;
  /** Called during the click, so that the picker can open. */
  readonly onShare: () => void;
}

/** The button's menu: the bookmarks, then Share…. */
export function buttonMenu(menu: MenuButton, bookmarks: readonly BookmarkEntry[], { shareLabel, onBookmark, onShare }: ButtonMenuHandlers): TemplateResult {
  return html`
    <div
      part="menu"
      id="menu"
      popover="manual"
      role="menu"
      aria-label=${shareLabel ?? msg('Screen Share')}
      @keydown=${menu.onMenuKeydown}
      @focusout=${menu.onMenuFocusout}
    >
      ${bookmarkItems(bookmarks, onBookmark)}
      <div role="separator"></div>
      <button type="button" role="menuitem" tabindex="-1" @click=${onShare}>${screenIcon} ${shareLabel ?? msg('Share…')}</button>
    </div>
  `;
}
