import { msg } from '@lit/localize';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { exportSettings, importSettings } from '../../policy/settings-file.js';
import type { Problem } from '../../policy/problems.js';
import { HttpSettingsStore } from '../../store/http-settings-store.js';
import { fetchRuleUsage, type RuleUsageReport } from '../../store/rule-usage.js';
import type { PublicationEntry, SettingsStore } from '../../store/settings-store.js';
import { keepAbove } from '../shared/keep-above.js';
import { controls } from '../shared/controls.styles.js';
import { dialogStyles } from '../shared/dialog.styles.js';
import { download } from '../shared/download.js';
import { GlanceElement } from '../shared/glance-element.js';
import { ModalDialog } from '../shared/modal-dialog.js';
import { isNoUrl } from '../shared/settings-property.js';
import { tokens } from '../shared/tokens.styles.js';
import { bookmarksPart } from './bookmarks-part.js';
import { contentsPart } from './contents-part.js';
import { draftOf, withBookmarkAt } from './draft.js';
import { filesPart, type PolicyChoice } from './files-part.js';
import { guardPart } from './guard-part.js';
import { historyPart } from './history-part.js';
import { LeaveGuard } from './leave-guard.js';
import type { Choice } from './clash.js';
import type { PanelContext } from './panel-context.js';
import { panelDialog, type Question } from './panel-dialogs.js';
import { storeErrorTexts } from './panel-texts.js';
import { PublicationList } from './publication-list.js';
import { publishBar, whyNotPublish } from './publish-bar.js';
import { RowDrag } from './row-drag.js';
import type { GlanceScreenshareSettingsEventMap } from './screenshare-settings.events.js';
import { settingsStyles } from './screenshare-settings.styles.js';
import { SettingsModel, storeErrorFrom } from './settings-model.js';
import { SiteListView } from './site-list-view.js';
import { sitesPart } from './sites-part.js';
import { surfacesPart } from './surfaces-part.js';
import { tryRulesPart } from './try-rules-part.js';
import { SiteUsage } from './usage-texts.js';
import { WindowCheck, type LoadWindowReader } from './window-check.js';

/**
 * The administrator's panel: what agents can share, Allowed Sites, bookmarks, Save
 * to Staging and Publish to Production.
 *
 * @csspart section - Each section of the panel.
 * @csspart bar - What is saved where, and the two buttons.
 * @csspart save - Save to Staging.
 * @csspart publish - Publish to Production.
 * @csspart dialog - The dialog that asks before publishing, or which of two versions to keep.
 *
 * @fires glance-settings-save - The settings have been saved to staging: `version`, `settings`, `at`, `by`, `authors`.
 * @fires glance-settings-publish - The settings have been published: the same fields, with `staged`, `republished`, `previous`, `comment` and `summary`.
 */
export class GlanceScreenshareSettings extends GlanceElement<GlanceScreenshareSettingsEventMap> {
  static override readonly styles = [tokens, controls, dialogStyles, settingsStyles];

  #model: SettingsModel | null = null;
  #store: SettingsStore | string | null = null;
  #focusNext: readonly string[] = [];
  #pressed = false;
  readonly #dialog = new ModalDialog(this);
  readonly #check = new WindowCheck(() => this.requestUpdate());
  #list = this.#newList();
  readonly #history = new PublicationList(() => this.requestUpdate());
  readonly #drag = new RowDrag(this, {
    rows: () => [...this.renderRoot.querySelectorAll<HTMLElement>('.bookmark')],
    move: (id, place) => this.#model?.edit((draft) => withBookmarkAt(draft, id, place)),
  });

  /**
   * Where the settings are: the base URL of a settings endpoint, such as
   * `/screenshare` (also as an attribute), or a store. Setting another one restarts
   * the panel.
   */
  @property() settings: string | SettingsStore | null = null;

  /** The URL of a viewer that uses the settings in Staging, to be opened from the panel. Default: no link. */
  @property({ attribute: 'staging-viewer' }) stagingViewer: string | null = null;

  /**
   * Loads the address bar reader, so that the panel can check a window against the
   * rules: `() => import('glance-screenshare/window-reader')`. Default: the check
   * isn't offered.
   */
  @property({ attribute: false }) windowReader: LoadWindowReader | null = null;

  /**
   * Where the panel gets rule usage from: the URL of `GET {path}/usage` of the
   * share records endpoint, such as `/screenshare-records/usage`, or a function
   * that returns the same data. Default: usage isn't shown.
   */
  @property() usage: string | (() => Promise<RuleUsageReport>) | null = null;

  @state() private _usage: SiteUsage | null = null;
  @state() private _editing: string | null = null;
  @state() private _question: Question | null = null;
  @state() private _tried = '';
  @state() private _owner = '';
  @state() private _comment = '';
  @state() private _compared: readonly string[] = [];
  @state() private _refused: string | null = null;
  @state() private _importProblems: readonly Problem[] = [];
  @state() private _policy: PolicyChoice = { origin: '', browser: 'chrome', system: 'windows', denyOthers: false };

  constructor() {
    super();
    new LeaveGuard(this, () => this.unsaved);
  }

  /** Whether there are unsaved changes. The browser asks before the page is left with them. */
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
    // Moving the element within the document isn't a removal.
    queueMicrotask(() => {
      if (!this.isConnected) this.#release();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('usage')) void this.#loadUsage();
    if (!this.isConnected || this.settings === this.#store) return;
    this.#release();
    this.#store = this.settings;
    if (!this.settings) return;
    if (typeof this.settings === 'string' && isNoUrl(this.settings)) {
      const { settings } = this;
      const message = `The attribute settings holds ${JSON.stringify(settings.slice(0, 60))}, which is no URL. Set the attribute to the URL of the settings endpoint, or the property settings to a store.`;
      this.complainOfSetup(message, () => this.isConnected && this.settings === settings);
      return;
    }
    const store = typeof this.settings === 'string' ? new HttpSettingsStore(this.settings) : this.settings;
    this.#model = new SettingsModel(store, () => this.requestUpdate());
    void this.#model.open();
  }

  /** If the usage can't be loaded, it isn't shown. Nothing else depends on it. */
  async #loadUsage(): Promise<void> {
    const { usage } = this;
    this._usage = null;
    if (!usage) return;
    try {
      const report = await (typeof usage === 'string' ? fetchRuleUsage(usage) : usage());
      if (this.usage === usage) this._usage = new SiteUsage(report);
    } catch (cause) {
      this.complain({ code: 'settings-unavailable', attribute: 'usage', message: `Rule usage could not be loaded: ${String(cause)}`, cause });
    }
  }

  protected override updated(): void {
    if (this._question?.kind === 'conflict' && !this.#model?.conflict) this._question = null;
    if (this._question) this.#dialog.show();
    else this.#dialog.close();
    this.#moveFocus();
  }

  #moveFocus(): void {
    const target = this.#focusNext.map((selector) => this.renderRoot.querySelector<HTMLElement>(selector)).find((found) => found !== null);
    this.#focusNext = [];
    // The problem may be in a collapsed part.
    const details = target?.closest('details');
    if (details) details.open = true;
    target?.focus();
    // `focus()` doesn't scroll to an element that already has the focus, although rows may have pushed it below the bar.
    if (target) this.#reveal(target);
  }

  /** Keeps the focused element from being covered by the bar (WCAG 2.2, 2.4.11). */
  #reveal(target: Element): void {
    const bar = this.renderRoot.querySelector('.bar');
    if (bar && !bar.contains(target)) keepAbove(target, bar);
  }

  #newList(): SiteListView {
    return new SiteListView(() => this.requestUpdate());
  }

  #release(): void {
    this.#model?.close();
    this.#check.stop();
    this.#model = null;
    this.#list = this.#newList();
    this.#store = null;
    this._question = null;
  }

  #context(model: SettingsModel): PanelContext {
    const { language, _editing: editing } = this;
    const owner = { text: this._owner, set: (text: string) => (this._owner = text) };
    return { model, list: this.#list, usage: this._usage, owner, language, editing, edit: this.#edit, judge: this.#judge, focus: this.#focus };
  }

  readonly #focus = (...selectors: readonly string[]): void => {
    this.#focusNext = selectors;
    this.requestUpdate();
  };

  /** A field's problem is shown once the field loses the focus, but not between pressing and releasing a button, which would move away from the pointer. */
  readonly #edit = (path: string | null): void => {
    if (path !== null || !this.#pressed) this._editing = path;
  };

  readonly #judge = (): void => {
    this._editing = null;
  };

  /** A pressed element stays in place until it's released. Otherwise it would move away from the pointer. */
  readonly #onFocus = (event: FocusEvent): void => {
    if (!this.#pressed) this.#reveal(event.target as Element);
  };

  readonly #onPress = (): void => {
    this.#pressed = true;
    const release = (): void => {
      // Runs after the click that follows.
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
    else if (model.attempted || !model.checked.ok) {
      // The problem may be in a row that isn't shown.
      this.#list.show({ search: '', filter: 'all' });
      this.#focus('[aria-invalid=true], fieldset[aria-describedby=surfaces-problem] input');
    } else if (model.conflict) this.#ask({ kind: 'conflict', choice: {} });
  }

  #ask(question: Question | null): void {
    this.#model?.forgetFailure();
    this._question = question;
  }

  async #publish(model: SettingsModel, version: string): Promise<void> {
    if (model.work) return;
    const publication = await model.publish(version, this._comment.trim());
    if (!publication) return;
    this._question = null;
    this._comment = '';
    this.emit('glance-settings-publish', publication);
    void this.#showHistory();
  }

  async #rollBack(model: SettingsModel, version: string): Promise<void> {
    if (model.work) return;
    const publication = await model.rollBack(version, this._comment.trim());
    if (!publication) return;
    this._question = null;
    this._comment = '';
    this.emit('glance-settings-publish', publication);
    void this.#showHistory();
  }

  /** Loads the history, if it's open. */
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

  /** Shows the difference between two publications. If only the later one is given, shows what it changed. */
  async #showDifference(model: SettingsModel, later: string, earlier: string | null): Promise<void> {
    try {
      const to = await model.store.publication(later);
      const before = earlier ?? to.previous;
      this.#ask({ kind: 'difference', from: before === null ? null : await model.store.publication(before), to });
    } catch (cause) {
      this.#history.error = storeErrorFrom(cause);
      this.requestUpdate();
    }
  }

  #compare(version: string): void {
    const others = this._compared.filter((one) => one !== version);
    // A third one replaces the one ticked first.
    this._compared = others.length < this._compared.length ? others : [...others, version].slice(-2);
  }

  #compareTwo(model: SettingsModel): void {
    // The list is sorted newest first.
    const [later, earlier] = this.#history.entries.map(({ version }) => version).filter((version) => this._compared.includes(version));
    if (later !== undefined && earlier !== undefined) void this.#showDifference(model, later, earlier);
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
      <div class="panel" @pointerdown=${this.#onPress} @focusin=${this.#onFocus}>
        ${contentsPart(context)} ${surfacesPart(context)} ${sitesPart(context, this._refused, (why) => (this._refused = why))} ${tryRulesPart(context, this._tried, (text) => (this._tried = text), { viewer: this.stagingViewer, load: this.windowReader, check: this.#check })}
        ${bookmarksPart(context, this.#drag.id, this.#drag.start)} ${guardPart(context)}
        ${historyPart(context, this.#history, this._compared, {
          onOpen: () => void this.#showHistory(),
          onMore: () => void (this.#history.error ? this.#history.restart(model.store) : this.#history.next(model.store)),
          onRollBack: (entry) => void this.#askRollBack(model, entry),
          onDifference: ({ version }) => void this.#showDifference(model, version, null),
          onCompare: (version) => this.#compare(version),
          onCompareTwo: () => this.#compareTwo(model),
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
    return panelDialog(this._question, context, { text: this._comment, set: (text) => (this._comment = text) }, {
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
