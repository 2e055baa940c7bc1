import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { PublicationEntry } from '../../store/settings-store.js';
import type { SettingsStoreError } from '../../store/settings-store-error.js';
import { summaryText } from './change-list.js';
import type { PanelContext } from './panel-context.js';
import { stampText, storeErrorTexts } from './panel-texts.js';

/** The publications fetched so far. */
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
  /** Shows what an entry changed. */
  readonly onDifference: (entry: PublicationEntry) => void;
  /** Adds an entry to the comparison, or removes it. */
  readonly onCompare: (version: string) => void;
  readonly onCompareTwo: () => void;
}

export function historyPart({ model, language }: PanelContext, { entries, loading, error, more }: HistoryList, compared: readonly string[], { onOpen, onMore, onRollBack, onDifference, onCompare, onCompareTwo }: HistoryHandlers): TemplateResult {
  const texts = error && storeErrorTexts(error);
  return html`
    <section part="section" aria-labelledby="history-title">
      <details id="history" @toggle=${onOpen}>
        <summary data-title="history-title"><h2 id="history-title">${msg('History')}</h2></summary>
        ${entries.length === 0 && !loading && !error ? html`<p class="hint">${msg('Nothing has been published yet.')}</p>` : nothing}
        <ul class="rows history">
          ${entries.map((entry) => {
            const when = stampText(entry, language);
            const inForce = entry.version === model.production?.version;
            const chosen = compared.includes(entry.version);
            return html`
              <li>
                <div class="row between wrap">
                  <label class="check"><input type="checkbox" .checked=${chosen} aria-label=${msg(str`Compare ${when}`)} @change=${() => onCompare(entry.version)} /> <strong>${when}</strong>${entry.republished === null ? '' : ` (${msg('rolled back')})`}</label>
                  <span class="row">
                    <button type="button" class="small" aria-label=${msg(str`What changed ${when}`)} @click=${() => onDifference(entry)}>${msg('What changed')}</button>
                    ${inForce ? html`<strong>${msg('In Production now')}</strong>` : html`<button type="button" class="small" aria-label=${msg(str`Roll back to ${when}`)} aria-disabled=${model.mayPublish ? nothing : 'true'} @click=${() => model.mayPublish && onRollBack(entry)}>${msg('Roll back…')}</button>`}
                  </span>
                </div>
                ${entry.comment === undefined ? nothing : html`<p class="comment" dir="auto">${entry.comment}</p>`} ${entry.summary ? html`<p class="note">${summaryText(entry.summary)}</p>` : nothing}
              </li>
            `;
          })}
        </ul>
        ${entries.length > 1 ? html`<button type="button" id="compare" aria-disabled=${compared.length === 2 ? nothing : 'true'} @click=${() => compared.length === 2 && onCompareTwo()}>${msg('Compare the two that are ticked')}</button>` : nothing}
        <div role="alert">${texts ? html`<p class="note error">${texts.message} ${texts.remedy}</p>` : nothing}</div>
        ${more || error ? html`<button type="button" aria-disabled=${loading ? 'true' : nothing} @click=${onMore}>${error ? msg('Try again') : msg('Show older')}</button>` : nothing}
      </details>
    </section>
  `;
}
