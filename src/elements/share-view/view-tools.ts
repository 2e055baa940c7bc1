import { msg } from '@lit/localize';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { fitIcon, freezeIcon, fullScreenIcon, leaveFullScreenIcon, pictureInPictureIcon, pointIcon, zoomInIcon, zoomOutIcon } from '../shared/icons.js';
import { numberText } from '../shared/words.js';
import { itemOf, rovingTarget, setRovingTabIndex } from '../shared/roving-focus.js';
import { canFullScreen, canPictureInPicture, isFullScreen, isPictureInPicture, toggleFullScreen, togglePictureInPicture } from './picture-modes.js';
import type { ZoomPane } from './zoom-pane.js';

export interface ViewToolsOptions {
  readonly zoom: ZoomPane;
  readonly video: () => HTMLVideoElement | null;
  readonly language: () => string;
  readonly frozen: () => boolean;
  readonly toggleFreeze: () => void;
  /** Whether the visitor is pointing; null if pointing is off. */
  readonly points: () => boolean | null;
  readonly togglePoint: () => void;
}

interface Tool {
  readonly label: string;
  readonly content: TemplateResult | string;
  readonly run: () => unknown;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
}

/** The view's toolbar and its keyboard shortcuts. @see https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/ */
export class ViewTools implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: ViewToolsOptions;
  #current: HTMLElement | undefined;

  constructor(host: LitElement, options: ViewToolsOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('fullscreenchange', this.#update);
  }

  hostDisconnected(): void {
    document.removeEventListener('fullscreenchange', this.#update);
  }

  hostUpdated(): void {
    setRovingTabIndex(this.#items(), this.#current);
  }

  /** The handler of `keydown` anywhere in the view. */
  readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const { zoom } = this.#options;
    switch (event.key) {
      case '+':
      case '=':
        zoom.step('in');
        break;
      case '-':
        zoom.step('out');
        break;
      case '0':
        zoom.fit();
        break;
      case '1':
        zoom.actual();
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  render(): TemplateResult {
    const [out, into, ...more] = this.#tools();
    return html`
      <div part="toolbar" class="tools" role="toolbar" aria-label=${msg('Picture')} @keydown=${this.#onToolbarKeydown} @focusin=${this.#onFocus}>
        ${out ? this.#renderTool(out) : nothing}
        <span class="level">${this.#level()}</span>
        ${into ? this.#renderTool(into) : nothing} ${more.map((tool) => this.#renderTool(tool))}
      </div>
    `;
  }

  #tools(): Tool[] {
    const { zoom, video, frozen, toggleFreeze, points, togglePoint } = this.#options;
    const pointing = points();
    const full = isFullScreen(this.#host);
    const small = isPictureInPicture(video());
    const can = zoom.canZoom;
    return [
      { label: msg('Zoom out'), content: zoomOutIcon, run: () => zoom.step('out'), disabled: !can.out },
      { label: msg('Zoom in'), content: zoomInIcon, run: () => zoom.step('in'), disabled: !can.in },
      { label: msg('Fit the whole picture'), content: fitIcon, run: () => zoom.fit(), pressed: zoom.mode === 'fit' },
      { label: msg('Original size, 1:1'), content: '1:1', run: () => zoom.actual(), pressed: zoom.mode === 'actual' },
      { label: msg('Freeze the picture for me'), content: freezeIcon, run: toggleFreeze, pressed: frozen() },
      ...(pointing === null ? [] : [{ label: msg('Point at something for the agent'), content: pointIcon, run: togglePoint, pressed: pointing }]),
      ...(canPictureInPicture()
        ? [{ label: msg('Picture-in-picture'), content: pictureInPictureIcon, run: () => this.#withVideo(togglePictureInPicture), pressed: small }]
        : []),
      ...(canFullScreen(video())
        ? [
            {
              label: full ? msg('Leave full screen') : msg('Full screen'),
              content: full ? leaveFullScreenIcon : fullScreenIcon,
              run: () => this.#withVideo((element) => toggleFullScreen(this.#host, element)),
            },
          ]
        : []),
    ];
  }

  #renderTool({ label, content, run, pressed, disabled = false }: Tool): TemplateResult {
    return html`
      <button
        type="button"
        class="quiet icon ${typeof content === 'string' ? 'text' : ''}"
        aria-label=${label}
        title=${label}
        aria-pressed=${pressed === undefined ? nothing : String(pressed)}
        aria-disabled=${disabled ? 'true' : nothing}
        @click=${run}
      >
        ${content}
      </button>
    `;
  }

  #withVideo(act: (video: HTMLVideoElement) => Promise<void>): void {
    const video = this.#options.video();
    if (video) void act(video);
  }

  #level(): string {
    return numberText(this.#options.zoom.level, 'percent', this.#options.language());
  }

  readonly #onToolbarKeydown = (event: KeyboardEvent): void => {
    const items = this.#items();
    const current = itemOf(event, items);
    if (!current || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = rovingTarget(event.key, items, current, 'horizontal', getComputedStyle(current).direction === 'rtl');
    if (!target) return;
    event.preventDefault();
    target.focus();
  };

  readonly #onFocus = (event: FocusEvent): void => {
    const items = this.#items();
    this.#current = itemOf(event, items);
    setRovingTabIndex(items, this.#current);
  };

  readonly #update = (): void => this.#host.requestUpdate();

  #items(): HTMLElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLElement>('.tools button')];
  }
}
