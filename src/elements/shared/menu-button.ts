import type { LitElement, ReactiveController } from 'lit';
import { placeBeside } from './place-beside.js';
import { hidePopover, showPopover } from './popover.js';
import { itemOf, rovingTarget } from './roving-focus.js';

export interface MenuButtonOptions {
  /** The button that opens the menu, or null. */
  readonly button: () => HTMLElement | null;
  /** The menu, an element with `popover` and `role="menu"`, or null. */
  readonly menu: () => HTMLElement | null;
}

/** Milliseconds between two letters that still belong to one word. */
const TYPEAHEAD_MS = 700;

/**
 * Keyboard and focus handling of a menu button. Click, Enter, Space and arrow keys
 * open it. Inside, arrow keys, Home, End and letters move; Escape and Tab close it.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/
 */
export class MenuButton implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: MenuButtonOptions;
  #open = false;
  #typed = '';
  #typedAt = 0;

  constructor(host: LitElement, options: MenuButtonOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get open(): boolean {
    return this.#open;
  }

  hostDisconnected(): void {
    this.#opened(false);
  }

  toggle(): void {
    if (this.#open) this.close();
    else this.show();
  }

  /** Opens the menu with the focus on its first or last item. */
  show(focus: 'first' | 'last' = 'first'): void {
    const menu = this.#options.menu();
    if (!menu) return;
    showPopover(menu);
    this.#opened(true);
    this.#place();
    this.#items().at(focus === 'first' ? 0 : -1)?.focus();
  }

  close(): void {
    const menu = this.#options.menu();
    if (this.#open && menu) hidePopover(menu);
    this.#opened(false);
  }

  /** The handler of the button's `keydown`. */
  readonly onButtonKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.show(event.key === 'ArrowDown' ? 'first' : 'last');
  };

  /** The handler of the menu's `keydown`. */
  readonly onMenuKeydown = (event: KeyboardEvent): void => {
    const items = this.#items();
    const current = itemOf(event, items);
    if (!current || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Escape' || event.key === 'Tab') {
      // The focus returns to the button before Tab moves on from there.
      this.#options.button()?.focus();
      this.close();
      if (event.key === 'Escape') event.preventDefault();
      return;
    }
    const target = rovingTarget(event.key, items, current, 'vertical') ?? this.#find(event, items, current);
    if (!target) return;
    event.preventDefault();
    target.focus();
  };

  /** The handler of the menu's `focusout`: the focus has left. */
  readonly onMenuFocusout = ({ relatedTarget }: FocusEvent): void => {
    const { menu, button } = this.#options;
    // If the focus moved to the button, its click closes the menu.
    const stays = [menu(), button()].some((part) => part?.contains(relatedTarget as Node | null));
    if (relatedTarget && !stays) this.close();
  };

  /** The next item after the current one whose text starts with the typed letters. */
  #find({ key, timeStamp }: KeyboardEvent, items: readonly HTMLElement[], current: HTMLElement): HTMLElement | undefined {
    if (key.length !== 1 || (key === ' ' && this.#typed === '')) return undefined;
    this.#typed = timeStamp - this.#typedAt < TYPEAHEAD_MS ? this.#typed + key : key;
    this.#typedAt = timeStamp;
    const typed = this.#typed.toLocaleLowerCase();
    const from = items.indexOf(current) + (typed.length === 1 ? 1 : 0);
    return [...items.slice(from), ...items.slice(0, from)].find((item) => textOf(item).startsWith(typed));
  }

  #items(): HTMLElement[] {
    return [...(this.#options.menu()?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
  }

  #opened(open: boolean): void {
    if (open === this.#open) return;
    this.#open = open;
    const update = open ? addEventListener : removeEventListener;
    update('pointerdown', this.#onPointerdown, true);
    update('resize', this.#place);
    update('scroll', this.#place, true);
    if (!open) this.#typed = '';
    this.#host.requestUpdate();
  }

  readonly #onPointerdown = (event: Event): void => {
    const path = event.composedPath();
    if (![this.#options.menu(), this.#options.button()].some((part) => part && path.includes(part))) this.close();
  };

  readonly #place = (): void => {
    const menu = this.#options.menu();
    const button = this.#options.button();
    if (menu && button) placeBeside(menu, button);
  };
}

function textOf(item: HTMLElement): string {
  return item.textContent.trim().toLocaleLowerCase();
}
