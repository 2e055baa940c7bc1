import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { VisitorSession, VisitorState } from '../../session/visitor-session.js';
import { controls } from '../shared/controls.styles.js';
import { problemTexts, type Problem } from '../shared/error-texts.js';
import { SessionElement } from '../shared/session-element.js';
import { connectionParts, visitorSessionFrom } from '../shared/session-from-attributes.js';
import { SessionHolder } from '../shared/session-holder.js';
import { tokens } from '../shared/tokens.styles.js';
import { HandTool } from './hand-tool.js';
import { StatsOverlay, statsStyles } from '../shared/stats-overlay.js';
import { keepForNextPage, takeFromPageBefore } from './last-picture.js';
import type { GlanceShareViewEventMap } from './share-view.events.js';
import { viewStyles } from './share-view.styles.js';
import { clearPicture, copyPicture } from './still-canvas.js';
import { ViewTools } from './view-tools.js';
import { connectingText, pageOf, statusText } from './view-texts.js';
import { ZoomPane } from './zoom-pane.js';

/** How long to wait for word of a share that ran on the page before, in milliseconds: an agent says every 1.5 s that it shares, and over a slow line it takes some seconds to be able to hear it. */
const RETURN_MS = 10_000;

/**
 * Plays the share of a cobrowse session in the visitor's page, with full screen,
 * picture-in-picture, zoom and a freeze that only this visitor sees.
 *
 * It is as wide as the place it is put in and as high as the picture needs, at
 * most the viewport; give it a height of your own to have it fill that. The
 * attribute `state` is there for styles, such as to hide it while it waits.
 *
 * @csspart base - Everything.
 * @csspart stage - What the picture is moved in.
 * @csspart video - The picture.
 * @csspart still - The picture that is kept while the video has none, or is frozen.
 * @csspart badge - Says on the picture that it isn't live.
 * @csspart play - The button for browsers that don't play by themselves.
 * @csspart bar - The line below the picture.
 * @csspart status - What is being shared, or why nothing is.
 * @csspart page - The link that opens the page on show, where it is known.
 * @csspart toolbar - The controls.
 * @csspart stats - The connection's figures, where asked for.
 *
 * @cssproperty [--glance-stage-color=#15181c] - What is around the picture.
 *
 * @fires glance-share-start - The share's picture is there.
 * @fires glance-share-end - The share is over; `detail.reason` says why.
 * @fires glance-share-pause - The agent has paused: the last picture stays.
 * @fires glance-share-resume - The picture is live again.
 * @fires glance-share-warning - Something for the developer's log: `message`, `cause`.
 */
export class GlanceShareView extends SessionElement<GlanceShareViewEventMap> {
  static override readonly styles = [tokens, controls, statsStyles, viewStyles];

  readonly #holder = new SessionHolder<VisitorSession>(this, {
    given: () => this.session,
    parts: () => [...connectionParts(this), this.visitorName],
    create: () => visitorSessionFrom(this, this.visitorName),
    attach: (session, signal) => this.#attach(session, signal),
    onRemoved: () => undefined,
  });
  readonly #zoom = new ZoomPane(this, { pane: () => this._stage, picture: () => this._picture });
  readonly #hand = new HandTool(this.#zoom);
  readonly #tools = new ViewTools(this, {
    zoom: this.#zoom,
    video: () => this._video,
    language: () => this.language,
    frozen: () => this._still === 'frozen',
    toggleFreeze: () => this.#toggleFreeze(),
  });
  readonly #statsOverlay = new StatsOverlay(this, () => this.#holder.session?.stats ?? null);
  #returnTimer: ReturnType<typeof setTimeout> | undefined;
  /** What the events have told of. */
  #told: 'idle' | 'viewing' | 'paused' = 'idle';
  /** Tells one share from the next. */
  #shareKey: string | null = null;
  #lastAgent: string | undefined;

  /** The visitor's name, which agents' sessions get to know. */
  @property({ attribute: 'visitor-name' }) visitorName: string | null = null;

  /** A session of the host's own, in the place of all attributes. It is never closed by the element. */
  @property({ attribute: false }) session: VisitorSession | null = null;

  /** What stands on the canvas above the video: nothing, the picture that the visitor froze, or the last one there was. */
  @state() private _still: 'none' | 'frozen' | 'kept' = 'none';
  /** The stream whose last picture is kept: only another one's pictures take its place. */
  #keptFrom: MediaProvider | null = null;
  /** The browser wants a click before it plays. */
  @state() private _needsClick = false;

  /** The page before this one had a share's picture, which stands here until it is known whether that share still runs. */
  @state() private _returning = false;

  @query('.stage') private readonly _stage!: HTMLElement | null;
  @query('.picture') private readonly _picture!: HTMLElement | null;
  @query('video') private readonly _video!: HTMLVideoElement | null;
  @query('canvas') private readonly _canvas!: HTMLCanvasElement | null;

  /** `waiting`, `connecting`, `viewing`, `paused` or `ended`. Also the attribute `state`, for styles. */
  get state(): VisitorState {
    const state = this.#holder.session?.state ?? 'waiting';
    return state === 'waiting' && this._returning ? 'connecting' : state;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Before the session hears of it, which ends with its page.
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
    // Lit's listeners are passive where the browser says so, and these must be able to prevent.
    this._stage?.addEventListener('touchmove', this.#hand.onTouchmove, { passive: false });
    this._stage?.addEventListener('wheel', this.#zoom.onWheel, { passive: false });
  }

  protected override updated(): void {
    this.setAttribute('state', this.state);
  }

  /** Begins with the picture that the page before ended with. */
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
    if (this.#told !== 'idle' && this.#shareKey !== null && this._video) keepForNextPage(this.sessionId, this.#shareKey, this._video);
  };

  #attach(session: VisitorSession, signal: AbortSignal): void {
    this.#told = 'idle';
    session.addEventListener('statechange', () => this.#stateChanged(session), { signal });
    session.addEventListener('end', ({ detail }) => this.#ended(detail.reason), { signal });
    session.addEventListener('warning', ({ detail }) => void this.emit('glance-share-warning', detail), { signal });
  }

  #stateChanged({ state, share, stream }: VisitorSession): void {
    // At once, while the video still has the picture that is to be kept.
    if (this.hasUpdated && (state === 'ended' || state === 'connecting')) this.#keepPicture();
    if (state === 'viewing' || state === 'paused') this.#leaveKept(stream);
    if (state !== 'waiting') this._returning = false;
    this.requestUpdate();
    if ((state !== 'viewing' && state !== 'paused') || state === this.#told) return;
    const before = this.#told;
    this.#told = state;
    if (before === 'idle' && share) this.emit('glance-share-start', share);
    if (state === 'paused') this.emit('glance-share-pause', null);
    else if (before === 'paused') this.emit('glance-share-resume', null);
  }

  #ended(reason: string): void {
    if (this.#told === 'idle') return;
    this.#told = 'idle';
    this.emit('glance-share-end', { reason });
  }

  #follow(): void {
    this.#followShare();
    this.#play();
  }

  /** Another share begins with no picture of the one before. */
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
    video.play().catch((cause: unknown) => {
      if (cause instanceof DOMException && cause.name === 'NotAllowedError') this._needsClick = true;
    });
  }

  #keepPicture(): void {
    if (this._still !== 'none' || !this._video || !this._canvas) return;
    if (!copyPicture(this._video, this._canvas)) return;
    this._still = 'kept';
    this.#keptFrom = this._video.srcObject;
    // The video may not have come to telling its size.
    this.#zoom.setPictureSize(this._canvas);
  }

  /** A line that came back brings the very stream that it had: its pictures go on below the kept one. */
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

  /** The browser itself has paused the video, such as a phone after its full screen. */
  readonly #onPause = (): void => {
    if (this.isConnected && (this.state === 'viewing' || this.state === 'paused')) this._needsClick = true;
  };

  readonly #onPlayClick = (): void => {
    this._video?.play().catch(() => undefined);
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
          ${active ? this.#renderPageLink() : nothing} ${active ? this.#tools.render() : nothing}
        </div>
        ${this.#statsOverlay.render()}
      </div>
    `;
  }

  /** Whoever can't see the picture, or wants to go on alone, opens the page itself. */
  #renderPageLink(): TemplateResult | typeof nothing {
    const page = pageOf(this.#holder.session?.share ?? null);
    if (!page) return nothing;
    return html`<a part="page" class="page" href=${page.href} target="_blank" rel="noopener noreferrer" title=${page.href}>${msg('Open this page')}<span class="visually-hidden"> ${msg('(opens a new window)')}</span></a>`;
  }

  /** Why nothing will ever be seen here: the page isn't set up, or this browser can't. */
  #problem(): Problem | null {
    return this.#holder.problem ?? this.#holder.session?.obstacle ?? null;
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
