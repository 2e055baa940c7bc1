import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { OcrAssets } from '../../address-bar/read/ocr/ocr-engine.js';
import { ownOcrAssets } from '../../address-bar/ocr-assets.js';
import { isScreenShareError, type ScreenShareErrorCode } from '../../policy/screen-share-error.js';
import type { AgentSession } from '../../session/agent/agent-session.js';
import type { AgentState } from '../../session/agent/share-machine.js';
import type { GuardParts } from '../../session/agent/guard-parts.js';
import type { ShareEndReason } from '../../session/share-info.js';
import { bookmarkItemStyles } from '../bookmark-menu/bookmark-items.styles.js';
import { BookmarkList, type BookmarkEntry } from '../bookmark-menu/bookmark-list.js';
import { controls } from '../shared/controls.styles.js';
import { dialogStyles } from '../shared/dialog.styles.js';
import { comesByItself, problemTexts, type Problem } from '../shared/error-texts.js';
import { chevronIcon, floatIcon, screenIcon, stopIcon } from '../shared/icons.js';
import { MenuButton } from '../shared/menu-button.js';
import { menuStyles } from '../shared/menu.styles.js';
import { ModalDialog } from '../shared/modal-dialog.js';
import { setOwnAttribute } from '../shared/own-attributes.js';
import { SessionElement } from '../shared/session-element.js';
import { agentSessionFrom, connectionParts, nameFrom } from '../shared/session-from-attributes.js';
import { SessionHolder } from '../shared/session-holder.js';
import { StatsOverlay, statsStyles } from '../shared/stats-overlay.js';
import { ObjectSettings, settingsOrigin, settingsSourceOf, type SettingsProperty } from '../shared/settings-property.js';
import { tokens } from '../shared/tokens.styles.js';
import { Tooltip } from '../shared/tooltip.js';
import { buttonMenu } from './button-menu.js';
import { buttonProblem } from './button-problem.js';
import { supportsScreenShare } from './cobrowse-version.js';
import { problemDialog } from './problem-dialog.js';
import { endedByLeaving, noteLeaving } from './ended-by-leaving.js';
import { noticePart } from './notice.js';
import { ControlHolder } from './control-holder.js';
import { HoldClock } from './hold-clock.js';
import { detailsPart, pauseLabel, pausePart, previewPart, returningPart, shareWords, wordsPart } from './share-state.js';
import { isShortcut, parseShortcut, shortcutText } from './shortcuts.js';
import type { GlanceScreenshareButtonEventMap } from './screenshare-button.events.js';
import { buttonStyles } from './screenshare-button.styles.js';

/**
 * The agent's button: Screen Share, its menu of bookmarks, Stop Sharing, what is
 * being shared, and every error with its remedy.
 *
 * @csspart base - Everything except what floats above the page.
 * @csspart button - The main button: Screen Share, or Stop Sharing.
 * @csspart pause - The button that pauses and resumes.
 * @csspart switch - The button that shares something else instead.
 * @csspart float - The button that opens the controls in an always-on-top window.
 * @csspart preview - The small picture of what visitors see; a click enlarges it.
 * @csspart countdown - The time left before a held share ends.
 * @csspart status - What is being shared, or that another agent is sharing.
 * @csspart details - When the share started, and how many people are watching.
 * @csspart returning - Visitors who were told that the share had ended and can see it again.
 * @csspart quality - The quality of the connection to the visitors.
 * @csspart stats - The connection's figures, if requested.
 * @csspart menu - The menu of bookmarks.
 * @csspart tooltip - Why nothing can be shared.
 * @csspart notice - Something that happened by itself, such as another agent taking over.
 * @csspart dialog - The dialog about what the agent has just tried.
 * @csspart message - In the notice and in the dialog: what happened.
 * @csspart remedy - In the notice and in the dialog: what helps.
 *
 * @cssproperty [--glance-preview-width=6em] - Width of the small picture.
 *
 * @fires glance-share-start - Visitors now see the share.
 * @fires glance-share-end - The share has ended; `detail.reason` says why.
 * @fires glance-share-error - A share couldn't start or had to end: `code`, `message`, `remedy`. Cancelable, which suppresses the dialog and the notice.
 * @fires glance-share-pause - Visitors keep the last picture.
 * @fires glance-share-resume - Visitors see the live picture again.
 * @fires glance-bookmark-open - A bookmark is about to be opened: `title`, `url`. Cancelable.
 * @fires glance-share-warning - A message for the page's developer, also in the console: `code`, `message`, `attribute`, `cause`.
 */
export class GlanceScreenshareButton extends SessionElement<GlanceScreenshareButtonEventMap> {
  static override readonly styles = [tokens, controls, dialogStyles, menuStyles, bookmarkItemStyles, statsStyles, buttonStyles];

  /**
   * Where the OCR parts are, for buttons that don't set it themselves. Default: the
   * package's `dist/ocr/`, as placed by the bundler or next to the script's folder.
   */
  static ocrAssets: string | OcrAssets | null = ownOcrAssets();

  readonly #objects = new ObjectSettings();
  readonly #holder = new SessionHolder<AgentSession>(this, {
    given: () => this.session,
    parts: () => [...connectionParts(this), settingsOrigin(this.settings), this.guardWorker, this.ocrAssets],
    create: () => agentSessionFrom(this, { settings: settingsSourceOf(this.settings, this.#objects), name: this.agentName, guard: this.#guardParts() }),
    attach: (session, signal) => this.#attach(session, signal),
    onRemoved: (session) => this.#removed(session),
    onReplaced: (session) => this.#replaced(session),
    onProblem: (cause) => this.complainOfSetup(cause, () => this.isConnected && this.#holder.problem !== null),
  });
  readonly #bookmarkList = new BookmarkList(this);
  readonly #dialog = new ModalDialog(this);
  readonly #menu = new MenuButton(this, { button: () => this._switch ?? this._button, menu: () => this._menu });
  readonly #clock = new HoldClock(this, () => this.#holder.session?.hold ?? null);
  readonly #control = new ControlHolder(this, {
    onStop: () => this.stop(),
    onPause: () => this.#onPause(),
    onSwitch: () => this.#switchSource(),
    onBookmark: (bookmark) => void this.#chooseBookmark(bookmark),
    onKeydown: (event) => this.#onShortcut(event),
    notifies: () => this.notify,
  });
  readonly #tooltip = new Tooltip(this, { anchor: () => this._button, tooltip: () => this._tooltip });
  readonly #statsOverlay = new StatsOverlay(this, () => this.#holder.session?.stats ?? null);
  /** The state that events have announced: none, or a share that is running or paused. */
  #announced: 'idle' | 'sharing' | 'paused' = 'idle';
  /** Whether the agent's click is still starting a share. */
  #starting = false;

  /** The settings: the URL of published settings (also as an attribute), a settings object, or a store. */
  @property() settings: SettingsProperty = null;

  /** The cobrowse product's version. Sharing is offered from 5.3 on. Without this attribute, sharing isn't offered. */
  @property({ attribute: 'cobrowse-version' }) cobrowseVersion: string | null = null;

  /** The agent's name, which visitors and other agents see. */
  @property({ attribute: 'agent-name' }) agentName: string | null = null;

  /** URL of `dist/guard-worker.js` on the page's own origin. Default: none. Needed only by pages whose Content Security Policy forbids `blob:` workers. */
  @property({ attribute: 'guard-worker' }) guardWorker: string | null = null;

  /**
   * URL of the package's folder `dist/ocr/`, for address bars in fonts that this
   * machine doesn't have; empty for none. Default: the package's own copy, if
   * found.
   */
  @property({ attribute: 'ocr-assets' }) ocrAssets: string | null = null;

  /** A key that stops the share from anywhere in the page, such as `Alt+Shift+S` or `F8`. Default: none. */
  @property({ attribute: 'stop-shortcut' }) stopShortcut: string | null = null;

  /** A key that pauses and resumes in the same way. Default: none. */
  @property({ attribute: 'pause-shortcut' }) pauseShortcut: string | null = null;

  /** Also shows a notification when a share is held, if the browser can't keep the controls visible and the page has permission. Default false. */
  @property({ type: Boolean }) notify = false;

  /** The host's own session, used instead of all of the above except `cobrowse-version`. The element never closes it. */
  @property({ attribute: false }) session: AgentSession | null = null;

  /** The problem in the dialog. */
  @state() private _shown: Problem | null = null;
  /** The problem in the notice. */
  @state() private _notice: Problem | null = null;
  @state() private _reloading = false;
  /** Whether the preview is enlarged. */
  @state() private _isLarge = false;
  /** A share has ended, and another one hasn't been started since. */
  @state() private _isOver = false;

  @query('#main') private readonly _button!: HTMLElement | null;
  @query('#switch') private readonly _switch!: HTMLElement | null;
  @query('#menu') private readonly _menu!: HTMLElement | null;
  @query('#why') private readonly _tooltip!: HTMLElement | null;
  @query('.preview video') private readonly _preview!: HTMLVideoElement | null;

  /**
   * The share's state: `idle`, `choosing`, `checking`, `sharing` or `paused`. Also
   * reflected in the attribute `state`, for styling. An element in server-rendered
   * HTML gets the attribute once the page has loaded.
   */
  get state(): AgentState {
    return this.#holder.session?.state ?? 'idle';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('settings') && this.settings && typeof this.settings === 'object') this.#objects.set(this.settings);
  }

  protected override updated(changed: PropertyValues<this>): void {
    setOwnAttribute(this, 'state', this.state);
    const own = this.session ? null : this.#holder.session;
    if (own && changed.has('agentName')) own.name = nameFrom(this.agentName);
    if (!supportsScreenShare(this.cobrowseVersion)) {
      const got = this.cobrowseVersion === null ? 'It is missing' : `It is ${JSON.stringify(this.cobrowseVersion)}`;
      this.complain({ code: 'cobrowse-version', attribute: 'cobrowse-version', message: `${got}. Sharing requires 5.3 or later.` });
    }
    for (const name of ['stop-shortcut', 'pause-shortcut'] as const) {
      const text = this.getAttribute(name);
      if (text && !parseShortcut(text)) this.complain({ code: 'attribute-misspelt', attribute: name, message: `is ${JSON.stringify(text)}. A shortcut is a letter, a digit or a function key, such as Alt+Shift+S or F8; a letter needs Ctrl, Alt or Meta.` });
    }
    this.#updateControl();
    const stream = this.#holder.session?.stream ?? null;
    if (this._preview && this._preview.srcObject !== stream) this._preview.srcObject = stream;
    if (this._shown) this.#dialog.show();
    else this.#dialog.close();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#onShortcut, { capture: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#onShortcut, { capture: true });
  }

  /** Opens the browser's picker, like a click on Share…. Call it in a click or key handler. */
  start(): void {
    this.complainOfBuiltIns();
    void this.#start();
  }

  async #start(): Promise<void> {
    this.#starting = true;
    try {
      await this.#holder.session?.start();
    } catch {
      // Errors arrive as the session's `error` event.
    } finally {
      this.#starting = false;
    }
  }

  /** Ends the share. */
  stop(): void {
    this.#holder.session?.stop();
  }

  /**
   * Opens the browser's picker and replaces what is shared, without ending the
   * share. Call it in a click or key handler.
   * @returns Whether visitors see the new source; false if the agent dismissed the
   * picker or nothing was shared.
   * @throws ScreenShareError (as a rejection) if it couldn't be shared. The share
   * continues with the old source.
   */
  switchSource(): Promise<boolean> {
    return this.#holder.session?.switchSource() ?? Promise.resolve(false);
  }

  #guardParts(): GuardParts {
    return { workerUrl: this.guardWorker ?? undefined, ocrAssets: this.ocrAssets ?? GlanceScreenshareButton.ocrAssets };
  }

  #attach(session: AgentSession, signal: AbortSignal): void {
    this.#announced = session.state === 'sharing' || session.state === 'paused' ? session.state : 'idle';
    const update = (): void => this.requestUpdate();
    session.addEventListener('statechange', () => this.#stateChanged(session), { signal });
    session.addEventListener('viewerschange', update, { signal });
    session.addEventListener('qualitychange', update, { signal });
    session.addEventListener('settingschange', update, { signal });
    session.addEventListener('settingschange', () => this.complainOfSettings(session.settingsError, this.settings), { signal });
    session.addEventListener('error', () => this.#failed(session), { signal });
    session.addEventListener('end', ({ detail }) => this.#ended(detail.reason), { signal });
    this.complainOf(session, signal);
    this.complainOfSettings(session.settingsError, this.settings);
    const ended = endedByLeaving(this.sessionId);
    if (ended) this.#report(ended);
  }

  #stateChanged({ state, share }: AgentSession): void {
    this.requestUpdate();
    if (state !== 'idle') {
      this._isOver = false;
      this._notice = null;
    }
    if ((state !== 'sharing' && state !== 'paused') || state === this.#announced) return;
    const before = this.#announced;
    this.#announced = state;
    if (before === 'idle' && share) this.emit('glance-share-start', share);
    if (state === 'paused') this.emit('glance-share-pause', null);
    else if (before === 'paused') this.emit('glance-share-resume', null);
  }

  #ended(reason: ShareEndReason): void {
    if (this.#announced === 'idle') return;
    this.#announced = 'idle';
    this._isOver = true;
    // The agent is leaving the page, so the next page reports it.
    if (reason === 'agent-left') noteLeaving(this.sessionId);
    this.emit('glance-share-end', { reason });
  }

  #failed({ error }: AgentSession): void {
    this.complainOfBuiltIns();
    if (error) this.#report(error);
  }

  /** @param isAsked Whether the agent's own click failed. */
  #report(problem: Problem & { readonly code: ScreenShareErrorCode }, isAsked = this.#starting): void {
    if (!this.emit('glance-share-error', { code: problem.code, ...problemTexts(problem) }, { cancelable: true })) return;
    if (isAsked && !comesByItself(problem)) this.#show(problem);
    else this._notice = problem;
  }

  #removed({ state }: AgentSession): void {
    this._shown = null;
    this._notice = null;
    if (state === 'idle') return;
    this.complain({
      code: 'element-removed',
      message: 'The button was removed from the page during a share, which ends it. Keep it in the page, or set the property session to your own session.',
    });
  }

  #replaced({ state }: AgentSession): void {
    if (state === 'idle') return;
    this.complain({
      code: 'session-replaced',
      message: 'An attribute or property that requires a new session was changed during a share, which ended it. Names can change at any time. Change everything else only when nothing is shared.',
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

  /** The settings are still loading, so a start would fail. */
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
    // A key held down on Stop Sharing must not also open the picker.
    if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
    else if (this.state === 'idle' && !this.#problem()) this.#menu.onButtonKeydown(event);
  };

  readonly #menuHandlers = {
    onBookmark: (bookmark: BookmarkEntry): void => {
      // If it couldn't be opened, the menu shows why.
      if (this.#chooseBookmark(bookmark)) this.#closeMenu();
    },
    onShare: (): void => {
      if (this.#switchLabel() === null) this.start();
      else this.#switchSource();
      this.#closeMenu();
    },
  };

  #chooseBookmark(bookmark: BookmarkEntry): boolean {
    const settings = this.#holder.session?.settings ?? null;
    return this.#bookmarkList.choose(bookmark, settings, (detail) => this.emit('glance-bookmark-open', detail, { cancelable: true }));
  }

  #closeMenu(): void {
    (this._switch ?? this._button)?.focus();
    this.#menu.close();
  }

  /** Null if nothing is shared. */
  #switchLabel(): string | null {
    const { session } = this.#holder;
    if (!session?.share) return null;
    return session.switching ? msg('Cancel') : msg('Share something else…');
  }

  readonly #onSwitchClick = (): void => {
    const { session } = this.#holder;
    if (!session) return;
    if (session.switching || this.#bookmarks().length === 0) this.#switchSource();
    else this.#menu.toggle();
  };

  /** Opens the picker for another source, or cancels the switch. */
  #switchSource(): void {
    const { session } = this.#holder;
    if (!session) return;
    if (session.switching) return session.cancelSwitch();
    // The share continues. An error with the other source is reported like one at the start.
    session.switchSource().catch((error: unknown) => {
      if (isScreenShareError(error)) this.#report(error, true);
    });
  }

  readonly #onShortcut = (event: KeyboardEvent): void => {
    if (!this.#holder.session?.share) return;
    const act = isShortcut(parseShortcut(this.stopShortcut), event) ? () => this.stop() : isShortcut(parseShortcut(this.pauseShortcut), event) ? this.#onPause : null;
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  /** Updates the control, if it's open. */
  #updateControl(): void {
    const { session } = this.#holder;
    if (!session) return;
    this.#control.update(() => ({
      session,
      ...shareWords(session),
      countdown: { shown: this.#clock.shown, said: this.#clock.said },
      details: session.share ? html`${detailsPart(session, session.share.since, this.language)} ${returningPart(session)}` : nothing,
      notice: this._notice && this.#renderNotice('control'),
      isSharing: session.share !== null,
      pauseLabel: pauseLabel(session),
      isPaused: session.hold?.by !== 'guard' && session.hold !== null,
      switchLabel: this.#switchLabel(),
      stopLabel: msg('Stop Sharing'),
      bookmarks: this.#bookmarks(),
    }));
  }

  readonly #onPause = (): void => {
    const { session } = this.#holder;
    const by = session?.hold?.by;
    if (by === 'agent' || by === 'absence') session?.resume();
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
      // If another problem came up meanwhile, the dialog is open again.
      if (!this.#dialog.open) this._shown = null;
    },
  };

  readonly #noticeHandlers = {
    onStart: (): void => {
      this.#closeNotice();
      this.start();
    },
    onReload: (): void => void this.#reload(),
    onDismiss: (): void => this.#closeNotice(),
  };

  /** The clicked control disappears with the notice, so the focus has to move. */
  #closeNotice(): void {
    this._notice = null;
    this._button?.focus();
  }

  async #reload(): Promise<void> {
    const { session } = this.#holder;
    if (!session || this._reloading) return;
    this._reloading = true;
    await session.reloadSettings();
    this._reloading = false;
    if (this._shown) this._shown = this.#problem();
    if (this._notice && !this.#problem()) this.#closeNotice();
  }

  protected override render(): TemplateResult {
    const { session } = this.#holder;
    const sharing = session?.share != null;
    const problem = this.#problem();
    const bookmarks = this.#bookmarks();
    return html`
      <div part="base" class="base ${sharing || this._notice ? 'boxed' : ''} ${sharing ? 'sharing' : ''} ${this._isLarge ? 'large' : ''} ${this.state === 'sharing' ? 'live' : ''}">
        <div class="what">${sharing ? previewPart(this._isLarge, this.#onPreview) : nothing} ${this._notice ? nothing : wordsPart(session, this.language, this._isOver, this.#clock)}</div>
        ${this.#renderNotice('page')}
        <div class="actions">
          ${sharing ? html`${this.#control.canOpen ? this.#renderFloat() : nothing} ${this.#renderSwitch(bookmarks.length > 0)} ${pausePart(session, this.#onPause)}` : nothing}
          ${this.state === 'choosing' ? html`<button type="button" @click=${() => this.stop()}>${msg('Cancel')}</button>` : nothing} ${this.#renderButton(problem)}
        </div>
        ${this.#statsOverlay.render()}
      </div>
      ${bookmarks.length > 0 ? buttonMenu(this.#menu, bookmarks, { ...this.#menuHandlers, shareLabel: this.#switchLabel() }) : nothing} ${problem ? this.#renderTooltip(problem) : nothing}
      <p class="visually-hidden" role="alert">${this.#bookmarkList.notice}</p>
      ${problemDialog(this._shown, this._reloading, this.#dialogHandlers)}
    `;
  }

  #renderNotice(where: 'page' | 'control'): TemplateResult {
    const sites = this.#holder.session?.settings?.allowedSites ?? [];
    return noticePart(this._notice, sites, where === 'page' ? this.#noticeHandlers : { ...this.#noticeHandlers, onDismiss: () => this.#control.close() });
  }

  #renderSwitch(hasMenu: boolean): TemplateResult | typeof nothing {
    const label = this.#switchLabel();
    if (label === null) return nothing;
    const opens = hasMenu && this.#holder.session !== null && !this.#holder.session.switching;
    return html`
      <button
        part="switch"
        id="switch"
        type="button"
        aria-haspopup=${opens ? 'menu' : nothing}
        aria-expanded=${opens ? String(this.#menu.open) : nothing}
        aria-controls=${opens ? 'menu' : nothing}
        @click=${this.#onSwitchClick}
      >
        ${screenIcon} ${label} ${opens ? html`<span class="chevron">${chevronIcon}</span>` : nothing}
      </button>
    `;
  }

  /** An always-on-top window, because the agent works in a window other than this page's. */
  #renderFloat(): TemplateResult {
    const label = msg('Keep the controls in sight');
    return html`<button part="float" id="float" type="button" class="icon" aria-label=${label} title=${label} aria-pressed=${String(this.#control.isOpen)} @click=${this.#onFloat}>${floatIcon}</button>`;
  }

  readonly #onFloat = (): void => {
    if (this.#control.isOpen) this.#control.close();
    else void this.#control.open();
  };

  readonly #onPreview = (): void => {
    this._isLarge = !this._isLarge;
  };

  #renderButton(problem: Problem | null): TemplateResult {
    const idle = this.state === 'idle';
    const busy = this.state === 'choosing' || this.#loading();
    const hasMenu = idle && !problem && this.#bookmarks().length > 0;
    const shortcut = parseShortcut(this.stopShortcut);
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
        aria-keyshortcuts=${shortcut && !idle ? shortcutText(shortcut) : nothing}
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
