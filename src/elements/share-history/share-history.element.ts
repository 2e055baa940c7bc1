import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ShareHistoryEntry } from '../../session/receipt/share-history.js';
import { HttpShareHistory, type ShareHistorySource } from '../../session/receipt/share-history-source.js';
import { isSettingsStoreError } from '../../store/settings-store-error.js';
import { controls } from '../shared/controls.styles.js';
import { download } from '../shared/download.js';
import { GlanceElement } from '../shared/glance-element.js';
import { tokens } from '../shared/tokens.styles.js';
import { inWords } from '../shared/words.js';
import type { GlanceShareHistoryEventMap } from './share-history.events.js';
import { shareHistoryStyles } from './share-history.styles.js';
import { sharePart } from './share-part.js';

/**
 * The recorded shares, for supervisors: who shared what with whom and when, which
 * pages were seen, and what is missing from the record.
 *
 * @csspart share - Each share.
 */
export class GlanceShareHistory extends GlanceElement<GlanceShareHistoryEventMap> {
  static override readonly styles = [tokens, controls, shareHistoryStyles];

  /** Where the records are: the base URL of the share records endpoint, such as `/screenshare-records` (also as an attribute), or your own source. */
  @property() records: string | ShareHistorySource | null = null;

  @state() private _entries: readonly ShareHistoryEntry[] = [];
  @state() private _phase: 'loading' | 'ready' | 'failed' = 'loading';
  @state() private _more = false;
  @state() private _error: { readonly message: string; readonly remedy: string } | null = null;

  #source: ShareHistorySource | null = null;

  /** Reloads the list from the beginning, to include newer shares. */
  async reload(): Promise<void> {
    this._entries = [];
    await this.#load();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('records')) return;
    const { records } = this;
    this.#source = typeof records === 'string' ? new HttpShareHistory(records) : records;
    if (this.#source) void this.reload();
  }

  async #load(): Promise<void> {
    const source = this.#source;
    if (!source) return;
    this._phase = 'loading';
    try {
      const found = await source.list(this._entries.at(-1)?.summary.share);
      if (this.#source !== source) return;
      this._entries = [...this._entries, ...found];
      this._more = found.length > 0;
      this._error = null;
      this._phase = 'ready';
    } catch (cause) {
      if (this.#source === source) this.#failed(cause);
    }
  }

  async #export({ summary: { session, share } }: ShareHistoryEntry): Promise<void> {
    try {
      download(`share-${session.replaceAll(/[^\w-]/g, '_')}-${share}.json`, 'application/json', (await this.#source?.export(session, share)) ?? '');
    } catch (cause) {
      this.#failed(cause);
    }
  }

  #failed(cause: unknown): void {
    const known = isSettingsStoreError(cause) ? cause : null;
    this._error = { message: known?.message ?? 'The server had a problem of its own.', remedy: known?.remedy ?? 'Try again in a moment; if it stays so, tell whoever runs the server.' };
    this._phase = 'failed';
  }

  protected override render(): TemplateResult {
    if (!this.records) return html`<p class="error">${msg('The records are missing. Set the attribute records to the URL of the endpoint for them, such as /screenshare-records.')}</p>`;
    const { _entries: entries, _phase: phase, language } = this;
    return html`
      <div>
        <ul>
          ${repeat(entries, ({ summary }) => `${summary.share} ${summary.session}`, (entry) => sharePart(entry, language, () => void this.#export(entry)))}
        </ul>
        <div role="status">${phase === 'loading' ? html`<span class="spinner"></span> ${msg('The shares are being loaded…')}` : entries.length === 0 && phase === 'ready' ? msg('No share has been recorded yet.') : nothing}</div>
        <div role="alert">${this._error ? html`<p class="error">${inWords(this._error.message)} ${inWords(this._error.remedy)}</p>` : nothing}</div>
        ${this._more || phase === 'failed' ? html`<button type="button" id="more" aria-disabled=${phase === 'loading' ? 'true' : nothing} @click=${() => phase !== 'loading' && void this.#load()}>${phase === 'failed' ? msg('Try again') : msg('Show older')}</button>` : nothing}
      </div>
    `;
  }
}
