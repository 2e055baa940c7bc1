import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { OcrAssets } from '../../guard/address-bar/ocr-engine.js';
import { ownOcrAssets } from '../../guard/ocr-assets.js';
import type { ScreenShareErrorCode } from '../../policy/screen-share-error.js';
import type { AgentSession, AgentState } from '../../session/agent-session.js';
import type { GuardParts } from '../../session/guard-parts.js';
import { bookmarkItemStyles } from '../bookmark-menu/bookmark-items.styles.js';
import { BookmarkList, type BookmarkEntry } from '../bookmark-menu/bookmark-list.js';
import { controls } from '../shared/controls.styles.js';
import { dialogStyles } from '../shared/dialog.styles.js';
import { problemTexts, type Problem } from '../shared/error-texts.js';
import { chevronIcon, screenIcon, stopIcon } from '../shared/icons.js';
import { MenuButton } from '../shared/menu-button.js';
import { menuStyles } from '../shared/menu.styles.js';
import { ModalDialog } from '../shared/modal-dialog.js';
import { SessionElement } from '../shared/session-element.js';
import { agentSessionFrom, connectionParts } from '../shared/session-from-attributes.js';
import { SessionHolder } from '../shared/session-holder.js';
import { StatsOverlay, statsStyles } from '../shared/stats-overlay.js';
import { ObjectSettings, settingsOrigin, settingsSourceOf, type SettingsProperty } from '../shared/settings-property.js';
import { tokens } from '../shared/tokens.styles.js';
import { Tooltip } from '../shared/tooltip.js';
import { buttonMenu } from './button-menu.js';
import { buttonProblem } from './button-problem.js';
import { problemDialog } from './problem-dialog.js';
import { endedByLeaving, noteLeaving } from './ended-by-leaving.js';
import { previewPart, pausePart, wordsPart } from './share-panel.js';
import type { GlanceScreenshareButtonEventMap } from './screenshare-button.events.js';
import { buttonStyles } from './screenshare-button.styles.js';

/**
 * The agent's button: Screen Share, its menu of bookmarks, Stop Sharing, what is
 * being shared, and every error with its remedy.
 *
 * @csspart base - Everything but what floats above the page.
 * @csspart button - The main button: Screen Share, or Stop Sharing.
 * @csspart pause - The button that pauses and resumes.
 * @csspart preview - The small picture of what visitors see.
 * @csspart status - What is being shared, or that another agent shares.
 * @csspart details - Since when, and how many see it.
 * @csspart quality - How good the connection to the visitors is.
 * @csspart stats - The connection's figures, where asked for.
 * @csspart menu - The menu of bookmarks.
 * @csspart tooltip - Why nothing can be shared.
 * @csspart dialog - The dialog of an error.
 * @csspart message - In the dialog: what happened.
 * @csspart remedy - In the dialog: what helps.
 *
 * @cssproperty [--glance-preview-width=6em] - Width of the small picture.
 *
 * @fires glance-share-start - Visitors see the share from now on.
 * @fires glance-share-end - The share is over; `detail.reason` says why.
 * @fires glance-share-error - A share could not start or had to end: `code`, `message`, `remedy`. Cancelable, which keeps the dialog away.
 * @fires glance-share-pause - Visitors keep the last picture.
 * @fires glance-share-resume - Visitors see the live picture again.
 * @fires glance-bookmark-open - A bookmark is about to be opened: `title`, `url`. Cancelable.
 * @fires glance-share-warning - Something for the developer's log: `message`, `cause`.
 */
export class GlanceScreenshareButton extends SessionElement<GlanceScreenshareButtonEventMap> {
  static override readonly styles = [tokens, controls, dialogStyles, menuStyles, bookmarkItemStyles, statsStyles, buttonStyles];

  /** Where buttons look for OCR's parts that don't say so themselves. Default: `dist/ocr/` of the package, where the bundler has put it or beside the script's own folder. */
  static ocrAssets: string | OcrAssets | null = ownOcrAssets();

  readonly #objects = new ObjectSettings();
  readonly #holder = new SessionHolder<AgentSession>(this, {
    given: () => this.session,
    parts: () => [...connectionParts(this), settingsOrigin(this.settings), this.agentName, this.guardWorker, this.ocrAssets],
    create: () => agentSessionFrom(this, { settings: settingsSourceOf(this.settings, this.#objects), name: this.agentName, guard: this.#guardParts() }),
    attach: (session, signal) => this.#attach(session, signal),
    onRemoved: (session) => this.#removed(session),
  });
  readonly #bookmarkList = new BookmarkList(this);
  readonly #dialog = new ModalDialog(this);
  readonly #menu = new MenuButton(this, { button: () => this._button, menu: () => this._menu });
  readonly #tooltip = new Tooltip(this, { anchor: () => this._button, tooltip: () => this._tooltip });
  readonly #statsOverlay = new StatsOverlay(this, () => this.#holder.session?.stats ?? null);
  /** What the events have told of: nothing, or a share that runs or is paused. */
  #told: 'idle' | 'sharing' | 'paused' = 'idle';

  /** The settings: a URL of published ones (as an attribute too), the settings themselves, or a store. */
  @property() settings: SettingsProperty = null;

  /** The cobrowse product's version. Sharing is offered from 5.3 on; without this attribute it isn't. */
  @property({ attribute: 'cobrowse-version' }) cobrowseVersion: string | null = null;

  /** The agent's name, which visitors and other agents see. */
  @property({ attribute: 'agent-name' }) agentName: string | null = null;

  /** URL of `dist/guard-worker.js` on the page's own origin. Default: none; only pages whose Content Security Policy forbids `blob:` workers need it. */
  @property({ attribute: 'guard-worker' }) guardWorker: string | null = null;

  /** URL of the package's folder `dist/ocr/`, for address bars in fonts that this machine doesn't have; empty for none. Default: where the package's own copy is found. */
  @property({ attribute: 'ocr-assets' }) ocrAssets: string | null = null;

  /** A session of the host's own, in the place of all of the above but `cobrowse-version`. It is never closed by the element. */
  @property({ attribute: false }) session: AgentSession | null = null;

  /** The problem that the dialog shows. */
  @state() private _shown: Problem | null = null;
  @state() private _reloading = false;
  /** A share has ended, and no other start was tried since. */
  @state() private _isOver = false;

  @query('#main') private readonly _button!: HTMLElement | null;
  @query('#menu') private readonly _menu!: HTMLElement | null;
  @query('#why') private readonly _tooltip!: HTMLElement | null;
  @query('.preview video') private readonly _preview!: HTMLVideoElement | null;

  /** What the share is doing: `idle`, `choosing`, `checking`, `sharing` or `paused`. Also the attribute `state`, for styles. */
  get state(): AgentState {
    return this.#holder.session?.state ?? 'idle';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('settings') && this.settings && typeof this.settings === 'object') this.#objects.set(this.settings);
  }

  protected override updated(): void {
    this.setAttribute('state', this.state);
    const stream = this.#holder.session?.stream ?? null;
    if (this._preview && this._preview.srcObject !== stream) this._preview.srcObject = stream;
    if (this._shown) this.#dialog.show();
    else this.#dialog.close();
  }

  /** Opens the browser's picker, as a click on Share… does. Has to be called in a click or key handler. */
  start(): void {
    // What goes wrong comes as the session's `error` event.
    this.#holder.session?.start().catch(() => undefined);
  }

  /** Ends the share. */
  stop(): void {
    this.#holder.session?.stop();
  }

  #guardParts(): GuardParts {
    return { workerUrl: this.guardWorker ?? undefined, ocrAssets: this.ocrAssets ?? GlanceScreenshareButton.ocrAssets };
  }

  #attach(session: AgentSession, signal: AbortSignal): void {
    this.#told = session.state === 'sharing' || session.state === 'paused' ? session.state : 'idle';
    const update = (): void => this.requestUpdate();
    session.addEventListener('statechange', () => this.#stateChanged(session), { signal });
    session.addEventListener('viewerschange', update, { signal });
    session.addEventListener('qualitychange', update, { signal });
    session.addEventListener('settingschange', update, { signal });
    session.addEventListener('error', () => this.#failed(session), { signal });
    session.addEventListener('end', ({ detail }) => this.#ended(detail.reason), { signal });
    session.addEventListener('warning', ({ detail }) => void this.emit('glance-share-warning', detail), { signal });
    const ended = endedByLeaving(this.sessionId);
    if (ended) this.#tell(ended);
  }

  #stateChanged({ state, share }: AgentSession): void {
    this.requestUpdate();
    if (state !== 'idle') this._isOver = false;
    if ((state !== 'sharing' && state !== 'paused') || state === this.#told) return;
    const before = this.#told;
    this.#told = state;
    if (before === 'idle' && share) this.emit('glance-share-start', share);
    if (state === 'paused') this.emit('glance-share-pause', null);
    else if (before === 'paused') this.emit('glance-share-resume', null);
  }

  #ended(reason: string): void {
    if (this.#told === 'idle') return;
    this.#told = 'idle';
    this._isOver = true;
    // The page goes: the next one tells.
    if (reason === 'agent-left') noteLeaving(this.sessionId);
    this.emit('glance-share-end', { reason });
  }

  #failed({ error }: AgentSession): void {
    if (error) this.#tell(error);
  }

  #tell(problem: Problem & { readonly code: ScreenShareErrorCode }): void {
    if (this.emit('glance-share-error', { code: problem.code, ...problemTexts(problem) }, { cancelable: true })) this.#show(problem);
  }

  #removed({ state }: AgentSession): void {
    this._shown = null;
    if (state === 'idle') return;
    this.emit('glance-share-warning', {
      message: 'The button was removed from the page during a share, which ends it. Keep it in the page, or hand in a session of your own.',
      cause: undefined,
    });
  }

  #show(problem: Problem | null): void {
    this.#menu.close();
    this.#tooltip.hide();
    this._shown = problem;
  }

  #problem(): Problem | null {
    return this.state === 'idle' ? buttonProblem(this.cobrowseVersion, this.#holder.session, this.#holder.problem) : null;
  }

  /** The settings are on their way; a start before they are there would only fail. */
  #loading(): boolean {
    const { session } = this.#holder;
    return (!session || session.settings === null) && !this.#problem();
  }

  #bookmarks(): BookmarkEntry[] {
    return this.#bookmarkList.entries(this.#holder.session?.settings ?? null);
  }

  readonly #onMainClick = (event: MouseEvent): void => {
    if (this.state === 'choosing' || this.#loading()) return;
    if (this.state !== 'idle') return this.stop();
    // The second click of a double click on Stop Sharing.
    if (event.detail > 1) return;
    const problem = this.#problem();
    if (problem) this.#show(problem);
    else if (this.#bookmarks().length > 0) this.#menu.toggle();
    else this.start();
  };

  readonly #onMainKeydown = (event: KeyboardEvent): void => {
    // A key held down on Stop Sharing must not go on to open the picker.
    if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
    else if (this.state === 'idle' && !this.#problem()) this.#menu.onButtonKeydown(event);
  };

  readonly #menuHandlers = {
    onBookmark: (bookmark: BookmarkEntry): void => {
      const settings = this.#holder.session?.settings ?? null;
      const done = this.#bookmarkList.choose(bookmark, settings, (detail) => this.emit('glance-bookmark-open', detail, { cancelable: true }));
      // What kept it from opening is said in the menu.
      if (done) this.#closeMenu();
    },
    onShare: (): void => {
      this.start();
      this.#closeMenu();
    },
  };

  #closeMenu(): void {
    this._button?.focus();
    this.#menu.close();
  }

  readonly #onPause = (): void => {
    const { session } = this.#holder;
    if (session?.hold?.by === 'agent') session.resume();
    else session?.pause();
  };

  readonly #dialogHandlers = {
    onStart: (): void => {
      this._shown = null;
      this.start();
    },
    onReload: (): void => void this.#reload(),
    onDismiss: (): void => this.#show(null),
    onClosed: (): void => {
      // Where another problem has come up in between, it is open again.
      if (!this.#dialog.open) this._shown = null;
    },
  };

  async #reload(): Promise<void> {
    const { session } = this.#holder;
    if (!session || this._reloading) return;
    this._reloading = true;
    await session.reloadSettings();
    this._reloading = false;
    if (this._shown) this._shown = this.#problem();
  }

  protected override render(): TemplateResult {
    const { session } = this.#holder;
    const sharing = session?.share != null;
    const problem = this.#problem();
    const bookmarks = this.#bookmarks();
    return html`
      <div part="base" class="base ${sharing ? 'sharing' : ''} ${this.state === 'sharing' ? 'live' : ''}">
        <div class="what">${sharing ? previewPart() : nothing} ${wordsPart(session, this.language, this._isOver)}</div>
        <div class="actions">
          ${sharing ? pausePart(session.hold?.by === 'agent', this.#onPause) : nothing} ${this.#renderButton(problem)}
        </div>
        ${this.#statsOverlay.render()}
      </div>
      ${bookmarks.length > 0 ? buttonMenu(this.#menu, bookmarks, this.#menuHandlers) : nothing} ${problem ? this.#renderTooltip(problem) : nothing}
      <p class="visually-hidden" role="alert">${this.#bookmarkList.notice}</p>
      ${problemDialog(this._shown, this._reloading, this.#dialogHandlers)}
    `;
  }

  #renderButton(problem: Problem | null): TemplateResult {
    const idle = this.state === 'idle';
    const busy = this.state === 'choosing' || this.#loading();
    const hasMenu = idle && !problem && this.#bookmarks().length > 0;
    return html`
      <button
        part="button"
        id="main"
        type="button"
        class=${idle || busy ? 'primary' : 'danger'}
        aria-disabled=${problem || busy ? 'true' : nothing}
        aria-haspopup=${hasMenu ? 'menu' : nothing}
        aria-expanded=${hasMenu ? String(this.#menu.open) : nothing}
        aria-controls=${hasMenu ? 'menu' : nothing}
        aria-describedby=${problem ? 'why' : nothing}
        @click=${this.#onMainClick}
        @keydown=${this.#onMainKeydown}
        @pointerenter=${this.#tooltip.show}
        @pointerleave=${this.#tooltip.leave}
        @focusin=${this.#tooltip.show}
        @focusout=${this.#tooltip.hide}
      >
        ${this.#renderLabel()} ${hasMenu ? html`<span class="chevron">${chevronIcon}</span>` : nothing}
      </button>
    `;
  }

  #renderLabel(): TemplateResult {
    switch (this.state) {
      case 'idle':
        return html`${this.#loading() ? html`<span class="spinner"></span>` : screenIcon} ${msg('Screen Share')}`;
      case 'choosing':
        return html`<span class="spinner"></span> ${msg('Choose what to share…')}`;
      case 'checking':
        return html`${stopIcon} ${msg('Cancel')}`;
      case 'sharing':
      case 'paused':
        return html`${stopIcon} ${msg('Stop Sharing')}`;
    }
  }

  #renderTooltip(problem: Problem): TemplateResult {
    const { message, remedy } = problemTexts(problem);
    return html`
      <div part="tooltip" id="why" popover="manual" role="tooltip" @pointerleave=${this.#tooltip.leave}>
        <p>${message}</p>
        <p>${remedy}</p>
      </div>
    `;
  }
}
