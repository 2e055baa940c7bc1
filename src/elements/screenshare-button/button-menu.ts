import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { openIcon, screenIcon } from '../shared/icons.js';
import type { MenuButton } from '../shared/menu-button.js';
import type { BookmarkOpenDetail } from './screenshare-button.events.js';

export interface ButtonMenuHandlers {
  /** Called in the click, so that the window can open. */
  readonly onBookmark: (bookmark: BookmarkOpenDetail) => void;
  /** Called in the click, so that the picker can open. */
  readonly onShare: () => void;
}

/** The button's menu: bookmarks, then Share…. */
export function buttonMenu(menu: MenuButton, bookmarks: readonly BookmarkOpenDetail[], { onBookmark, onShare }: ButtonMenuHandlers): TemplateResult {
  return html`
    <div
      part="menu"
      id="menu"
      popover="manual"
      role="menu"
      aria-labelledby="main"
      @keydown=${menu.onMenuKeydown}
      @focusout=${menu.onMenuFocusout}
    >
      ${bookmarks.map(
        (bookmark) => html`
          <button type="button" role="menuitem" tabindex="-1" @click=${() => onBookmark(bookmark)}>
            ${openIcon} <span>${bookmark.title} <span class="visually-hidden">${msg('(opens a new window)')}</span></span>
          </button>
        `,
      )}
      <div role="separator"></div>
      <button type="button" role="menuitem" tabindex="-1" @click=${onShare}>${screenIcon} ${msg('Share…')}</button>
    </div>
  `;
}
