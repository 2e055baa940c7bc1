import type { ZoomPane } from './zoom-pane.js';

/**
 * Pans and zooms a pane: a mouse or pen drags it, two fingers pinch it. One finger
 * is left to the browser, which scrolls the pane or the page.
 */
export class HandTool {
  readonly #pane: ZoomPane;
  #drag: { readonly pointer: number; x: number; y: number } | null = null;
  #spread = 0;

  constructor(pane: ZoomPane) {
    this.#pane = pane;
  }

  readonly onPointerdown = (event: PointerEvent): void => {
    const pane = event.currentTarget as HTMLElement;
    const onScrollBar = event.target === pane && (event.offsetX >= pane.clientWidth || event.offsetY >= pane.clientHeight);
    if (event.pointerType === 'touch' || event.button !== 0 || onScrollBar || !pane.classList.contains('movable')) return;
    this.#drag = { pointer: event.pointerId, x: event.clientX, y: event.clientY };
    pane.setPointerCapture(event.pointerId);
    pane.classList.add('moving');
  };

  readonly onPointermove = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (drag?.pointer !== event.pointerId) return;
    this.#pane.pan(drag.x - event.clientX, drag.y - event.clientY);
    drag.x = event.clientX;
    drag.y = event.clientY;
  };

  /** The handler of `pointerup` and `pointercancel`. */
  readonly onPointerend = (event: PointerEvent): void => {
    if (this.#drag?.pointer !== event.pointerId) return;
    this.#drag = null;
    (event.currentTarget as HTMLElement).classList.remove('moving');
  };

  /** The handler of `touchstart`. */
  readonly onTouchstart = (event: TouchEvent): void => {
    this.#spread = spreadOf(event.touches);
  };

  /**
   * The handler of `touchmove`. It must not be passive: preventing the event keeps
   * the browser from handling the gesture. Pointer events are cancelled as soon as
   * the browser pans, so they can't detect a pinch.
   */
  readonly onTouchmove = (event: TouchEvent): void => {
    const spread = spreadOf(event.touches);
    if (spread === 0) return;
    if (event.cancelable) event.preventDefault();
    if (this.#spread > 0) this.#pane.scale(spread / this.#spread, middleOf(event.touches));
    this.#spread = spread;
  };
}

/** The distance between two fingers in CSS pixels; 0 if there aren't two. */
function spreadOf(touches: TouchList): number {
  const [a, b] = touches;
  return a && b && touches.length === 2 ? Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) : 0;
}

function middleOf([a, b]: TouchList): { clientX: number; clientY: number } {
  if (!a || !b) return { clientX: 0, clientY: 0 };
  return { clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 };
}
