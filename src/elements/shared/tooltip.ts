import type { LitElement, ReactiveController } from 'lit';
import { placeBeside } from './place-beside.js';
import { hidePopover, showPopover } from './popover.js';

export interface TooltipOptions {
  /** The element that the tooltip explains, or null. */
  readonly anchor: () => HTMLElement | null;
  /** The tooltip, an element with `popover="manual"`; null if there is nothing to explain. */
  readonly tooltip: () => HTMLElement | null;
}

/**
 * Shows a tooltip while its anchor has the focus or the pointer is over either of
 * them. Escape hides it.
 *
 * @see https://www.w3.org/TR/WCAG22/#content-on-hover-or-focus
 */
export class Tooltip implements ReactiveController {
  readonly #options: TooltipOptions;
  #open = false;

  constructor(host: LitElement, options: TooltipOptions) {
    this.#options = options;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#leave();
  }

  /** The handler of `pointerenter` and `focusin` on the anchor. */
  readonly show = (): void => {
    const tooltip = this.#options.tooltip();
    const anchor = this.#options.anchor();
    if (!tooltip || !anchor) return;
    showPopover(tooltip);
    placeBeside(tooltip, anchor);
    if (this.#open) return;
    this.#open = true;
    addEventListener('keydown', this.#onKeydown, true);
    addEventListener('scroll', this.hide, true);
  };

  /** The handler of `pointerleave` on the anchor and the tooltip. Hides it unless the pointer moved to the other one or the focus is there. */
  readonly leave = ({ relatedTarget }: MouseEvent): void => {
    const anchor = this.#options.anchor();
    const parts = [anchor, this.#options.tooltip()];
    const stays = relatedTarget instanceof Node && parts.some((part) => part?.contains(relatedTarget));
    if (!stays && !anchor?.matches(':focus-visible')) this.hide();
  };

  /** The handler of `focusout` on the anchor. */
  readonly hide = (): void => {
    const tooltip = this.#options.tooltip();
    if (this.#open && tooltip) hidePopover(tooltip);
    this.#leave();
  };

  readonly #onKeydown = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') this.hide();
  };

  #leave(): void {
    this.#open = false;
    removeEventListener('keydown', this.#onKeydown, true);
    removeEventListener('scroll', this.hide, true);
  }
}
