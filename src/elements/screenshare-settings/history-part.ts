import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { PublicationEntry } from '../../store/settings-store.js';
import type { SettingsStoreError } from '../../store/settings-store-error.js';
import type { PanelContext } from './panel-context.js';
import { stampText, storeErrorTexts } from './panel-texts.js';

/** What was published, as far as it has been fetched. */
export interface HistoryList {
  readonly entries: readonly PublicationEntry[];
  readonly loading: boolean;
  readonly error: SettingsStoreError | null;
  /** Whether there may be older ones. */
  readonly more: boolean;
}

export interface HistoryHandlers {
  readonly onOpen: (event: Event) => void;
  readonly onMore: () => void;
  readonly onRollBack: (entry: PublicationEntry) => void;
}

export function historyPart({ model, language }: PanelContext, { entries, loading, error, more }: HistoryList, { onOpen, onMore, onRollBack }: HistoryHandlers): TemplateResult {
  const texts = error && storeErrorTexts(error);
  return html`
    <section part="section" aria-labelledby="history-title">
      <details id="history" @toggle=${onOpen}>
        <summary><h2 id="history-title">${msg('History')}</h2></summary>
        ${entries.length === 0 && !loading && !error ? html`<p class="hint">${msg('Nothing has been published yet.')}</p>` : nothing}
        <ul class="rows history">
          ${entries.map((entry) => {
            const when = stampText(entry, language);
            const inForce = entry.version === model.production?.version;
            return html`
              <li class="row between wrap">
                <span>${when}${entry.republished === null ? '' : ` (${msg('rolled back')})`}</span>
                ${inForce ? html`<strong>${msg('In Production now')}</strong>` : html`<button type="button" aria-label=${msg(str`Roll back to ${when}`)} @click=${() => onRollBack(entry)}>${msg('Roll back…')}</button>`}
              </li>
            `;
          })}
        </ul>
        <div role="alert">${texts ? html`<p class="note error">${texts.message} ${texts.remedy}</p>` : nothing}</div>
        ${more || error ? html`<button type="button" aria-disabled=${loading ? 'true' : nothing} @click=${onMore}>${error ? msg('Try again') : msg('Show older')}</button>` : nothing}
      </details>
    </section>
  `;
}
