import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { openIcon } from '../shared/icons.js';
import type { BookmarkEntry } from './bookmark-list.js';

/** A menu's bookmark items. A refused one stays focusable, so that screen readers announce the reason. */
export function bookmarkItems(entries: readonly BookmarkEntry[], onChoose: (entry: BookmarkEntry) => void): TemplateResult[] {
  return entries.map(
    (entry) => html`
      <button type="button" role="menuitem" tabindex="-1" class="bookmark" aria-disabled=${entry.refused ? 'true' : nothing} @click=${() => onChoose(entry)}>
        ${openIcon}
        <span class="bookmark-words">
          <span>${entry.title} ${entry.refused ? nothing : html`<span class="visually-hidden">${entry.open ? msg('(brings its window to the front)') : msg('(opens a new window)')}</span>`}</span>
          ${entry.open ? html`<span class="bookmark-open">${msg('Open')}</span>` : nothing}
          ${entry.trouble ? html`<span class="bookmark-trouble">${entry.trouble}</span>` : nothing}
        </span>
      </button>
    `,
  );
}
