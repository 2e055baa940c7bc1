import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { ShareInfo } from '../../session/share-info.js';
import type { VisitorSession, VisitorState } from '../../session/visitor/visitor-session.js';
import type { GlanceShareView } from '../share-view/share-view.element.js';
import { pageOf, statusText } from '../share-view/view-texts.js';
import { controls } from '../shared/controls.styles.js';
import { gripIcon, largerIcon, putAwayIcon, screenIcon, smallerIcon } from '../shared/icons.js';
import { hidePopover, showPopover } from '../shared/popover.js';
import { setOwnAttribute } from '../shared/own-attributes.js';
import { SessionElement } from '../shared/session-element.js';
import { connectionParts, nameFrom, visitorSessionFrom } from '../shared/session-from-attributes.js';
import { SessionHolder } from '../shared/session-holder.js';
import { nameOf } from '../shared/share-texts.js';
import { tokens } from '../shared/tokens.styles.js';
import { PanelLayout } from './panel-layout.js';
import { recall, remember, type Remembered } from './panel-memory.js';
import type { Corner } from './panel-place.js';
import type { GlanceSharePanelEventMap, SharePanelState } from './share-panel.events.js';
import { panelStyles } from './share-panel.styles.js';

/** How long the panel stays after a share has ended, so that its last message can be read. */
const STAY_MS = 8_000;

/** How long the opening message stays for screen readers. After that, the view has it. */
const SAID_MS = 3_000;

/** The view's events that the panel fires too. */
const FORWARDED_EVENTS = ['glance-share-start', 'glance-share-end', 'glance-share-pause', 'glance-share-resume'] as const;

/**
 * A floating panel around `<glance-share-view>` for the visitor's page. It opens
 * when a share begins and closes after the share has ended. The visitor can move
 * it, resize it, hide it and bring it back. It never covers the field the visitor
 * is typing in, and becomes a sheet on phones. Its place is remembered for the
 * session.
 *
 * @csspart panel - The panel.
 * @csspart head - The row above the picture, by which the panel is moved.
 * @csspart title - The text in it.
 * @csspart question - Whether the visitor wants to see the share.
 * @csspart show - The button that says yes.
 * @csspart not-now - The button that says no.
 * @csspart move - The button that moves the panel.
 * @csspart size - The button that makes it large and small again.
 * @csspart put-away - The button that hides it.
 * @csspart corner - The corner that changes the size.
 * @csspart back - The button that brings the panel back.
 * @csspart view - The `<glance-share-view>`. Its parts are exported with the prefix `view-`.
 *
 * @fires glance-panel-change - The panel's state has changed to `closed`, `asking`, `open` or `away`, given in `detail.state`.
 * @fires glance-share-start - The share's picture has arrived.
 * @fires glance-share-end - The share has ended; `detail.reason` says why.
 * @fires glance-share-pause - The agent has paused; the last picture stays.
 * @fires glance-share-resume - The picture is live again.
 * @fires glance-share-warning - A message for the page's developer, also in the console: `code`, `message`, `attribute`, `cause`.
 */
export class GlanceSharePanel extends SessionElement<GlanceSharePanelEventMap> {
  static override readonly styles = [tokens, controls, panelStyles];

  readonly #holder = new SessionHolder<VisitorSession>(this, {
    given: () => this.session,
    parts: () => connectionParts(this),
    create: () => visitorSessionFrom(this, this.visitorName),
    attach: (session, signal) => this.#attach(session, signal),
    onRemoved: () => undefined,
    onProblem: (cause) => this.complainOfSetup(cause, () => this.isConnected && this.#holder.problem !== null),
  });
  readonly #layout = new PanelLayout(this, {
    panel: () => this._panel,
    corner: () => this.corner ?? 'bottom-left',
    memory: () => this.#memory,
    onMoved: (change) => this.#note(change),
  });
  readonly #viewWatch = typeof MutationObserver === 'undefined' ? null : new MutationObserver(() => this.#viewChanged());
  #memory: Remembered = {};
  #state: SharePanelState = 'closed';
  /** Identifies the running share, if known. */
  #key = '';
  #leaveTimer: ReturnType<typeof setTimeout> | undefined;
  #saidTimer: ReturnType<typeof setTimeout> | undefined;

  /** The visitor's name, which agents' sessions receive. */
  @property({ attribute: 'visitor-name' }) visitorName: string | null = null;

  /** Asks the visitor before showing anything. Default false: it opens with the share. */
  @property({ type: Boolean }) ask = false;

  /**
   * Where the panel opens until the visitor moves it: `top-left`, `top-right`,
   * `bottom-left` or `bottom-right`. Default `bottom-left`, because chats are
   * usually on the right.
   */
  @property() corner: Corner | null = null;

  /** The host's own session, used instead of all attributes. The element never closes it. */
  @property({ attribute: false }) session: VisitorSession | null = null;

  /** The text for screen readers while the view isn't there to announce it. */
  @state() private _said = '';

  @query('.panel') private readonly _panel!: HTMLElement | null;
  @query('glance-share-view') private readonly _view!: GlanceShareView | null;

  /** The panel's state: `closed`, `asking`, `open` or `away`. Also reflected in the attribute `state`, for styling. */
  get state(): SharePanelState {
    return this.#state;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#leaveTimer);
    clearTimeout(this.#saidTimer);
    this.#viewWatch?.disconnect();
  }

  /** Shows the share: answers the question with yes, or brings the panel back. */
  show(): void {
    if (this.#state === 'closed' || this.#state === 'open') return;
    this.#enter('open');
    this.#note({ share: this.#shareKey(), shown: true });
  }

  /** Hides the panel; a button brings it back. */
  putAway(): void {
    if (this.#state === 'closed' || this.#state === 'away') return;
    this.#layout.toggleLarge(false);
    this.#enter('away');
    this.#note({ share: this.#shareKey(), shown: false });
  }

  protected override firstUpdated(): void {
    this.#memory = recall(this.sessionId);
    const view = this._view;
    if (!view) return;
    for (const type of FORWARDED_EVENTS) view.addEventListener(type, (event: CustomEvent<unknown>) => this.dispatchEvent(new CustomEvent(type, { detail: event.detail })));
    this.#viewChanged();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const own = this.session ? null : this.#holder.session;
    if (own && changed.has('visitorName')) own.name = nameFrom(this.visitorName);
    const view = this._view;
    if (view && this.isConnected) this.#viewWatch?.observe(view, { attributeFilter: ['state'] });
    setOwnAttribute(this, 'state', this.#state);
    const panel = this._panel;
    if (!panel) return;
    const visible = (this.#state === 'asking' || this.#state === 'open') && !this.#layout.crowdedOut;
    if (!visible) hidePopover(panel);
    else if (panel.isConnected) showPopover(panel);
  }

  #attach(session: VisitorSession, signal: AbortSignal): void {
    session.addEventListener('statechange', () => this.#viewChanged(), { signal });
    this.complainOf(session, signal);
  }

  #note(change: Remembered): void {
    this.#memory = { ...this.#memory, ...change };
    remember(this.sessionId, this.#memory);
  }

  /** Distinguishes shares, including on the visitor's next page. */
  #shareKey(): string {
    const share = this.#share();
    return share ? `${share.since} ${share.agentName ?? ''}` : '';
  }

  #share(): ShareInfo | null {
    return this.#holder.session?.share ?? null;
  }

  get #viewState(): VisitorState {
    return this._view?.state ?? 'waiting';
  }

  /** Follows the share from its first announcement, which comes before the first picture. */
  #viewChanged(): void {
    this.requestUpdate();
    const { session } = this.#holder;
    if (!session || !this.hasUpdated) return;
    const runs = this.#viewState !== 'waiting' && this.#viewState !== 'ended';
    if (runs || session.opening) this.#runs();
    else this.#isOver();
  }

  #runs(): void {
    clearTimeout(this.#leaveTimer);
    this.#leaveTimer = undefined;
    const key = this.#shareKey();
    // The hidden panel belonged to another share.
    const isNext = this.#state === 'away' && key !== '' && this.#key !== '' && key !== this.#key;
    if (key !== '') this.#key = key;
    if (this.#state !== 'closed' && !isNext) return;
    const { share, shown } = this.#memory;
    const known = share !== undefined && share === key ? shown : undefined;
    if (known === false) this.#enter('away');
    else this.#enter(this.ask && known === undefined ? 'asking' : 'open');
  }

  /** Closes the panel after a while, unless the visitor is still using it. */
  #isOver(): void {
    if (this.#state === 'closed') return;
    if (this.#state !== 'open') return this.#enter('closed');
    this.#layout.toggleLarge(false);
    this.#leaveTimer ??= setTimeout(() => this.#leave(), STAY_MS);
  }

  readonly #leave = (): void => {
    if (this.#leaveTimer === undefined) return;
    if (this._panel?.matches(':hover, :focus-within')) {
      this.#leaveTimer = setTimeout(this.#leave, STAY_MS);
      return;
    }
    this.#leaveTimer = undefined;
    this.#enter('closed');
  };

  #enter(state: SharePanelState): void {
    if (state === this.#state) return;
    this.#state = state;
    const { session } = this.#holder;
    if (session) session.away = state === 'asking' || state === 'away';
    this.#say();
    this.requestUpdate();
    this.emit('glance-panel-change', { state });
  }

  /** Announces a panel that opened by itself to screen readers, once. */
  #say(): void {
    clearTimeout(this.#saidTimer);
    this._said = this.#state === 'asking' ? this.#question() : this.#state === 'open' ? this.#sentence() : '';
    if (this.#state === 'open') this.#saidTimer = setTimeout(() => (this._said = ''), SAID_MS);
  }

  #question(): string {
    const { session } = this.#holder;
    const agent = nameOf(session?.share?.agentName ?? session?.opening?.agentName);
    const page = pageOf(session?.share ?? null);
    return page ? msg(str`${agent} wants to show you a page of ${page.hostname}.`) : msg(str`${agent} wants to show you something on their screen.`);
  }

  #sentence(): string {
    const { session } = this.#holder;
    return session ? statusText(session, undefined) : '';
  }

  /** The clicked button disappears, so the focus moves to a sensible place. */
  async #focus(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  readonly #onShow = (): void => {
    this.show();
    void this.#focus('#put-away');
  };

  readonly #onPutAway = (): void => {
    this.putAway();
    void this.#focus('#back');
  };

  readonly #onKeydown = ({ key, defaultPrevented }: KeyboardEvent): void => {
    if (key === 'Escape' && !defaultPrevented) this.#layout.toggleLarge(false);
  };

  protected override render(): TemplateResult {
    const { large, sheet, grip } = this.#layout;
    const hasCorner = !large && !sheet && this.#state !== 'asking';
    return html`
      <p class="visually-hidden" role="status">${this._said}</p>
      <section
        part="panel"
        class="panel ${large ? 'large' : ''} ${sheet ? 'sheet' : ''} ${hasCorner ? grip : ''}"
        popover="manual"
        aria-labelledby="title"
        @keydown=${this.#onKeydown}
      >
        ${this.#renderHead()}
        <div class="body">
          ${this.#state === 'asking' ? this.#renderQuestion() : nothing} ${this.#state === 'open' && this.#viewState === 'waiting' ? this.#renderComing() : nothing}
          <glance-share-view
            part="view"
            exportparts="base: view-base, stage: view-stage, video: view-video, still: view-still, badge: view-badge, play: view-play, bar: view-bar, status: view-status, page: view-page, toolbar: view-toolbar, stats: view-stats"
            ?hidden=${this.#state === 'asking' || this.#viewState === 'waiting'}
            .session=${this.#holder.session}
            .sessionId=${this.sessionId}
            .stats=${this.stats}
          ></glance-share-view>
        </div>
        ${hasCorner ? this.#renderCorner(grip) : nothing}
      </section>
      ${this.#state === 'away'
        ? html`<button part="back" id="back" class="back ${this.corner ?? 'bottom-left'}" type="button" @click=${this.#onShow}>${screenIcon} ${msg('Show the shared screen')}</button>`
        : nothing}
    `;
  }

  #renderHead(): TemplateResult {
    const { large } = this.#layout;
    return html`
      <header part="head" class="head" @pointerdown=${this.#layout.onHeadPointerdown}>
        <button
          part="move"
          class="quiet icon grip"
          type="button"
          aria-label=${msg('Move the panel')}
          title=${msg('Move the panel: drag, or use the arrow keys')}
          @click=${this.#layout.onHandleClick}
          @keydown=${this.#layout.onHandleKeydown}
        >
          ${gripIcon}
        </button>
        <h2 part="title" id="title">${msg('Shared screen')}</h2>
        ${this.#state === 'asking'
          ? nothing
          : html`
              <button part="size" class="quiet icon" type="button" aria-label=${large ? msg('Smaller') : msg('Larger')} title=${large ? msg('Smaller') : msg('Larger')} @click=${() => this.#layout.toggleLarge()}>
                ${large ? smallerIcon : largerIcon}
              </button>
              <button part="put-away" id="put-away" class="quiet icon" type="button" aria-label=${msg('Put away')} title=${msg('Put away')} @click=${this.#onPutAway}>
                ${putAwayIcon}
              </button>
            `}
      </header>
    `;
  }

  #renderQuestion(): TemplateResult {
    return html`
      <div part="question" class="front">
        <p>${this.#question()}</p>
        <div class="actions">
          <button part="not-now" type="button" @click=${this.#onPutAway}>${msg('Not now')}</button>
          <button part="show" class="primary" type="button" @click=${this.#onShow}>${msg('Show')}</button>
        </div>
      </div>
    `;
  }

  /** A source has been picked but isn't shown yet. */
  #renderComing(): TemplateResult {
    return html`
      <div class="front">
        <span class="spinner"></span>
        <p>${this.#sentence()}</p>
      </div>
    `;
  }

  #renderCorner(grip: Corner): TemplateResult {
    return html`
      <button
        part="corner"
        class="corner ${grip}"
        type="button"
        aria-label=${msg('Change the size')}
        title=${msg('Change the size: drag, or use the arrow keys')}
        @pointerdown=${this.#layout.onCornerPointerdown}
        @keydown=${this.#layout.onCornerKeydown}
      ></button>
    `;
  }
}
