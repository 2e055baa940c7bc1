import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { numberText } from '../shared/words.js';
import type { PanelContext } from './panel-context.js';

/** The panel's table of contents. */
export function contentsPart({ model, focus }: PanelContext): TemplateResult {
  const { sites, bookmarks } = model.draft;
  const parts: readonly [id: string, text: string, count?: number][] = [
    ['sharing-title', msg('Sharing')],
    ['sites-title', msg('Allowed Sites'), sites.length],
    ['try-title', msg('Try the rules')],
    ['bookmarks-title', msg('Bookmarks'), bookmarks.length],
    ['guard-title', msg('Advanced')],
    ['history-title', msg('History')],
    ['files-title', msg('Import and export')],
    ['policy-title', msg('Browser policy')],
  ];
  return html`
    <nav aria-label=${msg('Contents')}>
      <ul class="contents">
        ${parts.map(([id, text, count = 0]) => html`<li><button type="button" class="link" data-to=${id} @click=${() => focus(`[data-title=${id}]`)}>${text}${count > 0 ? html` <span class="count">${numberText(count)}</span>` : nothing}</button></li>`)}
      </ul>
    </nav>
  `;
}
