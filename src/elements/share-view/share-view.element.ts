import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { playing } from '../../built-ins/playing.js';
import type { PointDetail } from '../../session/pointing.js';
import type { ShareEndReason } from '../../session/share-info.js';
import type { VisitorSession, VisitorState } from '../../session/visitor/visitor-session.js';
import { controls } from '../shared/controls.styles.js';
import { nameOf } from '../shared/share-texts.js';
import { problemTexts, type Problem } from '../shared/error-texts.js';
import { setOwnAttribute } from '../shared/own-attributes.js';
import { SessionElement } from '../shared/session-element.js';
import { connectionParts, nameFrom, visitorSessionFrom } from '../shared/session-from-attributes.js';
import { SessionHolder } from '../shared/session-holder.js';
import { tokens } from '../shared/tokens.styles.js';
import { HandTool } from './hand-tool.js';
import { StatsOverlay, statsStyles } from '../shared/stats-overlay.js';
import { keepForNextPage, takeFromPageBefore } from './last-picture.js';
import type { GlanceShareViewEventMap } from './share-view.events.js';
import { viewStyles } from './share-view.styles.js';
import { clearPicture, copyPicture } from './still-canvas.js';
import type { ViewPointing } from './view-pointing.js';
import { ViewTools } from './view-tools.js';
import { connectingText, pageOf, statusText } from './view-texts.js';
import { ZoomPane } from './zoom-pane.js';

/**
 * How long to wait for news of a share that ran on the previous page, in
 * milliseconds. An agent announces its share every 1.5 s, but on a slow network it
 * takes some seconds to connect to the channel.
 */
const RETURN_MS = 10_000;

/**
 * Plays the share of a cobrowse session in the visitor's page, with full screen,
 * picture-in-picture, zoom, and a freeze that only this visitor sees.
 *
 * It's as wide as its container and as high as the picture needs, at most the
 * viewport. If you set a height, it fills that. Use the attribute `state` in
 * styles, for example to hide the element while it waits.
 *
 * @csspart base - Everything.
 * @csspart stage - The area in which the picture is moved.
 * @csspart video - The picture.
 * @csspart still - The picture that stays while the video has none or is frozen.
 * @csspart badge - Says on the picture that it isn't live.
 * @csspart play - The button for browsers that don't play automatically.
 * @csspart bar - The row below the picture.
 * @csspart status - What is being shared, or why nothing is.
 * @csspart page - The link that opens the shared page, if known.
 * @csspart toolbar - The controls.
 * @csspart stats - The connection's figures, if requested.
 *
 * @cssproperty [--glance-stage-color=#15181c] - The colour around the picture.
 *
 * @fires glance-share-start - The share's picture has arrived.
 * @fires glance-share-end - The share has ended; `detail.reason` says why.
 * @fires glance-share-pause - The agent has paused; the last picture stays.
 * @fires glance-share-resume - The picture is live again.
 * @fires glance-share-warning - A message for the page's developer, also in the console: `code`, `message`, `attribute`, `cause`.
 */
export class GlanceShareView extends SessionElement<GlanceShareViewEventMap> {
  static override readonly styles = [tokens, controls, statsStyles, viewStyles];

  readonly #holder = new SessionHolder<VisitorSession>(this, {
    given: () => this.session,
    parts: () => connectionParts(this),
    create: () => visitorSessionFrom(this, this.visitorName),
    attach: (session, signal) => this.#attach(session, signal),
    onRemoved: () => undefined,
    onProblem: (cause) => this.complainOfSetup(cause, () => this.isConnected && this.#holder.problem !== null),
  });
  readonly #zoom = new ZoomPane(this, { pane: () => this._stage, picture: () => this._picture });
  readonly #hand = new HandTool(this.#zoom);
  readonly #tools = new ViewTools(this, {
    zoom: this.#zoom,
    video: () => this._video,
    language: () => this.language,
    frozen: () => this._still === 'frozen',
    toggleFreeze: () => this.#toggleFreeze(),
    points: () => (this.#canPoint ? this._points : null),
    togglePoint: () => void this.#togglePoint(),
  });
  readonly #statsOverlay = new StatsOverlay(this, () => this.#holder.session?.stats ?? null);
  #pointing: Promise<ViewPointing> | null = null;
  #returnTimer: ReturnType<typeof setTimeout> | undefined;
  /** The state that events have announced. */
  #announced: 'idle' | 'viewing' | 'paused' = 'idle';
  /** Distinguishes shares. */
  #shareKey: string | null = null;
  #lastAgent: string | undefined;

  /** The visitor's name, which agents' sessions receive. */
  @property({ attribute: 'visitor-name' }) visitorName: string | null = null;

  /** The host's own session, used instead of all attributes. The element never closes it. */
  @property({ attribute: false }) session: VisitorSession | null = null;

  /** The content of the canvas above the video: empty, the picture that the visitor froze, or the last available picture. */
  @state() private _still: 'none' | 'frozen' | 'kept' = 'none';
  /** The stream whose last picture is kept. The first picture of any other stream replaces it. */
  #keptFrom: MediaProvider | null = null;
  /** Whether the browser requires a click before it plays. */
  @state() private _needsClick = false;

  /** The previous page had a share's picture, which is shown here until it's known whether that share is still running. */
  @state() private _returning = false;

  /** Whether the visitor has chosen to point. Pressing on the picture then draws instead of moving it. */
  @state() private _points = false;
  /** Where somebody points, for screen readers. */
  @state() private _pointed = '';

  @query('.pad') private readonly _pad!: HTMLElement | null;
  @query('.stage') private readonly _stage!: HTMLElement | null;
  @query('.picture') private readonly _picture!: HTMLElement | null;
  @query('video') private readonly _video!: HTMLVideoElement | null;
  @query('canvas') private readonly _canvas!: HTMLCanvasElement | null;

  /**
   * The share's state: `waiting`, `connecting`, `viewing`, `paused` or `ended`.
   * Also reflected in the attribute `state`, for styling. An element in
   * server-rendered HTML gets the attribute once the page has loaded.
   */
  get state(): VisitorState {
    const state = this.#holder.session?.state ?? 'waiting';
    return state === 'waiting' && this._returning ? 'connecting' : state;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Registered in the capture phase, to run before the session ends with its page.
    addEventListener('pagehide', this.#onPageHide, { capture: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.#onPageHide, { capture: true });
    clearTimeout(this.#returnTimer);
  }

  protected override willUpdate(): void {
    if (this.hasUpdated) this.#follow();
  }

  protected override firstUpdated(): void {
    this.#follow();
    void this.#return();
    // Browsers make Lit's listeners passive, but these must be able to prevent the default.
    this._stage?.addEventListener('touchmove', this.#hand.onTouchmove, { passive: false });
    this._stage?.addEventListener('wheel', this.#zoom.onWheel, { passive: false });
  }

  protected override updated(changed: PropertyValues<this>): void {
    setOwnAttribute(this, 'state', this.state);
    const own = this.session ? null : this.#holder.session;
    if (own && changed.has('visitorName')) own.name = nameFrom(this.visitorName);
  }

  /** Starts with the last picture of the previous page. */
  async #return(): Promise<void> {
    const canvas = document.createElement('canvas');
    const share = await takeFromPageBefore(this.sessionId, canvas);
    const still = this._canvas;
    if (share === null || !still || this._still !== 'none' || this._video?.srcObject || (this.#shareKey ?? share) !== share) return;
    this.#shareKey = share;
    copyPicture(canvas, still);
    this.#zoom.setPictureSize({ width: canvas.width, height: canvas.height });
    this._still = 'kept';
    this._returning = true;
    this.#returnTimer = setTimeout(() => this.#returned(), RETURN_MS);
  }

  #returned(): void {
    if (!this._returning) return;
    this._returning = false;
    if (this.#holder.session?.state === 'waiting') this.#dropStill();
  }

  readonly #onPageHide = (): void => {
    if (this.#announced !== 'idle' && this.#shareKey !== null && this._video) keepForNextPage(this.sessionId, this.#shareKey, this._video);
  };

  #attach(session: VisitorSession, signal: AbortSignal): void {
    this.#announced = 'idle';
    session.addEventListener('statechange', () => this.#stateChanged(session), { signal });
    session.addEventListener('end', ({ detail }) => this.#ended(detail.reason), { signal });
    session.addEventListener('point', ({ detail }) => void this.#pointedBy(detail), { signal });
    this.complainOf(session, signal);
  }

  #stateChanged({ state, share, stream }: VisitorSession): void {
    // This runs at once, while the video still has the picture.
    if (this.hasUpdated && (state === 'ended' || state === 'connecting')) this.#keepPicture();
    if (state === 'viewing' || state === 'paused') this.#leaveKept(stream);
    if (state !== 'waiting') this._returning = false;
    this.requestUpdate();
    if ((state !== 'viewing' && state !== 'paused') || state === this.#announced) return;
    const before = this.#announced;
    this.#announced = state;
    if (before === 'idle' && share) this.emit('glance-share-start', share);
    if (state === 'paused') this.emit('glance-share-pause', null);
    else if (before === 'paused') this.emit('glance-share-resume', null);
  }

  #ended(reason: ShareEndReason): void {
    if (this.#announced === 'idle') return;
    this.#announced = 'idle';
    this._points = false;
    void this.#pointing?.then((pointing) => pointing.clear());
    this.emit('glance-share-end', { reason });
  }

  #follow(): void {
    this.#followShare();
    this.#play();
  }

  /** A new share must not start with the previous share's picture. */
  #followShare(): void {
    const share = this.#holder.session?.share;
    if (!share) {
      if (this._still === 'frozen' && this.state === 'ended') this._still = 'kept';
      return;
    }
    const key = `${share.since} ${share.agentName ?? ''}`;
    this.#lastAgent = share.agentName;
    if (key === this.#shareKey) return;
    this.#shareKey = key;
    this.#dropStill();
    if (this._video) this._video.srcObject = null;
    this.#zoom.fit();
  }

  #play(): void {
    const video = this._video;
    const stream = this.#holder.session?.stream ?? null;
    if (!video || video.srcObject === stream) return;
    this.#keepPicture();
    video.srcObject = stream;
    this._needsClick = false;
    if (!stream) return;
    playing(video).catch((cause: unknown) => {
      if (cause instanceof DOMException && cause.name === 'NotAllowedError') this._needsClick = true;
    });
  }

  #keepPicture(): void {
    if (this._still !== 'none' || !this._video || !this._canvas) return;
    if (!copyPicture(this._video, this._canvas)) return;
    this._still = 'kept';
    this.#keptFrom = this._video.srcObject;
    // The video may not have reported its size yet.
    this.#zoom.setPictureSize(this._canvas);
  }

  /** A recovered connection continues with the same stream, so its pictures replace the kept one. */
  #leaveKept(stream: MediaStream | null): void {
    if (this._still === 'kept' && stream !== null && stream === this.#keptFrom) this.#dropStill();
  }

  #dropStill(): void {
    this._still = 'none';
    this.#keptFrom = null;
    if (this._canvas) clearPicture(this._canvas);
  }

  #toggleFreeze(): void {
    if (this._still === 'frozen') this.#dropStill();
    else if (this._video && this._canvas && copyPicture(this._video, this._canvas)) this._still = 'frozen';
  }

  get #canPoint(): boolean {
    const { session } = this.#holder;
    return session !== null && session.pointing && this.state === 'viewing';
  }

  async #togglePoint(): Promise<void> {
    await this.#loadPointing();
    this._points = !this._points;
    await this.updateComplete;
    if (this._points) this._pad?.focus();
  }

  async #pointedBy(at: PointDetail): Promise<void> {
    const pointing = await this.#loadPointing();
    if (this.state !== 'ended') pointing?.pointed(at, nameOf(at.from.name));
  }

  /** Null if its file can't be loaded. The next point tries again. */
  async #loadPointing(): Promise<ViewPointing | null> {
    const { _pad: pad } = this;
    if (!pad) return null;
    this.#pointing ??= import('./view-pointing.js').then(
      ({ ViewPointing }) =>
        new ViewPointing({
          msg,
          str,
          pad,
          active: () => this._points,
          onPoint: (at) => this.#canPoint && (this.#holder.session?.point(at) ?? false),
          onSaid: (text) => (this._pointed = text),
        }),
    );
    try {
      return await this.#pointing;
    } catch {
      this.#pointing = null;
      return null;
    }
  }

  readonly #onPicture = (): void => {
    const video = this._video;
    if (!video) return;
    this.#zoom.setPictureSize({ width: video.videoWidth, height: video.videoHeight });
    if (this._still === 'kept' && video.srcObject && video.srcObject !== this.#keptFrom) this.#dropStill();
  };

  readonly #onPlaying = (): void => {
    this._needsClick = false;
    this.requestUpdate();
  };

  /** The browser itself has paused the video, as phones do after full screen. */
  readonly #onPause = (): void => {
    if (this.isConnected && (this.state === 'viewing' || this.state === 'paused')) this._needsClick = true;
  };

  readonly #onPlayClick = (): void => {
    if (this._video) playing(this._video).catch(() => undefined);
  };

  protected override render(): TemplateResult {
    const { session } = this.#holder;
    const { state } = this;
    const active = state !== 'waiting' && state !== 'ended';
    return html`
      <div part="base" class="view ${state} ${session?.reconnecting ? 'reconnecting' : ''}" @keydown=${this.#tools.onKeydown}>
        <div class="frame">${this.#renderStage()} ${this.#renderOver()} ${this.#renderBadge()}</div>
        <div part="bar" class="bar">
          <p part="status" class="status" role="status">${this.#status()}</p>
          <p class="visually-hidden" role="status">${this._pointed}</p>
          ${active ? this.#renderPageLink() : nothing} ${active ? this.#tools.render() : nothing}
        </div>
        ${this.#statsOverlay.render()}
      </div>
    `;
  }

  /** A link for people who can't see the picture or want to continue on their own. */
  #renderPageLink(): TemplateResult | typeof nothing {
    const page = pageOf(this.#holder.session?.share ?? null);
    if (!page) return nothing;
    return html`<a part="page" class="page" href=${page.href} target="_blank" rel="noopener noreferrer" title=${page.href}>${msg('Open this page')}<span class="visually-hidden"> ${msg('(opens a new window)')}</span></a>`;
  }

  /** Why nothing can be shown here: the page isn't set up, or the browser isn't supported. */
  #problem(): Problem | null {
    return this.#holder.problem ?? this.#holder.session?.unavailableReason ?? null;
  }

  #status(): string {
    const { session } = this.#holder;
    const problem = this.#problem();
    if (problem) return Object.values(problemTexts(problem)).join(' ');
    const text = this._returning ? connectingText() : session ? statusText(session, this.#lastAgent) : '';
    return this._still === 'frozen' ? `${text} ${msg('Your picture is frozen.')}` : text;
  }

  #renderStage(): TemplateResult {
    return html`
      <div
        part="stage"
        class="stage fits"
        role="group"
        tabindex="0"
        aria-label=${msg('Shared screen')}
        aria-keyshortcuts="+ - 0 1"
        @dblclick=${this.#zoom.onDoubleClick}
        @pointerdown=${this.#hand.onPointerdown}
        @pointermove=${this.#hand.onPointermove}
        @pointerup=${this.#hand.onPointerend}
        @pointercancel=${this.#hand.onPointerend}
        @touchstart=${this.#hand.onTouchstart}
      >
        <div class="picture">
          <video
            part="video"
            aria-label=${msg('Live picture of the shared screen')}
            .muted=${true}
            muted
            autoplay
            playsinline
            @resize=${this.#onPicture}
            @loadeddata=${this.#onPicture}
            @playing=${this.#onPlaying}
            @pause=${this.#onPause}
            @enterpictureinpicture=${this.#onPlaying}
            @leavepictureinpicture=${this.#onPlaying}
          ></video>
          <canvas part="still" aria-hidden="true" ?hidden=${this._still === 'none'}></canvas>
          <div
            class="pad ${this._points ? 'on' : ''}"
            role=${this._points ? 'application' : nothing}
            tabindex=${this._points ? '0' : nothing}
            aria-label=${this._points ? msg('Point for the agent: draw, or use the arrow keys') : nothing}
          ></div>
        </div>
      </div>
    `;
  }

  #renderOver(): TemplateResult | typeof nothing {
    if (this._needsClick) {
      return html`<div class="over"><button part="play" type="button" class="primary" @click=${this.#onPlayClick}>${msg('Click to view')}</button></div>`;
    }
    return this.state === 'connecting' && !this.#problem() ? html`<div class="over"><span class="spinner"></span></div>` : nothing;
  }

  #renderBadge(): TemplateResult | typeof nothing {
    if (this._still === 'frozen' && this.state !== 'ended') {
      return html`
        <div part="badge" class="badge">
          <span>${msg('Frozen by you')}</span>
          <button type="button" @click=${() => this.#toggleFreeze()}>${msg('Go live')}</button>
        </div>
      `;
    }
    const text = this.#badgeText();
    return text ? html`<div part="badge" class="badge" aria-hidden="true">${text}</div>` : nothing;
  }

  #badgeText(): string {
    switch (this.state) {
      case 'paused':
        return msg('Paused');
      case 'ended':
        return msg('Ended');
      case 'connecting':
        return this._still === 'kept' ? msg('Reconnecting…') : '';
      case 'waiting':
      case 'viewing':
        return '';
    }
  }
}
