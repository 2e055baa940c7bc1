import type { LitElement, ReactiveController } from 'lit';
import { actualZoom, clampZoom, fitZoom, scrollToKeep, stepZoom, zoomLimits, type Size } from './zoom.js';

export interface ZoomPaneOptions {
  /** The scrolling pane; null before the first rendering. */
  readonly pane: () => HTMLElement | null;
  /** The zoomed element, whose size is set here. */
  readonly picture: () => HTMLElement | null;
}

/** A point in the viewport, such as an event's. */
interface Point {
  readonly clientX: number;
  readonly clientY: number;
}

/** How much the wheel zooms: by a quarter per 100 px. */
const WHEEL = Math.log(1.25) / 100;

/**
 * Zooms a picture in a scrolling pane: the whole picture (`fit`), one picture pixel
 * per device pixel (`actual`), or any size in between. The browser's own scrolling
 * pans, so that wheel, touch, keys and scroll bars work as usual.
 */
export class ZoomPane implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: ZoomPaneOptions;
  readonly #resized = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => this.#layOut());
  #observed: HTMLElement | null = null;
  #size: Size | null = null;
  #mode: 'fit' | 'actual' | 'free' = 'fit';
  #zoom = 1;
  #density: MediaQueryList | null = null;

  constructor(host: LitElement, options: ZoomPaneOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get mode(): 'fit' | 'actual' | 'free' {
    return this.#mode;
  }

  /** Device pixels per picture pixel; 1 is the actual size. */
  get level(): number {
    return this.#zoom * devicePixelRatio;
  }

  get canZoom(): { in: boolean; out: boolean } {
    const { least, most } = this.#limits();
    return { in: this.#zoom < most * 0.999, out: this.#zoom > least * 1.001 };
  }

  hostUpdated(): void {
    const pane = this.#options.pane();
    if (pane === this.#observed) return;
    if (this.#observed) this.#resized?.unobserve(this.#observed);
    this.#observed = pane;
    if (pane) this.#resized?.observe(pane);
    this.#watchDensity();
  }

  hostConnected(): void {
    if (this.#observed) this.#resized?.observe(this.#observed);
    this.#watchDensity();
  }

  hostDisconnected(): void {
    this.#resized?.disconnect();
    this.#density?.removeEventListener('change', this.#onDensity);
    this.#density = null;
  }

  /** Sets the picture's own size, in picture pixels. */
  setPictureSize(size: Size): void {
    if (size.width === 0 || size.height === 0) return;
    this.#size = size;
    this.#options.pane()?.style.setProperty('--_ratio', `${size.width} / ${size.height}`);
    this.#layOut();
  }

  fit(): void {
    this.#mode = 'fit';
    this.#layOut();
  }

  /** Zooms to one picture pixel per device pixel, around a point or the centre. */
  actual(point?: Point): void {
    this.#zoomTo(actualZoom(devicePixelRatio), point);
    this.#mode = 'actual';
    this.#host.requestUpdate();
  }

  step(direction: 'in' | 'out', point?: Point): void {
    this.#zoomTo(stepZoom(this.#zoom, direction, [this.#fitZoom(), actualZoom(devicePixelRatio)]), point);
  }

  /** Zooms by a factor around a point, like a pinch. */
  scale(factor: number, point: Point): void {
    this.#zoomTo(this.#zoom * factor, point);
  }

  /** Pans by CSS pixels. */
  pan(x: number, y: number): void {
    const pane = this.#options.pane();
    if (pane) scrollAtOnce(pane, pane.scrollLeft + x, pane.scrollTop + y);
  }

  /** The handler of `wheel`. With Ctrl, which touchpads also send for a pinch, it zooms at the pointer; otherwise the pane scrolls. */
  readonly onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 30;
    this.scale(Math.exp(-event.deltaY * lines * WHEEL), event);
  };

  /** Toggles between the whole picture and its actual size, around a point. */
  readonly onDoubleClick = (event: MouseEvent): void => {
    if (this.#mode === 'fit') this.actual(event);
    else this.fit();
  };

  #zoomTo(wanted: number, point?: Point): void {
    const { pane, picture, size } = this.#parts();
    if (!pane || !picture || !size) return;
    const zoom = clampZoom(wanted, this.#limits());
    const { left, top } = pane.getBoundingClientRect();
    const x = point ? point.clientX - left : pane.clientWidth / 2;
    const y = point ? point.clientY - top : pane.clientHeight / 2;
    const scrollLeft = scrollToKeep(x, pane.clientWidth, { scroll: pane.scrollLeft, length: size.width * this.#zoom }, size.width * zoom);
    const scrollTop = scrollToKeep(y, pane.clientHeight, { scroll: pane.scrollTop, length: size.height * this.#zoom }, size.height * zoom);
    this.#mode = Math.abs(zoom / this.#fitZoom() - 1) < 0.005 ? 'fit' : 'free';
    this.#apply(zoom);
    scrollAtOnce(pane, scrollLeft, scrollTop);
  }

  #layOut(): void {
    const { pane, size } = this.#parts();
    if (!pane || !size) return;
    if (this.#mode === 'fit') this.#apply(this.#fitZoom());
    else this.#apply(this.#mode === 'actual' ? actualZoom(devicePixelRatio) : this.#zoom);
  }

  #apply(zoom: number): void {
    const { pane, picture, size } = this.#parts();
    if (!pane || !picture || !size || !Number.isFinite(zoom) || zoom <= 0) return;
    this.#zoom = zoom;
    pane.classList.toggle('fits', this.#mode === 'fit');
    picture.style.width = `${size.width * zoom}px`;
    picture.style.height = `${size.height * zoom}px`;
    pane.classList.toggle('movable', pane.scrollWidth > pane.clientWidth || pane.scrollHeight > pane.clientHeight);
    this.#host.requestUpdate();
  }

  #fitZoom(): number {
    const { pane, size } = this.#parts();
    if (!pane || !size) return 1;
    // Measured without scroll bars, because a picture that fits doesn't need them.
    return fitZoom(size, { width: pane.offsetWidth, height: pane.offsetHeight });
  }

  #limits(): ReturnType<typeof zoomLimits> {
    return zoomLimits(this.#fitZoom(), devicePixelRatio);
  }

  #parts(): { pane: HTMLElement | null; picture: HTMLElement | null; size: Size | null } {
    return { pane: this.#options.pane(), picture: this.#options.picture(), size: this.#size };
  }

  /** The window has moved to another screen, or the page has been zoomed. */
  readonly #onDensity = (): void => {
    this.#watchDensity();
    this.#layOut();
  };

  #watchDensity(): void {
    this.#density?.removeEventListener('change', this.#onDensity);
    // jsdom has neither media queries nor other screens.
    if (typeof matchMedia === 'undefined') return;
    this.#density = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    this.#density.addEventListener('change', this.#onDensity, { once: true });
  }
}

/** Sets the properties, because old libraries replace `scrollTo` with their own method, which scrolls the page. */
function scrollAtOnce(pane: HTMLElement, left: number, top: number): void {
  pane.scrollLeft = left;
  pane.scrollTop = top;
}
