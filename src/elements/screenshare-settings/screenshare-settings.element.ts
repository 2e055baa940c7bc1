import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { exportSettings, importSettings } from '../../policy/settings-file.js';
import type { Problem } from '../../policy/problems.js';
import { HttpSettingsStore } from '../../store/http-settings-store.js';
import type { PublicationEntry, SettingsStore } from '../../store/settings-store.js';
import { controls } from '../shared/controls.styles.js';
import { dialogStyles } from '../shared/dialog.styles.js';
import { GlanceElement } from '../shared/glance-element.js';
import { ModalDialog } from '../shared/modal-dialog.js';
import { tokens } from '../shared/tokens.styles.js';
import { bookmarksPart } from './bookmarks-part.js';
import { download } from './download.js';
import { draftOf, withBookmarkAt } from './draft.js';
import { filesPart, type PolicyChoice } from './files-part.js';
import { guardPart } from './guard-part.js';
import { historyPart } from './history-part.js';
import { LeaveGuard } from './leave-guard.js';
import type { Choice } from './merge.js';
import type { PanelContext } from './panel-context.js';
import { panelDialog, type Question } from './panel-dialogs.js';
import { storeErrorTexts } from './panel-texts.js';
import { PublicationList } from './publication-list.js';
import { publishBar, whyNotPublish } from './publish-bar.js';
import { RowDrag } from './row-drag.js';
import type { GlanceScreenshareSettingsEventMap } from './screenshare-settings.events.js';
import { settingsStyles } from './screenshare-settings.styles.js';
import { SettingsModel, storeErrorFrom } from './settings-model.js';
import { sitesPart } from './sites-part.js';
import { surfacesPart } from './surfaces-part.js';
import { tryRulesPart } from './try-rules-part.js';

/**
 * The administrator's panel: what agents may share, Allowed Sites, bookmarks,
 * Save to Staging and Publish to Production.
 *
 * @csspart section - Each block of the panel.
 * @csspart bar - What is saved where, and the two buttons.
 * @csspart save - Save to Staging.
 * @csspart publish - Publish to Production.
 * @csspart dialog - The dialog that asks before publishing, and which of two versions to keep.
 *
 * @fires glance-settings-save - The settings have been saved to staging: `version`, `settings`, `at`, `by`.
 * @fires glance-settings-publish - They have been published: the same, with `staged`, `republished` and `previous`.
 */
export class GlanceScreenshareSettings extends GlanceElement<GlanceScreenshareSettingsEventMap> {
  static override readonly styles = [tokens, controls, dialogStyles, settingsStyles];

  #model: SettingsModel | null = null;
  #store: SettingsStore | string | null = null;
  #focusNext: string | null = null;
  #pressed = false;
  readonly #dialog = new ModalDialog(this);
  readonly #history = new PublicationList(() => this.requestUpdate());
  readonly #drag = new RowDrag(this, {
    rows: () => [...this.renderRoot.querySelectorAll<HTMLElement>('.bookmark')],
    move: (id, place) => this.#model?.edit((draft) => withBookmarkAt(draft, id, place)),
  });

  /** Where the settings are: the base URL of a settings endpoint, such as `/screenshare` (as an attribute too), or a store. Another one begins anew. */
  @property() settings: string | SettingsStore | null = null;

  @state() private _editing: string | null = null;
  @state() private _question: Question | null = null;
  @state() private _tried = '';
  @state() private _refused: string | null = null;
  @state() private _importProblems: readonly Problem[] = [];
  @state() private _policy: PolicyChoice = { origin: '', browser: 'chrome', system: 'windows', denyOthers: false };

  constructor() {
    super();
    new LeaveGuard(this, () => this.unsaved);
  }

  /** Whether something has been typed that isn't saved: leaving the page would lose it, which the browser asks about. */
  get unsaved(): boolean {
    return this.#model?.unsaved ?? false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this._policy.origin === '') this._policy = { ...this._policy, origin: location.origin };
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // To be moved within the document is not to leave it.
    queueMicrotask(() => {
      if (!this.isConnected) this.#release();
    });
  }

  protected override willUpdate(): void {
    if (!this.isConnected || this.settings === this.#store) return;
    this.#release();
    this.#store = this.settings;
    if (!this.settings) return;
    const store = typeof this.settings === 'string' ? new HttpSettingsStore(this.settings) : this.settings;
    this.#model = new SettingsModel(store, () => this.requestUpdate());
    void this.#model.open();
  }

  protected override updated(): void {
    if (this._question?.kind === 'conflict' && !this.#model?.conflict) this._question = null;
    if (this._question) this.#dialog.show();
    else this.#dialog.close();
    this.#moveFocus();
  }

  #moveFocus(): void {
    const target = this.#focusNext === null ? null : this.renderRoot.querySelector<HTMLElement>(this.#focusNext);
    this.#focusNext = null;
    // What is wrong may be in a part that is closed.
    const details = target?.closest('details');
    if (details) details.open = true;
    target?.focus();
  }

  #release(): void {
    this.#model?.close();
    this.#model = null;
    this.#store = null;
    this._question = null;
  }

  #context(model: SettingsModel): PanelContext {
    return { model, language: this.language, editing: this._editing, edit: this.#edit, judge: this.#judge, focus: this.#focus };
  }

  readonly #focus = (selector: string): void => {
    this.#focusNext = selector;
    this.requestUpdate();
  };

  /** What is wrong with a field is said once it is left, but not between the press and the release of a button: it would move from under the pointer. */
  readonly #edit = (path: string | null): void => {
    if (path !== null || !this.#pressed) this._editing = path;
  };

  readonly #judge = (): void => {
    this._editing = null;
  };

  readonly #onPress = (): void => {
    this.#pressed = true;
    const release = (): void => {
      // After the click that comes with it.
      setTimeout(() => {
        this.#pressed = false;
        const focused = this.shadowRoot?.activeElement;
        if (!(focused instanceof HTMLInputElement) || focused.dataset['path'] !== this._editing) this._editing = null;
      });
    };
    addEventListener('pointerup', release, { once: true });
    addEventListener('pointercancel', release, { once: true });
  };

  async #save(model: SettingsModel): Promise<void> {
    if (!model.canSave) return;
    const saved = await model.save();
    if (saved) this.emit('glance-settings-save', saved);
    else if (model.attempted || !model.checked.ok) this.#focus('[aria-invalid=true], fieldset[aria-describedby=surfaces-problem] input');
    else if (model.conflict) this.#ask({ kind: 'conflict', choice: {} });
  }

  #ask(question: Question | null): void {
    this.#model?.forgetFailure();
    this._question = question;
  }

  async #publish(model: SettingsModel, version: string): Promise<void> {
    if (model.work) return;
    const publication = await model.publish(version);
    if (!publication) return;
    this._question = null;
    this.emit('glance-settings-publish', publication);
    void this.#showHistory();
  }

  async #rollBack(model: SettingsModel, version: string): Promise<void> {
    if (model.work) return;
    const publication = await model.rollBack(version);
    if (!publication) return;
    this._question = null;
    this.emit('glance-settings-publish', publication);
    void this.#showHistory();
  }

  /** Fetches the history, where it is open. */
  async #showHistory(): Promise<void> {
    const isOpen = this.renderRoot.querySelector<HTMLDetailsElement>('#history')?.open ?? false;
    if (this.#model && isOpen) await this.#history.restart(this.#model.store);
  }

  async #askRollBack(model: SettingsModel, { version }: PublicationEntry): Promise<void> {
    try {
      this.#ask({ kind: 'roll-back', publication: await model.store.publication(version) });
    } catch (cause) {
      this.#history.error = storeErrorFrom(cause);
      this.requestUpdate();
    }
  }

  async #import(model: SettingsModel, file: File): Promise<void> {
    const result = importSettings(await file.text());
    this._importProblems = result.ok ? [] : result.problems;
    if (result.ok) model.edit(() => draftOf(result.settings), { kind: 'imported' });
  }

  protected override render(): TemplateResult {
    const model = this.#model;
    if (!model) return html`<p class="failure">${msg('The settings are missing. Set the attribute settings to the URL of the settings endpoint, such as /screenshare, or the property settings to a store.')}</p>`;
    if (model.phase === 'loading') return html`<p class="row" role="status"><span class="spinner"></span>${msg('The settings are being loaded…')}</p>`;
    if (model.loadError) return this.#renderUnavailable(model);
    const context = this.#context(model);
    return html`
      <div class="panel" @pointerdown=${this.#onPress}>
        ${surfacesPart(context)} ${sitesPart(context, this._refused, (why) => (this._refused = why))} ${tryRulesPart(context, this._tried, (text) => (this._tried = text))}
        ${bookmarksPart(context, this.#drag.id, this.#drag.start)} ${guardPart(context)}
        ${historyPart(context, this.#history, {
          onOpen: () => void this.#showHistory(),
          onMore: () => void (this.#history.error ? this.#history.restart(model.store) : this.#history.next(model.store)),
          onRollBack: (entry) => void this.#askRollBack(model, entry),
        })}
        ${filesPart(context, this._policy, this._importProblems, {
          onExport: () => download('screenshare-settings.json', 'application/json', exportSettings(model.settings)),
          onImport: (file) => void this.#import(model, file),
          onPolicy: (choice) => (this._policy = choice),
          onDownload: ({ name, type, text }) => download(name, type, text),
        })}
        ${publishBar(context, {
          onSave: () => void this.#save(model),
          onPublish: () => whyNotPublish(model) === null && !model.work && this.#ask({ kind: 'publish' }),
          onConflict: () => this.#ask({ kind: 'conflict', choice: {} }),
        })}
      </div>
      ${this.#renderDialog(context)}
    `;
  }

  #renderUnavailable(model: SettingsModel): TemplateResult {
    const texts = model.loadError && storeErrorTexts(model.loadError);
    return html`
      <div class="failure" role="alert">
        <p><strong>${msg('The settings could not be loaded.')}</strong></p>
        <p>${texts?.message} ${texts?.remedy}</p>
        <button type="button" id="reload" @click=${() => void model.open()}>${msg('Try again')}</button>
      </div>
    `;
  }

  #renderDialog(context: PanelContext): TemplateResult {
    const { model } = context;
    return panelDialog(this._question, context, {
      onDismiss: () => this.#ask(null),
      onClosed: () => {
        if (!this.#dialog.open) this._question = null;
      },
      onPublish: (version) => void this.#publish(model, version),
      onRollBack: (version) => void this.#rollBack(model, version),
      onChoose: (choice: Choice) => (this._question = { kind: 'conflict', choice }),
      onResolve: (choice) => {
        model.resolve(choice);
        this._question = null;
      },
    });
  }
}
